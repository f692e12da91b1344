/** Mixins, which the floor of the CDK doesn't have: one for everything that has a say in ours, too. */

import * as cdk from 'aws-cdk-lib';
import { App, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import { AccountPool } from '../../src';
import { POOL_ACCOUNT_TYPE } from '../../src/contract';
import { ENV, SETTINGS } from '../src/support';

/** What the floor, whose types are checked, doesn't have. */
interface WithMixins {
  readonly Mixins: { of(scope: IConstruct): { apply(mixin: Mixin): unknown } };
}

interface Mixin {
  supports(construct: IConstruct): boolean;
  applyTo(construct: IConstruct): void;
}

function pool(mixin?: Mixin): Template {
  const stack = new Stack(new App({ context: { 'account-robot': SETTINGS } }), 'Pool', { env: ENV });
  new AccountPool(stack, 'Pool', { size: 2 });
  if (mixin) {
    (cdk as unknown as WithMixins).Mixins.of(stack).apply(mixin);
  }
  return Template.fromStack(stack);
}

test('one that removes everything with its stack keeps the accounts', () => {
  const template = pool({
    supports: construct => CfnResource.isCfnResource(construct),
    applyTo: construct => (construct as CfnResource).applyRemovalPolicy(RemovalPolicy.DESTROY),
  });
  expect(template.findResources(POOL_ACCOUNT_TYPE)).toEqual(pool().findResources(POOL_ACCOUNT_TYPE));
});

test('one that changes what the functions need is told', () => {
  expect(() => pool({
    supports: construct => CfnResource.isCfnResource(construct) && construct.cfnResourceType === 'AWS::Lambda::Function',
    applyTo: construct => (construct as CfnResource).addPropertyOverride('ReservedConcurrentExecutions', 0),
  })).toThrow("function 'Pool/AccountFactory/Kick' must be able to run, got a reserved concurrency of 0");
});
