/** What Lambda finds wrong with a function before it makes it. The texts are Lambda's, in CloudFormation's wrapping. */

import { isRecord } from '../../cloudformation/template';
import { letsServiceIn } from '../../iam/trust';
import { ApiError } from '../../kernel/types';
import type { RoleRegister } from '../ports';

/** The oldest Node.js that Lambda still makes functions with: older ones bring no SDK that handlers could use, either. */
const OLDEST_NODE = 18;

/** What Lambda does with the role of a function that is in a network. */
const NETWORK_CALLS = ['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DeleteNetworkInterface'];

/** What a function's role must be allowed where a property is used: the action, how Lambda names it, and the resource. */
interface NeededRight {
  readonly action: string;
  readonly call: string;
  readonly resource: string;
}

/** Throws Lambda's refusal, if it has one. A role that no stack describes is taken to be good for everything. */
export function checkFunction(properties: Readonly<Record<string, unknown>>, region: string, iam: Pick<RoleRegister, 'role' | 'permits'>): void {
  const runtime = String(properties.Runtime);
  const version = Number(/^nodejs(\d+)/.exec(runtime)?.[1]);
  if (version < OLDEST_NODE) {
    throw refused(`The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. `
      + 'We recommend you use a supported runtime while creating or updating functions.');
  }
  const role = iam.role(String(properties.Role));
  if (role === undefined) {
    return;
  }
  if (!letsServiceIn(role.trustPolicy, ['lambda.amazonaws.com'])) {
    throw refused('The role defined for the function cannot be assumed by Lambda.');
  }
  const missing = neededRights(properties).find(({ action, resource }) => !iam.permits(role.arn, action, resource, { 'aws:RequestedRegion': region }));
  if (missing !== undefined) {
    throw refused(`The provided execution role does not have permissions to call ${missing.call}`);
  }
}

/** What Lambda tries with the role of a function. That it doesn't ask for the rights of a network's addresses is inferred. */
function neededRights(properties: Readonly<Record<string, unknown>>): NeededRight[] {
  const { DeadLetterConfig: deadLetters, TracingConfig: tracing, VpcConfig: network } = properties;
  const inNetwork = isRecord(network) && (!Array.isArray(network.SubnetIds) || network.SubnetIds.length > 0);
  const queue = isRecord(deadLetters) && typeof deadLetters.TargetArn === 'string' ? deadLetters.TargetArn : undefined;
  return [
    ...(inNetwork ? NETWORK_CALLS : []).map(name => ({ action: `ec2:${name}`, call: `${name} on EC2`, resource: '*' })),
    ...isTraced(tracing) ? [{ action: 'xray:PutTraceSegments', call: 'PutTraceSegments on XRAY', resource: '*' }] : [],
    ...queue === undefined ? [] : [queue.split(':')[2] === 'sns'
      ? { action: 'sns:Publish', call: 'Publish on SNS', resource: queue }
      : { action: 'sqs:SendMessage', call: 'SendMessage on SQS', resource: queue }],
  ];
}

function isTraced(tracing: unknown): boolean {
  return isRecord(tracing) && tracing.Mode === 'Active';
}

function refused(message: string): ApiError {
  return new ApiError('InvalidParameterValueException', `Resource handler returned message: "${message} (Service: Lambda, Status Code: 400)" (HandlerErrorCode: InvalidRequest)`);
}
