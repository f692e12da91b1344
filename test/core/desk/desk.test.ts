import { ALICE, ANNA, MemoryStore, NOW, ORDER, OTTO, RULES } from './fixtures';
import type { Submission } from '../../../core/desk/desk';
import { canonicalJson, Desk, REQUEST_ID_PATTERN } from '../../../core/desk/desk';
import type { DeskRules } from '../../../core/desk/rules';

function deskOf(rules: Partial<DeskRules> = {}) {
  const store = new MemoryStore();
  const time = { now: NOW };
  return { store, time, desk: new Desk(store, { ...RULES, ...rules }, () => time.now) };
}

const submission = (more: Partial<Submission> = {}): Submission => ({ order: ORDER, by: ALICE, origin: {}, key: 'key-1', ...more });
const said = { why: 'so', by: OTTO, origin: {} };

async function made(desk: Desk, more: Partial<Submission> = {}) {
  const outcome = await desk.submit(submission(more));
  if (outcome.kind === 'refused') {
    throw new Error(JSON.stringify(outcome.refusals));
  }
  return outcome.value;
}

test('the same key and body are one request; another body is refused, and another person\'s key is its own', async () => {
  const { desk, store } = deskOf();
  const request = await made(desk);
  expect(request.id).toMatch(REQUEST_ID_PATTERN);
  expect(await desk.submit(submission())).toEqual({ kind: 'done', value: request, isReplay: true });
  expect(await desk.submit(submission({ order: { ...ORDER, count: 1 } }))).toMatchObject({ kind: 'refused', refusals: [{ code: 'AR-DESK-KEY' }] });
  expect(await desk.submit(submission({ by: { ...ALICE, person: 'iam:bob' } }))).not.toHaveProperty('isReplay');
  expect(store.log).toHaveLength(4);
});

test('two who send the same at once make one request', async () => {
  const { desk, store } = deskOf();
  const [one, other] = await Promise.all([desk.submit(submission()), desk.submit(submission())]);
  expect(store.log).toHaveLength(2);
  expect([one, other].map(outcome => outcome.kind === 'done' && outcome.value.id)).toEqual(Array(2).fill(store.log[0].id));
});

test('after a week a key is free again', async () => {
  const { desk, store, time } = deskOf();
  await made(desk);
  time.now = new Date(NOW.getTime() + 7 * 86_400_000 - 1);
  expect(await desk.submit(submission())).toHaveProperty('isReplay', true);
  time.now = new Date(NOW.getTime() + 7 * 86_400_000);
  expect(await desk.submit(submission())).not.toHaveProperty('isReplay');
  expect(store.log).toHaveLength(4);
});

test('a ceiling holds for all who ask at once, and says how many there are', async () => {
  const { desk, store } = deskOf({ ceilings: { perTeam: 5 } });
  const outcomes = await Promise.all(['a', 'b', 'c'].map(key => desk.submit(submission({ key }))));
  expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'refused']);
  expect(outcomes[2]).toMatchObject({ refusals: [{ code: 'AR-DESK-CEILING', what: 'team space has 4 accounts already, 2 more were asked for, and the rules allow 5.' }] });
  expect(await store.counts([{ scope: 'team', of: 'space' }])).toEqual([4]);
});

test('a dry run says the same as a submission would, and changes nothing', async () => {
  const { desk, store } = deskOf({ ceilings: { perPerson: 2 } });
  expect(await desk.dryRun(submission())).toMatchObject({ kind: 'done', value: { available: 0, request: { state: 'PENDING_APPROVAL' } } });
  expect(await desk.dryRun(submission({ order: { ...ORDER, pool: 'x' } }))).toMatchObject({ refusals: [{ code: 'AR-DESK-POOL' }] });
  expect(store.log).toEqual([]);
  await made(desk);
  await desk.account({ ...said, wants: 'confirm', id: '111122223333', pool: 'teams' });
  expect(await desk.dryRun(submission({ key: 'other' }))).toMatchObject({ refusals: [{ code: 'AR-DESK-CEILING' }] });
  expect(await desk.dryRun(submission({ key: 'other', by: { ...ALICE, person: 'iam:bob' } }))).toMatchObject({ value: { available: 1 } });
  expect(store.log).toHaveLength(3);
});

