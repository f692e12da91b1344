/** One account, one moment, one of everything that can be observed: tests change what they are about. */

import type { Account, DesiredAccount } from '../../core/accounts/account';
import type { Aim, Attempt } from '../../core/accounts/attempt';
import type { Failure } from '../../core/failures/failures';
import type { PoolAccountSettings, PoolAccountSituation } from '../../core/pool-account/decide-pool-account';
import { poolAccountStage } from '../../core/pool-account/stage';
import type { PoolAccountPorts, PoolAccountTypes } from '../../core/pool-account/stage';
import { stepOf } from '../../core/reconcile/reconcile';
import type { Step } from '../../core/reconcile/reconcile';
import type { Decision, Settled } from '../../core/reconcile/stage';
import type { PoolUnits, Sandbox } from '../../core/registration/innovation-sandbox/model';
import type { ProvisionedProduct, ProvisioningRecord } from '../../core/vending/control-tower/model';
import { OWNER_TAG } from '../../src/contract';

export const HOLDING_UNIT = 'ou-abcd-11112222';
export const OWNER = 'pool-stack/pool-010';
export const ACCOUNT_ID = '111122223333';

/** Minutes after the deployment began. */
export function at(minutes: number): Date {
  return new Date(Date.parse('2026-01-05T08:00:00.000Z') + minutes * 60_000);
}

export const SETTINGS: PoolAccountSettings = {
  productId: 'prod-factory',
  holdingOrganizationalUnitId: HOLDING_UNIT,
  ssoUser: { email: 'pool@example.com', firstName: 'Pool', lastName: 'Account' },
  concurrency: 2,
};

export function desired(changes: Partial<DesiredAccount> = {}): DesiredAccount {
  return { name: 'pool-010', email: 'aws+pool-010@example.com', owner: OWNER, adoptExisting: false, tags: [{ key: 'team', value: 'pool' }], ...changes };
}

/** It began ten minutes after it was ordered. Access spreads from its own beginning for who begins, from the order for who goes on. */
export function attempt(aim: Aim = 'confirmed', changes: Partial<Attempt> = {}): Attempt {
  const [startedAt, orderedAt] = [at(10).toISOString(), at(0).toISOString()];
  return { aim, startedAt, orderedAt, accessSince: aim === 'begun' ? startedAt : orderedAt, mayRequest: true, takesTurns: false, mayLeaveQuarantine: true, ...changes };
}

/** The time is up after an hour. */
export function moment(aim: Aim, minutes = 30, changes: Partial<PoolAccountSituation> = {}): PoolAccountSituation {
  return { now: at(minutes), isOver: minutes >= 60, attempt: attempt(aim), settings: SETTINGS, ...changes };
}

/** What a decision comes to, at that moment. */
export function stepFor(decision: Decision<PoolAccountTypes>, wanted: DesiredAccount, when: PoolAccountSituation): Step<PoolAccountTypes> {
  const clock = { now: () => when.now, sleep: async () => undefined };
  const stage = poolAccountStage({ ...when, desired: wanted, ports: {} as PoolAccountPorts, clock });
  return stepOf(stage, decision as Settled<PoolAccountTypes>, when);
}

/** The decision, if what it tells of a failure is whole: nothing that is filled in is missing or empty. */
export function whole<D extends object>(decision: D): D {
  const { failure, unless } = decision as { readonly failure?: Failure; readonly unless?: Failure };
  for (const { what, fix, where } of [failure, unless].filter(told => told !== undefined)) {
    const holes = [what, fix, where].filter(sentence => /\bunknown\b| {2}| [.,;:)]|(?<!version )''| \(\)/.test(sentence));
    if (holes.length > 0) {
      throw new Error(`something is missing in what a failure says: ${holes.join(' / ')}`);
    }
  }
  return decision;
}

