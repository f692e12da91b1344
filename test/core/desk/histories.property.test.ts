import * as fc from 'fast-check';
import { MemoryStore, NOW } from './fixtures';
import { brokenOf, happen, HISTORIES } from './histories';

test('whatever fifty people do at once: no account has two tenants, nobody approves its own request, and all can be rebuilt from the log', async () => {
  const seen = new Map<string, number>();
  await fc.assert(fc.asyncProperty(HISTORIES, async history => {
    const store = new MemoryStore();
    const { requests } = await happen(store, history, NOW);
    expect(await brokenOf(store, requests)).toEqual([]);
    store.log.forEach(({ action, of, to }) => seen.set(`${of} ${action} ${to}`, (seen.get(`${of} ${action} ${to}`) ?? 0) + 1));
  }), { numRuns: 150 });
  // A history in which nothing happens holds everything.
  expect([...seen.keys()].sort()).toEqual(expect.arrayContaining([
    'account assign ASSIGNED', 'account confirm AVAILABLE', 'account quarantine QUARANTINED', 'account restore AVAILABLE', 'account retire RETIRING', 'account return RETURNING',
    'request approve APPROVED', 'request cancel CANCELLED', 'request expire EXPIRED', 'request fulfil FULFILLED', 'request reject REJECTED', 'request take PROVISIONING',
  ]));
});
