/** Reads what a person allows out of the environment. */

import { AccountFailure } from '../../core/failures/errors';
import type { Sandbox } from '../../core/registration/innovation-sandbox/model';
import { parseSandboxes, sandboxOf } from '../../core/registration/innovation-sandbox/sandboxes';
import type { RetirementPolicy } from '../../core/retirement/policy';
import { PoolAccountEnvironment, RetirementEnvironment, UNIT_ID_PATTERN } from '../../src/contract';
import { badVariable, requireEnv } from '../shared/environment';
import type { Environment } from '../shared/environment';

/** All that the function is told. */
export interface RetireSettings {
  readonly policy: RetirementPolicy;
  readonly ordersTable: string;
  /** Missing for a pool without one. */
  readonly sandbox?: Sandbox;
}

/** Parses the environment of the function. */
export function parseRetirement(environment: Environment): RetireSettings {
  const json = requireEnv(environment, RetirementEnvironment.RETIREMENT);
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw badVariable(RetirementEnvironment.RETIREMENT, `'${json}'`, 'JSON');
  }
  const fields = Object(parsed) as Readonly<Record<string, unknown>>;
  const member = <T>(name: string, fits: (value: unknown) => value is T, expected: string): T => {
    const value = fields[name];
    if (!fits(value)) {
      throw badVariable(`${RetirementEnvironment.RETIREMENT}.${name}`, JSON.stringify(value) ?? 'missing', expected);
    }
    return value;
  };
  const text = (name: string) => member(name, (value): value is string => typeof value === 'string' && value !== '', 'a text');
  const unit = (name: string) => member(name, (value): value is string => typeof value === 'string' && UNIT_ID_PATTERN.test(value), 'the id of an organizational unit (ou-abcd-11112222)');
  const namespace = fields.namespace === undefined ? undefined : text('namespace');
  const sandbox = namespace === undefined ? undefined : sandboxOf(namespace, parseSandboxes(environment[PoolAccountEnvironment.SANDBOXES]));
  if (sandbox !== undefined && 'failure' in sandbox) {
    throw new AccountFailure(sandbox.failure);
  }
  return {
    policy: {
      stackName: text('stackName'),
      pool: text('pool'),
      owner: text('owner'),
      retiredUnitId: unit('retiredUnitId'),
      ...fields.holdingUnitId === undefined ? {} : { holdingUnitId: unit('holdingUnitId') },
      coolOffMinutes: member('coolOffMinutes', (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0, 'a whole number, 0 or more'),
      mayClose: member('mayClose', (value): value is boolean => typeof value === 'boolean', 'true or false'),
      hasSandbox: sandbox !== undefined,
    },
    ordersTable: requireEnv(environment, RetirementEnvironment.ORDERS_TABLE),
    ...sandbox === undefined ? {} : { sandbox },
  };
}
