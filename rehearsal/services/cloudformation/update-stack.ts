/** UpdateStack: reads the request, asks whether its role can be used, and hands it to the engine. */

import type { UpdateStackCommandOutput } from '@aws-sdk/client-cloudformation';
import { EvaluationFailure } from '../../cloudformation/evaluate';
import type { AskedParameter, UpdateRequest } from '../../cloudformation/stack-update';
import { NamedRefusal } from '../../cloudformation/stack-update';
import type { Template } from '../../cloudformation/template';
import { isRecord, Refusal } from '../../cloudformation/template';
import { letsServiceIn } from '../../iam/trust';
import type { ApiRequest } from '../../kernel/types';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';
import type { StackDescription } from '../ports';
import { queryList, queryRecords } from '../query-input';
import type { Answer } from '../sdk';
import type { ServiceContext } from '../service';

const SERVICE = 'cloudformation.amazonaws.com';
/** Members that decide something, and those that make no difference here; any other one ends the run. */
const KNOWN = [
  'StackName', 'UsePreviousTemplate', 'TemplateBody', 'Parameters', 'Capabilities', 'RoleARN', 'Tags', 'DisableRollback', 'RetainExceptOnCreate', 'ClientRequestToken',
  // Nobody is notified here.
  'NotificationARNs',
];

/** Begins to update a stack that may be read as described. */
export function updateStack(to: ServiceContext, request: ApiRequest): Answer<UpdateStackCommandOutput> {
  const { caller, input, region } = request;
  const name = String(input.StackName ?? '');
  const stack = to.stacks().describe(caller.accountId, region, name).find(({ deletedAt }) => deletedAt === undefined);
  if (stack === undefined) {
    throw new ApiError('ValidationError', `Stack [${name}] does not exist`);
  }
  const update = requestOf(input, caller.label);
  if (stack.nested !== undefined) {
    throw new UnknownToRehearsal(`${caller.label} called cloudformation:UpdateStack for ${stack.name}, which is nested in another stack; update the outermost one`);
  }
  if (update.roleArn !== undefined) {
    requireRole(to, request, stack, update.roleArn);
  }
  try {
    to.stacks().update(stack.id, update, caller.label);
  } catch (error) {
    if (error instanceof Refusal || error instanceof EvaluationFailure) {
      throw new ApiError(error instanceof NamedRefusal ? error.code : 'ValidationError', error.message);
    }
    throw error;
  }
  return { StackId: stack.id };
}

/** Passing a role is a right of its own, and CloudFormation must be able to take it. */
function requireRole(to: ServiceContext, { caller }: ApiRequest, stack: StackDescription, roleArn: string): void {
  to.iam.authorize(caller, 'iam:PassRole', roleArn, { 'iam:PassedToService': SERVICE });
  const role = to.iam.role(roleArn);
  if (role === undefined) {
    to.stacks().assume(stack.id, `the role ${roleArn} that it is updated in is made by none of the rehearsed stacks: taken to exist and to be allowed what it asks for`);
  } else if (!letsServiceIn(role.trustPolicy, [SERVICE])) {
    throw new ApiError('ValidationError', `Role ${roleArn} is invalid or cannot be assumed`);
  }
}

function requestOf(input: Record<string, any>, who: string): UpdateRequest {
  const unknown = [...new Set(Object.keys(input).map(key => key.split('.')[0]))].filter(key => !KNOWN.includes(key));
  if (unknown.length > 0) {
    throw new UnknownToRehearsal(`${who} called cloudformation:UpdateStack with ${unknown.join(', ')}, which the rehearsal does not know; it knows ${KNOWN.join(', ')}`);
  }
  const capabilities = queryList(input, 'Capabilities');
  const tags = queryRecords(input, 'Tags');
  return {
    ...templateOf(input),
    parameters: queryRecords(input, 'Parameters').map(parameterOf),
    capabilities,
    ...input.RoleARN === undefined ? {} : { roleArn: String(input.RoleARN) },
    ...Object.keys(input).some(key => key.startsWith('Tags')) ? { tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) } : {},
    disableRollback: isTrue(input.DisableRollback),
    retainExceptOnCreate: isTrue(input.RetainExceptOnCreate),
    ...input.ClientRequestToken === undefined ? {} : { token: tokenOf(String(input.ClientRequestToken)) },
  };
}

function tokenOf(token: string): string {
  if (!/^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/.test(token)) {
    throw new ApiError('ValidationError', `1 validation error detected: Value '${token}' at 'clientRequestToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9][-a-zA-Z0-9]*`);
  }
  return token;
}

function templateOf({ UsePreviousTemplate: isPrevious, TemplateBody: body }: Record<string, any>): { readonly template?: Template } {
  if (isTrue(isPrevious) === (body !== undefined)) {
    throw new ApiError('ValidationError', isTrue(isPrevious)
      ? 'You cannot specify both usePreviousTemplate and templateBody/templateURL'
      : 'Either Template URL or Template Body must be specified.');
  }
  if (body === undefined) {
    return {};
  }
  let template: unknown;
  try {
    template = JSON.parse(String(body));
  } catch {
    throw new UnknownToRehearsal('UpdateStack was called with a template that is not JSON, and the rehearsal reads no YAML; send JSON, or use the template of before');
  }
  if (!isRecord(template)) {
    throw new ApiError('ValidationError', 'Template format error: unsupported structure.');
  }
  return { template: template as Template };
}

function parameterOf({ ParameterKey: name = '', ParameterValue: value, UsePreviousValue: isPrevious }: Readonly<Record<string, string>>): AskedParameter {
  if (!isTrue(isPrevious)) {
    return { name, value: value ?? '' };
  }
  if (value !== undefined && value !== '') {
    throw new ApiError('ValidationError', `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true and non empty value for a parameter`);
  }
  return { name };
}

function isTrue(value: unknown): boolean {
  return String(value) === 'true';
}
