/** Apps that change what constructs make: what the functions can't do without is told at synthesis. */

import type { App, IPropertyInjector, InjectionContext, Stack } from 'aws-cdk-lib';
import { Aspects, CfnResource, Duration, PropertyInjectors } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Provider } from 'aws-cdk-lib/custom-resources';
import type { IConstruct } from 'constructs';
import { PoolAccount } from '../../../../src';
import { messageOf, poolStack } from '../../support';

type Props = Record<string, unknown>;

function injector(constructUniqueId: string, inject: (props: Props, context: InjectionContext) => Props): IPropertyInjector {
  return { constructUniqueId, inject: (props, context) => inject(props as Props, context) };
}

/** A pool of one account in an app whose injectors are known before anything is made. */
function injected(...injectors: IPropertyInjector[]): Stack {
  const stack = poolStack();
  PropertyInjectors.of(stack).add(...injectors);
  new PoolAccount(stack, 'pool-001');
  return stack;
}

/** An injector for providers that wait. */
function waiter(props: Props): IPropertyInjector {
  return injector(Provider.PROPERTY_INJECTION_ID, given => given.isCompleteHandler ? { ...given, ...props } : given);
}

/** The same in an app with an aspect for each resource of a type. */
function visited(type: string, change: (resource: CfnResource) => void): Stack {
  const stack = poolStack();
  new PoolAccount(stack, 'pool-001');
  Aspects.of(stack).add({
    visit: (node: IConstruct) => {
      if (CfnResource.isCfnResource(node) && node.cfnResourceType === type) {
        change(node);
      }
    },
  });
  return stack;
}

const FUNCTION = 'AWS::Lambda::Function';
const every = (key: string, value: unknown) => visited(FUNCTION, resource => resource.addPropertyOverride(key, value));
const problems = (stack: Stack) => messageOf(() => (stack.node.root as App).synth());
const FIX = "; an aspect, a property injector or an override of the app made it so: have it leave out what is below 'Pool/AccountFactory'";

test('a waiter that an injector has shortened', () => {
  const stack = injected(waiter({ totalTimeout: Duration.minutes(20) }));
  expect(problems(stack)).toContain("account factory 'Pool/AccountFactory': the waiter 'Pool/AccountFactory/Provider/waiter-state-machine' must look every 30 seconds, 114 times "
    + `(queryInterval and totalTimeout of Provider), because a leg of an account takes up to 55 minutes, got every 30 seconds, 40 times${FIX}`);
});

test('a waiter that an injector has slowed down', () => {
  const stack = injected(waiter({ queryInterval: Duration.minutes(3) }));
  expect(problems(stack)).toContain('got every 180 seconds, 19 times');
});

test('functions that may never run', () => {
  const message = problems(every('ReservedConcurrentExecutions', 0));
  for (const path of ['Kick', 'IsComplete', 'Portfolio/LookUp', 'Provider/framework-onEvent', 'Provider/framework-isComplete', 'Provider/framework-onTimeout', 'Portfolio/Provider/framework-onEvent']) {
    expect(message).toContain(`function 'Pool/AccountFactory/${path}' must be able to run, got a reserved concurrency of 0, with which Lambda runs it never${FIX}`);
  }
});

test('functions that have no time', () => {
  const message = problems(every('Timeout', 60));
  expect(message).toContain(`function 'Pool/AccountFactory/Kick' must have a timeout of 300 to 840 seconds, got 60${FIX}`);
  expect(message).toContain("function 'Pool/AccountFactory/Provider/framework-onEvent' must have a timeout of more than 300 seconds");
});

test('functions that may outlive the one that waits for them', () => {
  expect(problems(every('Timeout', 900))).toContain("function 'Pool/AccountFactory/IsComplete' must have a timeout of 300 to 840 seconds, got 900");
});

test('an injector that leaves their variables out', () => {
  const stack = injected(injector(lambda.Function.PROPERTY_INJECTION_ID, props => ({ ...props, environment: { LOG_LEVEL: 'debug' } })));
  expect(problems(stack)).toContain("function 'Pool/AccountFactory/Kick' must have the environment variables PRODUCT_ID, HOLDING_ORGANIZATIONAL_UNIT_ID, ");
  expect(problems(stack)).toContain(`function 'Pool/AccountFactory/Portfolio/LookUp' must have the environment variables ACCOUNT_ROBOT_FUNCTION, got none of the name ACCOUNT_ROBOT_FUNCTION${FIX}`);
});

test('an override that gives them another role', () => {
  expect(problems(every('Role', 'arn:aws:iam::111122223333:role/lambda')))
    .toContain(`function 'Pool/AccountFactory/Kick' must run with the role 'Pool/AccountFactory/Role', got "arn:aws:iam::111122223333:role/lambda"${FIX}`);
});

test('an injector that leaves out what the roles may do', () => {
  const stack = injected(injector(iam.Role.PROPERTY_INJECTION_ID, props => ({ ...props, inlinePolicies: undefined })));
  expect(problems(stack)).toContain("role 'Pool/AccountFactory/Role' must have the inline policies Handlers, AccountFactoryCaller, got none of the name Handlers, AccountFactoryCaller");
  expect(problems(stack)).toContain("role 'Pool/AccountFactory/Portfolio/Role' must have the inline policies LookUp, got none of the name LookUp");
});

test('an aspect that gives roles the names of the company', () => {
  const stack = visited('AWS::IAM::Role', resource => (resource as iam.CfnRole).roleName = `company-${resource.node.addr.slice(-8)}`);
  expect(problems(stack)).toMatch(/role 'Pool\/AccountFactory\/Role' must have the name "AccountRobot-Pool", by which others know it, got "company-\w+"; to give it another one set 'roleName' of AccountFactory/);
});

test('everything else that an app changes stays as it wants it', () => {
  const stack = injected(
    injector(lambda.Function.PROPERTY_INJECTION_ID, props => ({
      ...props,
      memorySize: 512,
      tracing: lambda.Tracing.ACTIVE,
      reservedConcurrentExecutions: 20,
    })),
    injector(iam.Role.PROPERTY_INJECTION_ID, props => ({ ...props, path: '/company/' })),
  );
  Aspects.of(stack).add({
    visit: (node: IConstruct) => {
      if (node instanceof lambda.CfnFunction) {
        node.addPropertyOverride('Environment.Variables.LOG_LEVEL', 'debug');
      }
    },
  });
  Template.fromStack(stack).allResourcesProperties(FUNCTION, { MemorySize: 512, TracingConfig: { Mode: 'Active' }, ReservedConcurrentExecutions: 20 });
});
