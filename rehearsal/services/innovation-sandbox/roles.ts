/** The roles in the hub that no rehearsed stack makes: AWS's template for machine clients, and a hub stack deployed elsewhere. */

import type { SandboxContext } from './sandbox-context';
import type { SandboxTokens } from './tokens';
import { SANDBOX_NAMES } from '../../../src/contract';
import type { RoleDefinition } from '../../iam/directory';
import type { PolicyDocument } from '../../iam/policy';

/** Whoever the world says is trusted: with the external id, where there is one. */
function trustOf(partition: string, principal: string, externalId: string | undefined): PolicyDocument {
  return {
    Statement: {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: /^\d{12}$/.test(principal) ? `arn:${partition}:iam::${principal}:root` : principal },
      ...(externalId !== undefined ? { Condition: { StringEquals: { 'sts:ExternalId': externalId } } } : {}),
    },
  };
}

function roleOf(arn: string, trustPolicy: PolicyDocument, statements: PolicyDocument['Statement']): RoleDefinition {
  return {
    name: arn.slice(arn.lastIndexOf('/') + 1),
    arn,
    accountId: arn.split(':')[4],
    inlinePolicies: [{ Statement: statements }],
    managedPolicyArns: [],
    trustPolicy,
  };
}

/** The role of the machine client; it exists from 1.3 on. Its policy names the API that it was made for. */
export function machineClientRole(sandbox: SandboxContext): RoleDefinition | undefined {
  const { to: { partition }, state, world } = sandbox;
  const client = world.machineClient;
  if (client === undefined || !sandbox.isAtLeast(1, 3)) {
    return undefined;
  }
  return roleOf(client.roleArn, trustOf(partition, client.trustedPrincipal, client.externalId), {
    Effect: 'Allow',
    Action: 'execute-api:Invoke',
    Resource: `arn:${partition}:execute-api:${world.region}:${world.hubAccountId}:${state.api.machineClientId}/*`,
  });
}

/** A role as `SandboxHubAccess` makes it, for either generation. */
export function hubRole(sandbox: SandboxContext, tokens: SandboxTokens, functionArn: string): RoleDefinition | undefined {
  const { to: { partition }, world } = sandbox;
  const role = world.hubRole;
  if (role === undefined) {
    return undefined;
  }
  return roleOf(role.roleArn, trustOf(partition, role.trustedPrincipal, role.externalId), [
    {
      Effect: 'Allow',
      Action: 'ssm:GetParameter',
      Resource: `arn:${partition}:ssm:${world.region}:${world.hubAccountId}:parameter/${SANDBOX_NAMES.restApiIdParameter(world.namespace)}`,
    },
    { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: functionArn },
    { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: tokens.resources.secretArn },
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: tokens.resources.keyArn },
  ]);
}
