/**
 * What registering accounts with an Innovation Sandbox takes, on both sides.
 *
 * None of it is granted to a factory whose accounts are vended only. As in permissions.ts, a test compares the lists with the
 * calls in the handlers' code, both ways.
 */

import type { Stack } from 'aws-cdk-lib';
import { ArnFormat } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { SANDBOX_NAMES } from '../contract';
import { organizationsArn } from '../shared/organizations-arn';

/** What the role of a factory is to reach of one Innovation Sandbox. */
export interface SandboxReach {
  readonly namespace: string;
  readonly region: string;
  /** The roles in the hub account. */
  readonly roleArns: string[];
  readonly billingViewArn?: string;
}

/** Once for each factory whose accounts are registered, however many sandboxes there are. */
export function moveStatement(stack: Stack): iam.PolicyStatement {
  return new iam.PolicyStatement({
    // From root or holding unit to the unit Entry, and back to it from a registration that was left half done. The ids of
    // Innovation Sandbox's units are read when they are needed, so that none can be named here.
    sid: 'MoveAccounts',
    actions: ['organizations:MoveAccount'],
    resources: [
      organizationsArn(stack, 'account', 'o-*/*'),
      organizationsArn(stack, 'root', 'o-*/r-*'),
      organizationsArn(stack, 'ou', 'o-*/ou-*'),
    ],
  });
}

/** Once for each sandbox of a factory. Ids of statements hold letters and digits, and so does a namespace. */
export function sandboxStatements(stack: Stack, reach: SandboxReach): iam.PolicyStatement[] {
  const { namespace, region, billingViewArn } = reach;
  return [
    new iam.PolicyStatement({
      // The ids of the organizational units, and the version.
      sid: `ReadPoolOf${namespace}`,
      actions: ['ssm:GetParameter'],
      resources: [stack.formatArn({ service: 'ssm', region, resource: 'parameter', resourceName: SANDBOX_NAMES.poolParameter(namespace) })],
    }),
    new iam.PolicyStatement({
      // Does the account have the role yet that Innovation Sandbox cleans it with?
      sid: `ReadStackSetOf${namespace}`,
      actions: ['cloudformation:DescribeStackInstance'],
      resources: [stack.formatArn({ service: 'cloudformation', region, resource: 'stackset', resourceName: `${SANDBOX_NAMES.stackSet(namespace)}:*` })],
    }),
    new iam.PolicyStatement({
      // All that happens in the hub account happens as one of these.
      sid: `EnterHubOf${namespace}`,
      actions: ['sts:AssumeRole'],
      resources: reach.roleArns,
    }),
    ...billingViewArn === undefined ? [] : [new iam.PolicyStatement({
      sid: `ShareCostsOf${namespace}`,
      actions: ['billing:GetBillingView', 'billing:UpdateBillingView'],
      resources: [billingViewArn],
    })],
  ];
}

/** From Innovation Sandbox 1.3 on, our role in the hub account: the REST API has another id after some upgrades. */
export function apiIdStatements(stack: Stack, namespace: string, region: string): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      sid: 'ReadApiId',
      actions: ['ssm:GetParameter'],
      resources: [stack.formatArn({ service: 'ssm', region, resource: 'parameter', resourceName: SANDBOX_NAMES.restApiIdParameter(namespace) })],
    }),
  ];
}

/** With Innovation Sandbox 1.2, our role in the hub account: sign a token with the secret and hand it to the function. */
export function signedInvokeStatements(stack: Stack, namespace: string, region: string, keyArn?: string): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      sid: 'InvokeAccounts',
      actions: ['lambda:InvokeFunction'],
      resources: [stack.formatArn({
        service: 'lambda',
        region,
        resource: 'function',
        resourceName: SANDBOX_NAMES.accountsFunction(namespace),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      })],
    }),
    new iam.PolicyStatement({
      // Secrets Manager ends the name with a hyphen and six characters of its own.
      sid: 'ReadSigningKey',
      actions: ['secretsmanager:GetSecretValue'],
      resources: [stack.formatArn({
        service: 'secretsmanager',
        region,
        resource: 'secret',
        resourceName: `${SANDBOX_NAMES.jwtSecret(namespace)}-??????`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      })],
    }),
    new iam.PolicyStatement({
      // The key's id is in no output of Innovation Sandbox's stacks, but its alias is known. Other things are encrypted with it too,
      // which is why it is good for secrets only.
      sid: 'DecryptSigningKey',
      actions: ['kms:Decrypt'],
      resources: [keyArn ?? stack.formatArn({ service: 'kms', region, resource: 'key', resourceName: '*' })],
      conditions: {
        StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` },
        ...keyArn === undefined && { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': SANDBOX_NAMES.keyAlias(namespace) } },
      },
    }),
  ];
}