test('of two approvers who answer at once one is heard, and the other one learns it', async () => {
  const { desk, store } = deskOf();
  const { id } = await made(desk);
  const other = { ...ANNA, person: 'iam:arno' };
  const outcomes = await Promise.all([
    desk.answer({ wants: 'approve', id, why: 'yes', by: ANNA, origin: {} }),
    desk.answer({ wants: 'reject', id, why: 'no', by: other, origin: {} }),
  ]);
  expect(outcomes).toMatchObject([{ kind: 'done', value: { state: 'APPROVED' } }, { kind: 'refused', refusals: [{ code: 'AR-DESK-REQUEST-STATE' }] }]);
  expect(store.log).toHaveLength(3);
});

test('whoever is always too late is told, and not kept', async () => {
  const { desk, store } = deskOf();
  const { id } = await made(desk, { order: { ...ORDER, count: 1 } });
  await desk.account({ ...said, wants: 'confirm', id: '111122223333', pool: 'teams' });
  store.commits = 0;
  store.commit = async () => {
    store.commits++;
    return { kind: 'stale' };
  };
  expect(await desk.answer({ wants: 'cancel', id, why: 'so', by: ALICE, origin: {} })).toMatchObject({ refusals: [{ code: 'AR-DESK-CHANGED', what: `${id} was changed by others 5 times while this was decided.` }] });
  expect(store.commits).toBe(5);
  // Of accounts each is tried once.
  expect(await desk.assignAny(id)).toMatchObject({ refusals: [{ code: 'AR-DESK-NONE-AVAILABLE' }] });
  expect(store.commits).toBe(6);
});

test('a request that is approved gets what there is, and the rest when it comes', async () => {
  const { desk } = deskOf();
  const { id } = await made(desk);
  await desk.answer({ wants: 'approve', id, why: 'yes', by: ANNA, origin: {} });
  expect(await desk.fulfil(id)).toMatchObject({ value: { state: 'APPROVED', accountIds: [] } });
  await desk.account({ ...said, wants: 'confirm', id: '111122223333', pool: 'teams' });
  expect(await desk.tick()).toEqual({ given: 1, expired: 0 });
  await desk.account({ ...said, wants: 'confirm', id: '111122224444', pool: 'teams' });
  expect(await desk.tick()).toEqual({ given: 1, expired: 0 });
  expect(await desk.fulfil(id)).toMatchObject({ value: { state: 'FULFILLED', accountIds: ['111122223333', '111122224444'] } });
});

test('who waits for a pool that has nothing keeps nobody waiting who is behind', async () => {
  const { desk } = deskOf({ units: undefined, ceilings: {} });
  for (let index = 0; index < 60; index++) {
    await made(desk, { key: `k-${index}`, order: { ...ORDER, count: 1 } });
  }
  const last = await made(desk, { key: 'last', order: { ...ORDER, count: 1, pool: 'research' } });
  await desk.account({ ...said, wants: 'confirm', id: '111122223333', pool: 'research' });
  expect(await desk.tick()).toEqual({ given: 1, expired: 0 });
  expect(await desk.fulfil(last.id)).toMatchObject({ value: { state: 'FULFILLED' } });
});

test('what nobody has answered in time expires, and only that', async () => {
  const { desk, store, time } = deskOf();
  await made(desk);
  time.now = new Date(NOW.getTime() + 13 * 86_400_000);
  await made(desk, { key: 'later' });
  expect(await desk.tick()).toEqual({ given: 0, expired: 0 });
  time.now = new Date(NOW.getTime() + 14 * 86_400_000);
  expect(await desk.tick()).toEqual({ given: 0, expired: 1 });
  expect((await store.requests()).map(({ state }) => state)).toEqual(['EXPIRED', 'PENDING_APPROVAL']);
});

test('an account is assigned for a request that there is', async () => {
  const { desk } = deskOf();
  await desk.account({ ...said, wants: 'confirm', id: '111122223333', pool: 'teams' });
  expect(await desk.account({ ...said, wants: 'assign', id: '111122223333' }, 'none')).toMatchObject({ refusals: [{ code: 'AR-DESK-NO-REQUEST' }] });
  expect(await desk.assignAny('none')).toMatchObject({ refusals: [{ code: 'AR-DESK-NO-REQUEST' }] });
  expect(await desk.fulfil('none')).toMatchObject({ refusals: [{ code: 'AR-DESK-NO-REQUEST' }] });
});

test('bodies that say the same are the same', () => {
  expect(canonicalJson({ b: [1, { d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[1,{"c":2,"d":1}]}');
});
