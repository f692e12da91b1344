/** The constructs in an app that does other things while it is synthesized: nothing of ours may stand in the way. */

import type { App, IAspect } from 'aws-cdk-lib';
import { AspectPriority, Aspects, Stack, Tag, Tags } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Role } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { appWith, ENV, legsOf, SANDBOX, SETTINGS } from './support';
import { AccountFactory, AccountPool, PoolAccount, SandboxGeneration, SandboxHubAccess } from '../../src';

/** All that there is, in one stack, with priorities as the CDK recommends them. */
function everything(): Stack {
  const app = appWith({ ...SETTINGS, sandbox: SANDBOX });
  app.node.setContext('@aws-cdk/core:aspectPrioritiesMutating', true);
  const stack = new Stack(app, 'Pool', { env: ENV });
  new AccountPool(stack, 'Accounts', { size: 2, tags: { pool: 'yes' } });
  new PoolAccount(stack, 'alone', { source: new AccountFactory(stack, 'Other') });
  PoolAccount.fromAccountId(stack, 'Imported', '333344445555');
  new SandboxHubAccess(stack, 'Hub', {
    namespace: 'myisb',
    clientRoleArn: 'arn:aws:iam::111122223333:role/AccountRobot-Pool',
    externalId: 'account-robot',
    generation: SandboxGeneration.REST_API,
  });
  return stack;
}

/** A construct and all below it. */
const within = (construct: IConstruct): IConstruct[] => construct.node.findAll();

/** Does something once, at the account that stands behind everything else, when other aspects have been everywhere. */
class Late implements IAspect {
  private done = false;

  constructor(private readonly what: () => void) {}

  public visit(node: IConstruct): void {
    if (this.done || node.node.id !== 'alone') {
      return;
    }
    this.done = true;
    this.what();
  }
}

test('a mutating aspect that tags the whole stack when it has come as far as the accounts', () => {
  const stack = everything();
  Aspects.of(stack).add(new Late(() => Tags.of(stack).add('late', 'yes')), { priority: AspectPriority.MUTATING });
  for (const { properties } of legsOf(Template.fromStack(stack), 'pool-002')) {
    expect(properties.Tags).toEqual([{ Key: 'late', Value: 'yes' }, { Key: 'pool', Value: 'yes' }]);
  }
  Annotations.fromStack(stack).hasInfo('/Pool/AccountFactory', Match.stringLikeRegexp('^2 new accounts .*account-robot:concurrency'));
});

test('no aspect but those of the CDK: of its roles, and of the tags that a pool is given', () => {
  const stack = everything();
  const aspects = within(stack).filter(node => !(node instanceof Role)).flatMap(node => Aspects.of(node).all);
  expect(aspects.filter(aspect => !(aspect instanceof Tag))).toEqual([]);
  expect(within(stack).filter(node => Aspects.of(node).all.some(aspect => aspect instanceof Tag)).map(({ node }) => node.path)).toEqual(['Pool/Accounts']);
});

test('synthesis neither adds to our constructs nor takes from them', () => {
  const stack = everything();
  const ours = stack.node.children.flatMap(within);
  for (const { node } of ours) {
    node.lock();
  }
  Template.fromStack(stack);
  expect(stack.node.children.flatMap(within).filter(node => !/^Pool\/(CDKMetadata|BootstrapVersion|CheckBootstrapVersion)(\/|$)/.test(node.node.path))).toEqual(ours);
});

test('synthesized again, it says nothing twice', () => {
  const stack = everything();
  const app = stack.node.root as App;
  app.synth();
  app.synth({ force: true });
  const messages = within(app).flatMap(({ node }) => node.metadata.map(({ data }) => `${node.path}: ${data}`)).filter(message => message.includes('account-robot:'));
  expect(messages).toEqual([...new Set(messages)]);
  expect(messages.filter(message => message.includes('account-robot:concurrency'))).toHaveLength(1);
});
