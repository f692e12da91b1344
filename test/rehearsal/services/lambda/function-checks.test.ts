import type { ApiError } from '../../../../rehearsal/kernel/types';
import { checkFunction } from '../../../../rehearsal/services/lambda/function-checks';

const ROLE = 'arn:aws:iam::111122223333:role/R';
const trusting = (Service: string) => ({ Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } } });

/** What Lambda says to a function whose role may do what is listed; undefined if it makes it. */
function refusal(properties: object, allowed: readonly string[] = [], trustPolicy: object | undefined = trusting('lambda.amazonaws.com')): string | undefined {
  const role = trustPolicy && { name: 'R', arn: ROLE, accountId: '111122223333', inlinePolicies: [], managedPolicyArns: [], trustPolicy: trustPolicy as ReturnType<typeof trusting> };
  try {
    checkFunction({ Runtime: 'nodejs24.x', Role: ROLE, ...properties }, 'eu-west-1', { role: () => role, permits: (_, action) => allowed.includes(action) });
    return undefined;
  } catch (error) {
    return /^Resource handler returned message: "(.*) \(Service: Lambda, Status Code: 400\)" \(HandlerErrorCode: InvalidRequest\)$/.exec((error as ApiError).message)![1];
  }
}

const network = { VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: [] } };
const NETWORK_RIGHTS = ['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface'];
const mayNot = (call: string) => `The provided execution role does not have permissions to call ${call}`;

test.each<[string, object, string[], string | undefined]>([
  ['nothing special', {}, [], undefined],
  ['a network', network, [], mayNot('CreateNetworkInterface on EC2')],
  ['a network and the right to make interfaces only', network, NETWORK_RIGHTS.slice(0, 1), mayNot('DescribeNetworkInterfaces on EC2')],
  ['a network and all rights', network, NETWORK_RIGHTS, undefined],
  ['a network that was taken away', { VpcConfig: { SubnetIds: [], SecurityGroupIds: [] } }, [], undefined],
  ['active tracing', { TracingConfig: { Mode: 'Active' } }, [], mayNot('PutTraceSegments on XRAY')],
  ['passive tracing', { TracingConfig: { Mode: 'PassThrough' } }, [], undefined],
  ['a queue for dead letters', { DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-west-1:111122223333:q' } }, [], mayNot('SendMessage on SQS')],
  ['a topic for dead letters', { DeadLetterConfig: { TargetArn: 'arn:aws:sns:eu-west-1:111122223333:t' } }, [], mayNot('Publish on SNS')],
  ['a topic that it may write to', { DeadLetterConfig: { TargetArn: 'arn:aws:sns:eu-west-1:111122223333:t' } }, ['sns:Publish'], undefined],
])('a function with %s', (_, properties, allowed, message) => {
  expect(refusal(properties, allowed)).toBe(message);
});

test('a runtime that is taken no more', () => {
  expect(refusal({ Runtime: 'nodejs16.x' })).toMatch(/^The runtime parameter of nodejs16\.x is no longer supported/);
  expect(refusal({ Runtime: 'nodejs18.x' })).toBeUndefined();
});

test('a role that trusts another service, or refuses this one', () => {
  const refused = 'The role defined for the function cannot be assumed by Lambda.';
  expect(refusal({}, [], trusting('ec2.amazonaws.com'))).toBe(refused);
  expect(refusal({}, [], { Statement: [] })).toBe(refused);
  expect(refusal({}, [], { Statement: [{ Effect: 'Allow', Action: 'sts:*', Principal: '*' }, { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: { Service: ['lambda.amazonaws.com'] } }] })).toBe(refused);
});

test('a role that no stack describes is taken as it is', () => {
  expect(() => checkFunction({ Runtime: 'nodejs24.x', Role: ROLE, ...network }, 'eu-west-1', { role: () => undefined, permits: () => false })).not.toThrow();
});
