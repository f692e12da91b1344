/** Reads what a person allows out of the environment. */

import type { GrowthPolicy } from '../../core/growth/policy';
import type { GrowthSettings } from '../../src/contract';
import { CapacityEnvironment, GrowthEnvironment, ROLE_ARN_PATTERN } from '../../src/contract';
import type { PoolSettings } from '../shared/counted-pool';
import { parseCountedPool } from '../shared/counted-pool';
import type { Environment } from '../shared/environment';
import { badVariable, requireEnv } from '../shared/environment';

/** All that the function is told. */
export interface GrowSettings {
  readonly counted: PoolSettings;
  readonly policy: GrowthPolicy;
  readonly updateRoleArn: string;
  readonly ledgerTable: string;
}

/** Parses the environment of the function. */
export function parseGrowth(environment: Environment): GrowSettings {
  const counted = parseCountedPool(environment);
  const updateRoleArn = requireEnv(environment, GrowthEnvironment.UPDATE_ROLE_ARN);
  if (!ROLE_ARN_PATTERN.test(updateRoleArn)) {
    throw badVariable(GrowthEnvironment.UPDATE_ROLE_ARN, `'${updateRoleArn}'`, 'the ARN of a role');
  }
  return {
    counted,
    policy: {
      stackName: counted.stackName,
      pool: counted.subject.pool,
      parameter: requireEnv(environment, CapacityEnvironment.SIZE_PARAMETER),
      ...settingsOf(requireEnv(environment, GrowthEnvironment.GROWTH)),
    },
    updateRoleArn,
    ledgerTable: requireEnv(environment, GrowthEnvironment.LEDGER_TABLE),
  };
}

/** Strictly: a limit that isn't understood would be none. */
function settingsOf(json: string): GrowthSettings {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw badVariable(GrowthEnvironment.GROWTH, `'${json}'`, 'JSON');
  }
  const fields = Object(parsed) as Readonly<Record<string, unknown>>;
  const whole = (name: keyof GrowthSettings) => {
    const value = fields[name];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
      throw badVariable(`${GrowthEnvironment.GROWTH}.${name}`, JSON.stringify(value) ?? 'missing', 'a whole number, 0 or more');
    }
    return value;
  };
  return {
    min: whole('min'),
    max: whole('max'),
    lowWater: whole('lowWater'),
    step: whole('step'),
    maxPerDay: whole('maxPerDay'),
    cooldownMinutes: whole('cooldownMinutes'),
    ...fields.approvalAbove !== undefined && { approvalAbove: whole('approvalAbove') },
  };
}
