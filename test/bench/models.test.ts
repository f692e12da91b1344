import * as fc from 'fast-check';
import { creationTime } from '../../bench/draws';
import type { Model, Work } from '../../bench/models';
import { CLEANING_MINUTES as CLEANING, LOWER_BOUND, MODELS } from '../../bench/models';
import type { Weather } from '../../bench/scenarios';
import { accountNames, FAILURE_MINUTES, SCENARIOS, SEEDS, SLOTS, weatherOf } from '../../bench/scenarios';

const CALM: Weather = { failures: new Map(), outsiderMinutes: 0 };

function model(name: string): Model {
  const found = MODELS.find(candidate => candidate.name === name);
  if (!found) {
    throw new Error(`there is no model '${name}'`);
  }
  return found;
}

/** Creations that all take as long. */
function work(size: number, minutes: number, weather: Partial<Weather> = {}): Work {
  return { accounts: accountNames(size), weather: { ...CALM, ...weather }, creation: () => minutes };
}

const failing = (account: string, times: number) => ({ failures: new Map([[account, times]]) });

describe('the lower bound', () => {
  test('is the work by the number of slots', () => {
    expect(LOWER_BOUND.grow(work(10, 20))).toEqual({ minutes: 40 + CLEANING, accounts: 10 });
  });

  test('counts every attempt that must be made, and the outsider\'s slot', () => {
    expect(LOWER_BOUND.grow(work(10, 20, failing('pool-001', 2))).minutes).toBe((10 * 20 + 2 * FAILURE_MINUTES) / SLOTS + CLEANING);
    expect(LOWER_BOUND.grow(work(10, 20, failing('pool-001', Infinity)))).toEqual({ minutes: (9 * 20 + FAILURE_MINUTES) / SLOTS + CLEANING, accounts: 9 });
    expect(LOWER_BOUND.grow(work(10, 20, { outsiderMinutes: 60 })).minutes).toBe(52 + CLEANING);
  });

  test('is never beaten by a model that gets as many accounts', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.constantFrom(...SCENARIOS), fc.constantFrom(...SEEDS), (size, scenario, seed) => {
      const accounts = accountNames(size);
      const creation: Work['creation'] = (account, attempt) => creationTime(seed, account, attempt);
      const drawn: Work = { accounts, weather: weatherOf(scenario, seed, accounts), creation };
      const bound = LOWER_BOUND.grow(drawn);
      // A pool of one account that fails for good is no pool. An outsider may outlast the pool, and who gives an account up spends no slot on it: neither is then part of the work.
      const saved = (drawn.weather.outsiderMinutes + FAILURE_MINUTES) / SLOTS;
      for (const { grow } of MODELS) {
        const outcome = grow(drawn);
        expect(outcome.accounts).toBeLessThanOrEqual(bound.accounts);
        if (bound.accounts > 0 && outcome.accounts === bound.accounts) {
          expect(outcome.minutes).toBeGreaterThanOrEqual(bound.minutes - saved - 1e-9);
        }
      }
    }));
  });
});

describe('one at a time', () => {
  test('takes the sum of the creations', () => {
    expect(model('one at a time').grow(work(7, 20))).toEqual({ minutes: 140 + CLEANING, accounts: 7 });
  });

  test('tries what failed again, and gives it up after three attempts', () => {
    expect(model('one at a time').grow(work(3, 20, failing('pool-002', 1)))).toEqual({ minutes: 60 + FAILURE_MINUTES + 1 + CLEANING, accounts: 3 });
    expect(model('one at a time').grow(work(3, 20, failing('pool-002', Infinity)))).toEqual({ minutes: 40 + 3 * (FAILURE_MINUTES + 1) + CLEANING, accounts: 2 });
  });

  test('is not held up by an outsider on another slot', () => {
    expect(model('one at a time').grow(work(3, 20, { outsiderMinutes: 60 })).minutes).toBe(60 + CLEANING);
  });
});

describe('create, clean, next', () => {
  test('waits for each cleaning before it goes on', () => {
    expect(model('create, clean, next').grow(work(3, 20))).toEqual({ minutes: 3 * (20 + CLEANING), accounts: 3 });
  });
});

describe('AFT', () => {
  test('begins one account at each five-minute tick', () => {
    expect(model('AFT').grow(work(3, 22))).toEqual({ minutes: 32 + CLEANING, accounts: 3 });
  });

  test('has no more than five in flight, and finds a free slot at a tick only', () => {
    // Begun at 0, 5, 10, 15 and 20; the first slot is free at 31, which the tick at 35 sees.
    expect(model('AFT').grow(work(6, 31)).minutes).toBe(35 + 31 + CLEANING);
  });

  test('doesn\'t ask again for what failed', () => {
    expect(model('AFT').grow(work(3, 22, failing('pool-002', 1)))).toEqual({ minutes: 32 + CLEANING, accounts: 2 });
  });
});

describe('LZA\'s former policy', () => {
  test('begins one account at each poll while a slot is free', () => {
    expect(model('LZA, former').grow(work(3, 22)).minutes).toBe(23 + CLEANING);
    expect(model('LZA, former').grow(work(6, 22.2)).minutes).toBe(22.5 + 22.2 + CLEANING);
  });

  test('goes on, in the kindest reading, and doesn\'t ask again', () => {
    expect(model('LZA, late').grow(work(20, 22, failing('pool-002', 1))).accounts).toBe(19);
  });

  test('begins nothing more after the first failure', () => {
    const outcome = model('LZA, former').grow(work(20, 22, failing('pool-002', 1)));
    // The first five less the failed one: its slot is free ten minutes later, when the queue has stopped.
    expect(outcome).toEqual({ minutes: 24 + CLEANING, accounts: 4 });
  });

  test('waits for a slot that an outsider holds', () => {
    expect(model('LZA, former').grow(work(5, 30, { outsiderMinutes: 20 })).minutes).toBe(50 + CLEANING);
  });
});

describe('every model', () => {
  test('says what it claims about its original, and where that is public', () => {
    for (const { source } of MODELS) {
      expect(source.length).toBeGreaterThan(100);
    }
    for (const name of ['AFT', 'LZA, former', 'one at a time']) {
      expect(model(name).source).toContain('github.com/');
    }
  });
});
