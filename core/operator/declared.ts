/** What a deployed template declares of pool accounts. */

import type { SnapshotDeclared, SnapshotFunction } from './snapshot';
import { POOL_ACCOUNT_TYPE, PoolAccountProperty } from '../../src/contract';

/** Whether a value has members. */
export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The legs of a template, in its order. Values that CloudFormation computes count as empty.
 * @param isLeftOut whether a condition of that name leaves out what it stands on
 */
export function declaredAccounts(template: unknown, isLeftOut: (condition: string) => boolean = () => false): SnapshotDeclared[] {
  return Object.entries(resourcesOf(template)).flatMap(([logicalId, resource]) => {
    if (!isRecord(resource) || resource.Type !== POOL_ACCOUNT_TYPE || !isRecord(resource.Properties)
      || (typeof resource.Condition === 'string' && isLeftOut(resource.Condition))) {
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

/** The functions of a template, in its order. */
export function declaredFunctions(template: unknown): SnapshotFunction[] {
  return Object.entries(resourcesOf(template)).flatMap(([logicalId, resource]) => {
    if (!isRecord(resource) || resource.Type !== 'AWS::Lambda::Function') {
      return [];
    }
    const runtime = isRecord(resource.Properties) ? resource.Properties.Runtime : undefined;
    return [{ logicalId, ...(typeof runtime === 'string' ? { runtime } : {}) }];
  });
}

function resourcesOf(template: unknown): Record<string, unknown> {
  return isRecord(template) && isRecord(template.Resources) ? template.Resources : {};
}

/** The stack that an owner's tag names: it begins with it. */
export function stackOfOwner(owner: string): string {
  return owner.split('/')[0];
}
