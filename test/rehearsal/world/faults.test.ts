import { FaultBook, matchesAccount } from '../../../rehearsal/world/faults';
import { TestClock } from '../support/test-clock';

describe('a fault book', () => {
  test('hands a fault out as often as it happens', () => {
    const book = new FaultBook([{ kind: 'busy', message: 'busy', times: 2 }], new TestClock());
    const take = () => book.take('busy', () => true);
    expect([take(), take(), take()]).toEqual([expect.anything(), expect.anything(), undefined]);
  });

  test('hands a fault without a number out every time', () => {
    const book = new FaultBook([{ kind: 'creation-takes', minutes: 5 }], new TestClock());
    for (let count = 0; count < 10; count++) {
      expect(book.take('creation-takes', () => true)).toBeDefined();
    }
  });

  test('doesn\'t count what didn\'t match or was of another kind', () => {
    const book = new FaultBook([
      { kind: 'busy', account: 'pool-002', message: 'second', times: 1 },
      { kind: 'busy', message: 'first', times: 1 },
    ], new TestClock());
    expect(book.take('creation-fails', () => true)).toBeUndefined();
    expect(book.take('busy', ({ account }) => matchesAccount(account, 'pool-001'))?.message).toBe('first');
    expect(book.take('busy', ({ account }) => matchesAccount(account, 'pool-001'))).toBeUndefined();
    expect(book.take('busy', ({ account }) => matchesAccount(account, 'pool-002'))?.message).toBe('second');
  });
});

describe('a fault that has a time', () => {
  test('happens in it, and is not counted outside of it', () => {
    const clock = new TestClock();
    const book = new FaultBook([{ kind: 'busy', message: 'busy', times: 2, fromMinute: 30, toMinute: 50 }], clock);
    const take = () => book.take('busy', () => true) !== undefined;
    const taken = [take()];
    for (const minutes of [29.9, 0.1, 19.9, 0.1]) {
      clock.advance(minutes * 60);
      taken.push(take());
    }
    expect(taken).toEqual([false, false, true, true, false]);
  });

  test('with a chance happens as often as that is likely, and the same each time', () => {
    const strikes = (seed: string) => {
      const book = new FaultBook([{ kind: 'busy', message: 'busy', chance: 0.25 }], new TestClock(seed));
      return Array.from({ length: 1000 }, () => book.take('busy', () => true) !== undefined);
    };
    expect(strikes('7')).toEqual(strikes('7'));
    expect(strikes('7')).not.toEqual(strikes('8'));
    const count = strikes('7').filter(strike => strike).length;
    expect(count).toBeGreaterThan(200);
    expect(count).toBeLessThan(300);
  });
});

test.each([
  [undefined, 'pool-001', true],
  [undefined, undefined, true],
  ['pool-001', undefined, false],
  ['pool-001', 'pool-001', true],
  ['pool-001', 'pool-0011', false],
  ['pool-*', 'pool-', true],
  ['*-0*', 'pool-001', true],
  ['pool.001', 'pool-001', false],
  ['a+b (c)*', 'a+b (c)d', true],
])('the pattern %p means the account %p: %p', (pattern, name, expected) => {
  expect(matchesAccount(pattern, name)).toBe(expected);
});

test('how often each happened is told, and when', () => {
  const clock = new TestClock();
  const rebuilt = { kind: 'artifact-rebuilt', fromMinute: 1, minutes: 1 } as const;
  const busy = { kind: 'busy', message: 'busy', times: 2 } as const;
  const never = { kind: 'account-suspended', account: 'nobody' } as const;
  const struck: string[] = [];
  const book = new FaultBook([rebuilt, busy, never], clock, ({ kind }) => struck.push(kind));
  clock.advance(60.4);
  book.take('busy', () => true);
  clock.advance(30.2);
  book.take('busy', () => true);
  book.take('busy', () => true);
  book.happens(rebuilt);

  expect(book.report()).toEqual([
    { fault: rebuilt, times: 1, firstAt: 91, lastAt: 91 },
    { fault: busy, times: 2, firstAt: 60, lastAt: 91 },
    { fault: never, times: 0, firstAt: null, lastAt: null },
  ]);
  // What comes by itself strikes nobody's call.
  expect(struck).toEqual(['busy', 'busy']);
});
