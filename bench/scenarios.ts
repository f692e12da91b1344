/** What is benchmarked: pools, seeds, and the things that go wrong. Fixed here, so that every run of the benchmark is about the same work. */

import { accountFailures } from './draws';

/** Accounts in the pools. */
export const SIZES = [10, 50, 100, 150];
/** The draws. The first ones are taken where there is no time for all. */
export const SEEDS = Array.from({ length: 20 }, (_, index) => String(index + 1));
/** The quota "Concurrent account operations", and the concurrency that the pool is deployed with. */
export const SLOTS = 5;

/** Minutes from a request to its failure, of failures that pass and of those that stay. */
export const FAILURE_MINUTES = 10;
/** How long the outsider holds a slot. */
export const OUTSIDER_MINUTES = 60;

export type ScenarioName = 'no faults' | '5 % transient' | 'one permanent' | 'outsider';
export const SCENARIOS: readonly ScenarioName[] = ['no faults', '5 % transient', 'one permanent', 'outsider'];

/** What a scenario does to a pool, told in the same terms to the rehearsal and to the models. */
export interface Weather {
  /** By account: how many of its first requests fail. Infinity: all of them. */
  readonly failures: ReadonlyMap<string, number>;
  /** Minutes for which an outsider holds one slot, from the beginning. */
  readonly outsiderMinutes: number;
}

/** Names as the pools of the examples have them. */
export function accountNames(size: number): string[] {
  return Array.from({ length: size }, (_, index) => `pool-${String(index + 1).padStart(3, '0')}`);
}

/** The weather over a pool. */
export function weatherOf(scenario: ScenarioName, seed: string, accounts: readonly string[]): Weather {
  switch (scenario) {
    case 'no faults':
      return { failures: new Map(), outsiderMinutes: 0 };
    case '5 % transient': {
      const drawn = accounts.map((account): [string, number] => [account, accountFailures(seed, account)]);
      return { failures: new Map(drawn.filter(([, times]) => times > 0)), outsiderMinutes: 0 };
    }
    case 'one permanent':
      // In the middle, so that a queue that stops there has lost half.
      return { failures: new Map([[accounts[Math.floor(accounts.length / 2)], Infinity]]), outsiderMinutes: 0 };
    case 'outsider':
      return { failures: new Map(), outsiderMinutes: OUTSIDER_MINUTES };
  }
}

/** The organization that the pools are deployed into. */
export const MANAGEMENT_ACCOUNT = '111122223333';
export const HOME_REGION = 'eu-west-1';
export const HOLDING_UNIT = 'ou-abcd-11112222';

/** The world file of a rehearsal, as JSON. */
export function worldFile(weather: Weather, extra: { readonly foreignAccounts?: number; readonly creationMinutes?: number } = {}): string {
  const { creationMinutes, foreignAccounts = 0 } = extra;
  return JSON.stringify({
    organization: {
      managementAccountId: MANAGEMENT_ACCOUNT,
      homeRegion: HOME_REGION,
      organizationalUnits: [{ id: HOLDING_UNIT, name: 'Pool', registered: true }],
      accountQuota: 10_000,
      foreignAccounts,
    },
    factory: {
      concurrency: SLOTS,
      ...(creationMinutes === undefined ? {} : {
        creationMinutes: { median: creationMinutes, sigma: 0, minimum: creationMinutes, maximum: creationMinutes },
      }),
    },
    operations: weather.outsiderMinutes > 0 ? [{ startMinute: 0, minutes: weather.outsiderMinutes, count: 1, visible: true }] : [],
    faults: [...weather.failures].map(([account, times]) => ({
      kind: 'creation-fails',
      account,
      // A failure of the account's own: one that every account would meet ends the whole deployment on purpose.
      reason: times === Infinity ? 'email-in-use' : 'internal-failure',
      afterMinutes: FAILURE_MINUTES,
      accountCreated: false,
      ...(times === Infinity ? {} : { times }),
    })),
  }, undefined, 2);
}
