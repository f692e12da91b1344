/**
 * What growth may do.
 *
 * Whoever may update a stack without naming a role does it with the role that the stack was deployed with last, which for the CDK is an administrator. So the function
 * may update the stack of the pool with one role only, and CloudFormation may do with that role what growing takes, and nothing else. There is no condition key for
 * a template in the request itself (TemplateBody): whatever template came with an update, its resources could not be made, changed or deleted with that role.
 */

import type { Stack } from 'aws-cdk-lib';
import { ArnFormat } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { EVENT_SOURCE } from '../contract';

/** The qualifier of a bootstrap that nobody has given another one. */
const DEFAULT_QUALIFIER = 'hnb659fds';
const CLOUDFORMATION = 'cloudformation.amazonaws.com';

/** What the function acts on. */
export interface GrowthTargets {
  /** The stack of growth. */
  readonly own: Stack;
  /** The stack of the pool. */
  readonly pool: Stack;
  readonly updateRoleArn: string;
  readonly ledgerArn: string;
  readonly eventBusArn: string;
}

/** What the function may do beside counting. */
export function growthStatements({ own, pool, updateRoleArn, ledgerArn, eventBusArn }: GrowthTargets): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      // With this role and no other, and with no template or stack policy from elsewhere.
      sid: 'UpdateStackOfPool',
      actions: ['cloudformation:UpdateStack'],
      resources: [stackArn(own, pool)],
      conditions: {
        StringEquals: { 'cloudformation:RoleArn': updateRoleArn },
        Null: { 'cloudformation:TemplateUrl': 'true', 'cloudformation:StackPolicyUrl': 'true' },
      },
    }),
    new iam.PolicyStatement({
      sid: 'PassUpdateRole',
      actions: ['iam:PassRole'],
      resources: [updateRoleArn],
      conditions: { StringEquals: { 'iam:PassedToService': CLOUDFORMATION } },
    }),
    new iam.PolicyStatement({
      // Nothing is ever changed or deleted in it.
      sid: 'KeepLedger',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      resources: [ledgerArn],
    }),
    new iam.PolicyStatement({
      sid: 'TellOthers',
      actions: ['events:PutEvents'],
      resources: [eventBusArn],
      conditions: { StringEquals: { 'events:source': EVENT_SOURCE } },
    }),
  ];
}

/** What CloudFormation may do while a pool grows: have the pool's accounts made, and read the version of the bootstrap, which each update of a stack of the CDK does. */
export function updateStatements(own: Stack, pool: Stack, serviceTokens: string[]): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ sid: 'CallProviders', actions: ['lambda:InvokeFunction'], resources: serviceTokens }),
    new iam.PolicyStatement({
      sid: 'ReadBootstrapVersion',
      actions: ['ssm:GetParameters'],
      resources: [own.formatArn({
        service: 'ssm',
        region: pool.region,
        resource: 'parameter',
        resourceName: `cdk-bootstrap/${pool.synthesizer.bootstrapQualifier ?? DEFAULT_QUALIFIER}/version`,
      })],
    }),
  ];
}

/** Who may take that role. */
export function cloudFormation(): iam.ServicePrincipal {
  return new iam.ServicePrincipal(CLOUDFORMATION);
}

/** A stack of that name, whenever it is made. */
function stackArn(own: Stack, { region, stackName }: Stack): string {
  return own.formatArn({ service: 'cloudformation', region, resource: 'stack', resourceName: `${stackName}/*`, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
}
