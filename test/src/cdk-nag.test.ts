/** The example under the rules of AWS Solutions. What is left is suppressed one by one, with the reason. */

import { App, Aspects, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, NagSuppressions } from 'cdk-nag';
import { ENV, ON_FLOOR, withFindings } from './support';
import { context } from '../../examples/pool/cdk.json';
import { PoolAccount } from '../../src';

interface Suppression {
  readonly path: string;
  readonly id: string;
  /** A regular expression over what exactly the rule is about; without it the rule has one subject only. */
  readonly about?: string;
  readonly reason: string;
}

const BASIC_EXECUTION = '^Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole$';
const PROVIDERS = ['/Pool/AccountFactory/Portfolio/Provider', '/Pool/AccountFactory/Provider'];

const SUPPRESSIONS: readonly Suppression[] = [
  ...PROVIDERS.flatMap((path): Suppression[] => [
    ...ON_FLOOR ? [{ path, id: 'AwsSolutions-L1', reason: 'the runtime of the Provider framework is chosen by the CDK, and the floor chooses an older one' }] : [],
    { path, id: 'AwsSolutions-IAM4', about: BASIC_EXECUTION, reason: 'the roles of the Provider framework are made by the CDK; the policy lets them write their logs' },
    { path, id: 'AwsSolutions-IAM5', about: '^Resource::<[A-Za-z0-9]+\\.Arn>:\\*$', reason: 'the Provider framework may invoke any version of the two functions it is given, and no other' },
  ]),
  { path: '/Pool/AccountFactory/Provider/waiter-state-machine', id: 'AwsSolutions-SF1', reason: 'the events hold pre-signed URLs, which do not belong into logs' },
  { path: '/Pool/AccountFactory/Provider/waiter-state-machine', id: 'AwsSolutions-SF2', reason: 'the state machine is made by the CDK and polls one function' },
  { path: '/Pool/AccountFactory/Portfolio/Role', id: 'AwsSolutions-IAM4', about: BASIC_EXECUTION, reason: 'lets the function write its logs' },
  { path: '/Pool/AccountFactory/Portfolio/Role', id: 'AwsSolutions-IAM5', about: '^Resource::\\*$', reason: 'calls that read; the id of the product is what they find out, and lists have no resources to name' },
  {
    path: '/Pool/AccountFactory/Portfolio/Role',
    id: 'AwsSolutions-IAM5',
    about: ':stack/\\*$',
    reason: 'any stack may declare accounts; the call reads whether it is being rolled back',
  },
  { path: '/Pool/AccountFactory/Role', id: 'AwsSolutions-IAM4', about: BASIC_EXECUTION, reason: 'lets the functions write their logs' },
  {
    path: '/Pool/AccountFactory/Role',
    id: 'AwsSolutions-IAM4',
    about: '^Policy::arn:<AWS::Partition>:iam::aws:policy/AWSServiceCatalogEndUserFullAccess$',
    reason: 'AWS documents this policy as what a role needs that launches accounts from Account Factory',
  },
  {
    path: '/Pool/AccountFactory/Role',
    id: 'AwsSolutions-IAM5',
    about: '^Resource::\\*$',
    reason: 'calls without resource-level permissions, and the documented list of what Account Factory calls as its caller',
  },
  {
    path: '/Pool/AccountFactory/Role',
    id: 'AwsSolutions-IAM5',
    about: ':stack/\\*$',
    reason: 'any stack of this account may declare accounts; the call reads the status of the one that does',
  },
  {
    path: '/Pool/AccountFactory/Role',
    id: 'AwsSolutions-IAM5',
    about: ':account/o-\\*/\\*$',
    reason: 'accounts have no ids before they exist; they are tagged, and moved into the pool',
  },
  {
    path: '/Pool/AccountFactory/Role',
    id: 'AwsSolutions-IAM5',
    about: ':ou/o-\\*/ou-\\*$',
    reason: 'messages name the unit that an account was found in, whichever it is; the units of Innovation Sandbox are known only when it is asked',
  },
  {
    path: '/Pool/AccountFactory/Role',
    id: 'AwsSolutions-IAM5',
    about: ':root/o-\\*/r-\\*$',
    reason: 'an organization has one root, from which accounts are moved into the pool',
  },
  {
    path: '/Pool/AccountFactory/Role',
    id: 'AwsSolutions-IAM5',
    about: ':stackset/Isb-myisb-SandboxAccountResources:\\*$',
    reason: 'the ARN of a StackSet ends in an id that is new whenever the StackSet is',
  },
];

/** What the rules say of a pool, as `path id[about]`. */
function findings(suppressions: readonly Suppression[]): string[] {
  const stack = new Stack(withFindings(new App({ context })), 'Pool', { env: ENV });
  for (const name of ['pool-001', 'pool-002']) {
    new PoolAccount(stack, name);
  }
  for (const { path, id, about, reason } of suppressions) {
    NagSuppressions.addResourceSuppressionsByPath(stack, path, [{ id, reason, ...about && { appliesTo: [{ regex: `/${about.replaceAll('/', '\\/')}/` }] } }], true);
  }
  Aspects.of(stack).add(new AwsSolutionsChecks());
  const annotations = Annotations.fromStack(stack);
  return [...annotations.findError('*', Match.anyValue()), ...annotations.findWarning('*', Match.anyValue())]
    .map(({ id, entry }) => `${id} ${String(entry.data)}`);
}

test('nothing is left that has no justification', () => {
  expect(findings(SUPPRESSIONS)).toEqual([]);
});

test('no suppression is left that nothing needs', () => {
  for (const suppression of SUPPRESSIONS) {
    expect(findings(SUPPRESSIONS.filter(other => other !== suppression))).toEqual(
      expect.arrayContaining([expect.stringMatching(new RegExp(`^${suppression.path}/.*${suppression.id}`))]));
  }
});
