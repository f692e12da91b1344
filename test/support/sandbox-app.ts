/** Apps whose accounts go into an Innovation Sandbox in another Region and account, and how to read what became of them. */

import type { Rehearsed, Scenario } from './rehearse-app';
import { ACCOUNT, rehearseApp } from './rehearse-app';
import type { SandboxUnit, SandboxStatus } from '../../rehearsal/world/world';

export const HUB = '222222222222';
export const SANDBOX_REGION = 'us-west-2';
export const NAMESPACE = 'myisb';
export const EXTERNAL_ID = '11111111-2222-3333-4444-555555555555';
export const MACHINE_CLIENT_ARN = `arn:aws:iam::${HUB}:role/isb-m2m/${NAMESPACE}/${NAMESPACE}-isb-m2m-admin-robot`;
export const HUB_ROLE_ARN = `arn:aws:iam::${HUB}:role/AccountRobot-${NAMESPACE}-hub`;
/** The role of the factory in stack 'Pool'. */
export const OUR_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/AccountRobot-Pool`;

/** From 1.3. */
export const MACHINE_CLIENT = { kind: 'machine-client', roleArn: MACHINE_CLIENT_ARN, externalId: EXTERNAL_ID };
/** 1.2. */
export const SIGNED_INVOKE = { kind: 'signed-invoke', hubRoleArn: HUB_ROLE_ARN, externalId: 'account-robot' };
export type Access = typeof MACHINE_CLIENT | typeof SIGNED_INVOKE;
/** Both generations, for tests that hold for each. */
export const GENERATIONS: readonly [string, Access][] = [['1.3', MACHINE_CLIENT], ['1.2', SIGNED_INVOKE]];

/** The block `sandbox` of cdk.json. A change to undefined leaves a setting out. */
export const sandboxBlock = (changes: Record<string, unknown> = {}): Record<string, unknown> =>
  JSON.parse(JSON.stringify({ namespace: NAMESPACE, region: SANDBOX_REGION, access: MACHINE_CLIENT, ...changes }));

/** An account that exists before the first rehearsal, and how Innovation Sandbox has it. */
export interface Existing {
  readonly parentId?: string;
  readonly status?: SandboxStatus;
  readonly unit?: SandboxUnit;
  /** The account's own. */
  readonly account?: Record<string, unknown>;
}

export const EXISTING_ID = '444455556666';

/** A world with one account that exists, for `existingAccountId`. */
export function worldWith({ parentId, status, unit, account }: Existing, changes: Record<string, any> = {}): Record<string, any> {
  return {
    ...changes,
    organization: {
      accounts: [{
        id: EXISTING_ID,
        name: 'old-hand',
        email: 'old-hand@example.com',
        status: 'ACTIVE',
        tags: {},
        ...parentId === undefined ? {} : { parentId },
        ...account,
      }],
      ...changes.organization,
    },
    sandbox: {
      // As JSON, what is undefined is left out.
      ...status === undefined && unit === undefined ? {} : { accounts: [{ id: EXISTING_ID, status, unit }] },
      ...changes.sandbox,
    },
  };
}

/** Rehearses an app whose accounts are registered. */
export function rehearseSandbox(scenario: Scenario = {}, sandbox: Record<string, unknown> = {}): Promise<Rehearsed> {
  return rehearseApp({ ...scenario, settings: { sandbox: sandboxBlock(sandbox), ...scenario.settings } });
}

/** Calls of our functions that change something outside CloudFormation and logs: 'service:Action', with how often. */
export function writesOf({ report }: Pick<Rehearsed, 'report'>): Record<string, number> {
  const reading = /^(Describe|List|Get|Search|AssumeRole)/;
  const all = ['kick', 'is-complete'].flatMap(caller => Object.entries(report.apiCalls[caller] ?? {}));
  return Object.fromEntries(all.filter(([call]) => !reading.test(call.split(':')[1])));
}

/** Events of the organization about an account, in order: 'registered', 'moved Pool to Entry' ... */
export function eventsOf({ progress }: Pick<Rehearsed, 'progress'>, account: string): string[] {
  return progress.flatMap(entry => entry.kind === 'organization' && entry.event.account === account
    ? [entry.event.kind === 'moved' ? `moved ${entry.event.detail}` : entry.event.kind] : []);
}

