/** The accounts that a stack declares, read from how its deployment ended. */

import type { DeclaredAccount, StackOutcome } from './rows';
import { LAST_LEG, POOL_ACCOUNT_TYPE, PoolAccountAttribute, PoolAccountProperty } from '../../src/contract';
import type { DeclaredResource, ResourceFailure, StackResult } from '../cloudformation/cloud-formation';

/** How the deployment of a stack ended, for the report. */
export function outcomeOf({ name, status, reason, failures, customResources }: StackResult): StackOutcome {
  return {
    name,
    status,
    ...(reason !== undefined ? { reason } : {}),
    failures: failures.map(failureOf),
    accounts: customResources.filter(isLastLeg).map(accountOf),
  };
}

function isLastLeg({ type, properties }: DeclaredResource): boolean {
  return type === POOL_ACCOUNT_TYPE && properties[PoolAccountProperty.LEG] === LAST_LEG;
}

function accountOf({ logicalId, properties, attributes }: DeclaredResource): DeclaredAccount {
  const [existing, sandbox] = [properties[PoolAccountProperty.EXISTING_ACCOUNT_ID], properties[PoolAccountProperty.SANDBOX_NAMESPACE]];
  const accountId = attributes[PoolAccountAttribute.ACCOUNT_ID];
  return {
    name: String(properties[PoolAccountProperty.ACCOUNT_NAME]),
    email: String(properties[PoolAccountProperty.ACCOUNT_EMAIL]),
    logicalId,
    accountId: accountId === undefined ? null : String(accountId),
    ...(existing !== undefined ? { existingAccountId: String(existing) } : {}),
    ...(sandbox !== undefined ? { sandbox: String(sandbox) } : {}),
  };
}

function failureOf({ logicalId, type, reason, properties }: ResourceFailure): StackOutcome['failures'][number] {
  const name = properties[PoolAccountProperty.ACCOUNT_NAME];
  return { logicalId, type, reason, ...(type === POOL_ACCOUNT_TYPE && name !== undefined ? { accountName: String(name) } : {}) };
}
