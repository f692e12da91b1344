import { FaultBook, matchesAccount } from '../../../rehearsal/world/faults';

describe('a fault book', () => {
  test('hands a fault out as often as it happens', () => {
    const book = new FaultBook([{ kind: 'busy', message: 'busy', times: 2 }]);
    const take = () => book.take('busy', () => true);
    expect([take(), take(), take()]).toEqual([expect.anything(), expect.anything(), undefined]);
  });

  test('hands a fault without a number out every time', () => {
    const book = new FaultBook([{ kind: 'creation-takes', minutes: 5 }]);
    for (let count = 0; count < 10; count++) expect(book.take('creation-takes', () => true)).toBeDefined();
  });

  test('doesn\'t count what didn\'t match or was of another kind', () => {
    const book = new FaultBook([
      { kind: 'busy', account: 'pool-002', message: 'second', times: 1 },
      { kind: 'busy', message: 'first', times: 1 },
    ]);
    expect(book.take('creation-fails', () => true)).toBeUndefined();
    expect(book.take('busy', ({ account }) => matchesAccount(account, 'pool-001'))?.message).toBe('first');
    expect(book.take('busy', ({ account }) => matchesAccount(account, 'pool-001'))).toBeUndefined();
    expect(book.take('busy', ({ account }) => matchesAccount(account, 'pool-002'))?.message).toBe('second');
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
