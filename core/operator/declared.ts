/** What a deployed template declares of pool accounts. */

import type { SnapshotDeclared } from './snapshot';
import { POOL_ACCOUNT_TYPE, PoolAccountProperty } from '../../src/contract';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The legs of a template, in its order. Values that CloudFormation computes count as empty. */
export function declaredAccounts(template: unknown): SnapshotDeclared[] {
  const resources = isRecord(template) && isRecord(template.Resources) ? template.Resources : {};
  return Object.entries(resources).flatMap(([logicalId, resource]) => {
    if (!isRecord(resource) || resource.Type !== POOL_ACCOUNT_TYPE || !isRecord(resource.Properties)) {
      return [];
    }
    const { ServiceToken: _token, ServiceTimeout: _timeout, ...properties } = resource.Properties;
    const text = (key: PoolAccountProperty): string => (typeof properties[key] === 'string' ? properties[key] : '');
    const [sandbox, existingAccountId] = [text(PoolAccountProperty.SANDBOX_NAMESPACE), text(PoolAccountProperty.EXISTING_ACCOUNT_ID)];
    return [{
      logicalId,
      leg: text(PoolAccountProperty.LEG),
      name: text(PoolAccountProperty.ACCOUNT_NAME),
      email: text(PoolAccountProperty.ACCOUNT_EMAIL),
      owner: text(PoolAccountProperty.OWNER),
      ...(sandbox === '' ? {} : { sandbox }),
      ...(existingAccountId === '' ? {} : { existingAccountId }),
      properties,
    }];
  });
}

/** The stack that an owner's tag names: it begins with it. */
export function stackOfOwner(owner: string): string {
  return owner.split('/')[0];
}