export function product(status: string, changes: Partial<ProvisionedProduct> = {}): ProvisionedProduct {
  return {
    id: 'pp-1',
    name: 'pool-010',
    type: 'CONTROL_TOWER_ACCOUNT',
    status,
    lastRecordId: 'rec-1',
    lastProvisioningRecordId: 'rec-1',
    createdAt: at(11).toISOString(),
    ...(status === 'AVAILABLE' ? { lastSuccessfulProvisioningRecordId: 'rec-1' } : {}),
    ...changes,
  };
}

/** Requested at 11 minutes, ended at 12. */
export function record(status: string, changes: Partial<ProvisioningRecord> = {}): ProvisioningRecord {
  return {
    id: 'rec-1',
    status,
    type: 'PROVISION_PRODUCT',
    createdAt: at(11).toISOString(),
    updatedAt: at(12).toISOString(),
    errors: [],
    outputs: {},
    tags: [{ key: OWNER_TAG, value: OWNER }],
    ...changes,
  };
}

export function failed(text: string, changes: Partial<ProvisioningRecord> = {}): ProvisioningRecord {
  return record('FAILED', { errors: [text], ...changes });
}

export function succeeded(changes: Partial<ProvisioningRecord> = {}): ProvisioningRecord {
  return record('SUCCEEDED', { outputs: { AccountId: ACCOUNT_ID, AccountEmail: 'aws+pool-010@example.com' }, updatedAt: at(25).toISOString(), ...changes });
}

/** It joined a moment after it was requested. */
export function account(changes: Partial<Account> = {}): Account {
  return { id: ACCOUNT_ID, name: 'pool-010', email: 'aws+pool-010@example.com', status: 'ACTIVE', joinedAt: at(11.5).toISOString(), ...changes };
}

export const OURS = [{ key: OWNER_TAG, value: OWNER }, { key: 'team', value: 'pool' }];
export const OF_ANOTHER = [{ key: OWNER_TAG, value: 'other-stack/pool-010' }];
export const IN_HOLDING_UNIT = { id: HOLDING_UNIT, name: 'Holding', isRoot: false };
export const IN_ROOT = { id: 'r-abcd', name: 'Root', isRoot: true };
export const ELSEWHERE = { id: 'ou-abcd-99999999', name: 'Active', isRoot: false };
export const BUSY = 'ResourceInUseException  Account Factory cannot create this enrolled account right now, because another execution is in progress. Try again later.';
export const RACE = 'AWS Control Tower cannot deploy the required stack set. The AWSControlTowerStackSetRole is unable to assume the AWSControlTowerExecution role.';
export const DENIED = 'AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/Robot/kick is not authorized to perform: controltower:CreateManagedAccount';

/** The organizational units of a pool, each under its own name. */
export const UNITS: PoolUnits = {
  pool: 'ou-abcd-pool0000',
  available: 'ou-abcd-avail000',
  active: 'ou-abcd-active00',
  frozen: 'ou-abcd-frozen00',
  cleanUp: 'ou-abcd-cleanup0',
  quarantine: 'ou-abcd-quarant0',
  entry: 'ou-abcd-entry000',
  exit: 'ou-abcd-exit0000',
};
export const NAMESPACE = 'myisb';
export const EXTERNAL_ID = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';

/** Innovation Sandbox 1.3, reached as a machine client. */
export const SANDBOX: Sandbox = {
  namespace: NAMESPACE,
  region: 'us-west-2',
  access: { kind: 'machine-client', roleArn: 'arn:aws:iam::444455556666:role/isb-m2m/myisb/myisb-isb-m2m-admin-robot', externalId: EXTERNAL_ID, apiId: 'abc123' },
};
/** Innovation Sandbox 1.2. */
export const SANDBOX_1_2: Sandbox = {
  ...SANDBOX,
  access: { kind: 'signed-invoke', hubRoleArn: 'arn:aws:iam::444455556666:role/AccountRobot-myisb-hub', externalId: 'pool-2026' },
};
