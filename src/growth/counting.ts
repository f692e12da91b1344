/** What a function takes that counts a pool: its environment, and its permissions. The one that publishes the counts has them, and the one that decides by them. */

import type { CfnResource } from 'aws-cdk-lib';
import { ArnFormat, Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { AccountPool } from '../accounts/account-pool';
import { CapacityEnvironment, LAST_LEG, legMark, MACHINE_CLIENT, PoolAccountEnvironment, SANDBOX_NAMES, writeSandboxes } from '../contract';
import type { SandboxAccess, SandboxAccessConfig } from '../sandbox/sandbox-access';
import { organizationsArn } from '../shared/organizations-arn';
import { UserError } from '../shared/user-error';

/** What is counted. */
export interface CountedPoolProps {
  readonly pool: AccountPool;
  /** How Innovation Sandbox is asked who cools down. */
  readonly sandboxAccess?: SandboxAccess;
}

/** The way to ask who cools down, checked; undefined without one. */
export function cooldownAccess(subject: string, { pool, sandboxAccess }: CountedPoolProps): SandboxAccessConfig | undefined {
  if (sandboxAccess === undefined) {
    return undefined;
  }
  if (pool._sandbox === undefined) {
    throw new UserError(`${subject}: 'sandboxAccess' says nothing for a pool without a sandbox; remove it, or give '${pool.node.path}' a 'sandbox'`);
  }
  const access = sandboxAccess._bind(pool._sandbox.namespace);
  if (access.settings.kind !== MACHINE_CLIENT) {
    throw new UserError(`${subject}: 'sandboxAccess' must be a SandboxAccess.machineClient(...), got SandboxAccess.signedInvoke(...); `
      + 'it is there to ask who cools down, which Innovation Sandbox 1.2 knows nothing of, so remove it');
  }
  return access;
}

/** The variables. What resolves to nothing is none. */
export function countingEnvironment(scope: Construct, { pool }: CountedPoolProps, access: SandboxAccessConfig | undefined): Record<string, string> {
  const stack = Stack.of(pool);
  const sandbox = pool._sandbox;
  const region = sandbox?._regionFor(stack);
  const sandboxes = sandbox && access
    && writeSandboxes({ [sandbox.namespace]: { region: region!, access: access.settings } }, value => Stack.of(scope).toJsonString(value));
  return {
    [CapacityEnvironment.STACK_NAME]: stack.stackName,
    [CapacityEnvironment.STACK_REGION]: stack.region,
    [CapacityEnvironment.POOL]: pool._countedAs,
    [CapacityEnvironment.OWNER]: pool._ownersPrefix,
    [CapacityEnvironment.MAX_SIZE]: String(pool.accounts.length),
    [CapacityEnvironment.LEGS]: Lazy.string({ produce: () => pool.accounts.map(({ node }) => markOf(node.findChild(LAST_LEG) as CfnResource)).join(',') }),
    ...pool.sizeParameterName !== undefined && { [CapacityEnvironment.SIZE_PARAMETER]: pool.sizeParameterName },
    ...sandbox && { [CapacityEnvironment.SANDBOX_NAMESPACE]: sandbox.namespace, [CapacityEnvironment.SANDBOX_REGION]: region! },
    ...sandboxes !== undefined && { [PoolAccountEnvironment.SANDBOXES]: sandboxes },
  };
}

/** The permissions. All of them read. */
export function countingStatements(scope: Construct, { pool }: CountedPoolProps, access: SandboxAccessConfig | undefined): iam.PolicyStatement[] {
  const stack = Stack.of(pool);
  const own = Stack.of(scope);
  const sandbox = pool._sandbox;
  return [
    new iam.PolicyStatement({
      // How many accounts are declared, and how far they are.
      sid: 'ReadStackOfPool',
      actions: ['cloudformation:DescribeStacks', 'cloudformation:ListStackResources'],
      resources: [own.formatArn({
        service: 'cloudformation',
        region: stack.region,
        resource: 'stack',
        resourceName: `${stack.stackName}/*`,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      })],
    }),
    new iam.PolicyStatement({
      // What the factory is at work on, and for how many accounts there is room. No resources to name in these.
      sid: 'CountAccounts',
      actions: ['organizations:ListAccounts', 'servicecatalog:SearchProvisionedProducts', 'servicequotas:ListServiceQuotas'],
      resources: ['*'],
    }),
    ...sandbox === undefined ? [] : [
      new iam.PolicyStatement({
        // The ids of the organizational units, and the version.
        sid: 'ReadPoolOfSandbox',
        actions: ['ssm:GetParameter'],
        resources: [own.formatArn({ service: 'ssm', region: sandbox._regionFor(stack), resource: 'parameter', resourceName: SANDBOX_NAMES.poolParameter(sandbox.namespace) })],
      }),
      new iam.PolicyStatement({
        // Who stands where. The ids of the units are what the parameter tells.
        sid: 'CountUnits',
        actions: ['organizations:ListAccountsForParent'],
        resources: [organizationsArn(own, 'ou', 'o-*/ou-*')],
      }),
    ],
    ...access === undefined ? [] : [new iam.PolicyStatement({
      // Who cools down.
      sid: 'AskSandbox',
      actions: ['sts:AssumeRole'],
      resources: access.roleArns,
    })],
  ];
}

function markOf(leg: CfnResource): string {
  return legMark(Stack.of(leg).resolve(leg.logicalId) as string);
}
