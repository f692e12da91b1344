/** What the desk's store has to do, whatever DynamoDB is behind it: the same cases by the real SDK against the rehearsal's and against another's imitation. */

import type { DynamoDB } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { SdkCalls } from './sdk-calls';
import { DynamoDbDeskStore } from '../../../aws/dynamodb/desk-store';
import { Desk } from '../../../core/desk/desk';
import { accountKey, Attribute, FORMAT, keyOf, MAIN, requestKey } from '../../../core/desk/items';
import type { DeskRequest, RequestOrder } from '../../../core/desk/model';
import type { DeskRules } from '../../../core/desk/rules';
import { DESK_INDEX, DESK_INDEX_PARTITION_KEY, DESK_INDEX_SORT_KEY, DESK_PARTITION_KEY, DESK_SORT_KEY } from '../../../src/contract';
import { ALICE, ANNA, NOW, ORDER, OTTO, RULES } from '../../core/desk/fixtures';
import { brokenOf, happen, HISTORIES } from '../../core/desk/histories';

/** A table as the construct makes it. */
export const DESK_TABLE = {
  AttributeDefinitions: [DESK_PARTITION_KEY, DESK_SORT_KEY, DESK_INDEX_PARTITION_KEY, DESK_INDEX_SORT_KEY].map(name => ({ AttributeName: name, AttributeType: 'S' as const })),
  KeySchema: [{ AttributeName: DESK_PARTITION_KEY, KeyType: 'HASH' as const }, { AttributeName: DESK_SORT_KEY, KeyType: 'RANGE' as const }],
  GlobalSecondaryIndexes: [{
    IndexName: DESK_INDEX,
    KeySchema: [{ AttributeName: DESK_INDEX_PARTITION_KEY, KeyType: 'HASH' as const }, { AttributeName: DESK_INDEX_SORT_KEY, KeyType: 'RANGE' as const }],
    Projection: { ProjectionType: 'ALL' as const },
  }],
};

/** An empty table of the side, each time another one. */
export type FreshTable = () => Promise<{ readonly client: DynamoDB; readonly table: string }>;

interface Scale {
  readonly histories: number;
}

const said = { why: 'so', by: OTTO, origin: {} };
const accountId = (index: number) => String(200_000_000_000 + index);

async function sideOf(fresh: FreshTable, rules: Partial<DeskRules> = {}) {
  const { client, table } = await fresh();
  const calls = new SdkCalls(client);
  const store = new DynamoDbDeskStore({ table, calls, sleep: async () => undefined });
  const time = { now: NOW };
  return { client, table, calls, store, time, desk: new Desk(store, { ...RULES, ...rules }, () => time.now) };
}

type Side = Awaited<ReturnType<typeof sideOf>>;

async function submitted({ desk }: Side, key: string, order: Partial<RequestOrder> = {}, by = ALICE): Promise<DeskRequest> {
  const outcome = await desk.submit({ order: { ...ORDER, ...order }, by, origin: {}, key });
  if (outcome.kind === 'refused') {
    throw new Error(JSON.stringify(outcome.refusals));
  }
  return outcome.value;
}

async function confirmed({ desk, time }: Side, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    time.now = new Date(time.now.getTime() + 1000);
    await desk.account({ ...said, wants: 'confirm', id: accountId(index), pool: 'teams' });
  }
}

/** Declares the cases. */
export function declareCases(fresh: FreshTable, { histories }: Scale): void {
  test('what is written is read, and each look is one call', async () => {
    const side = await sideOf(fresh);
    const { calls, desk, store } = side;
    const request = await submitted(side, 'key');
    await confirmed(side, 3);
    await desk.answer({ wants: 'approve', id: request.id, why: 'yes', by: ANNA, origin: {} });
    await desk.fulfil(request.id);
    const actions = ['submit', 'ask-approval', 'approve', 'provision', 'take', 'take', 'fulfil'];
    const looks: [call: () => Promise<any>, expected: object][] = [
      [() => store.request(request.id), { state: 'FULFILLED', since: NOW, order: ORDER }],
      [() => store.account(accountId(9)), { }],
      [() => store.usedKey(ALICE.person, 'key', NOW), { requestId: request.id }],
      [() => store.requestsIn('FULFILLED', { most: 5 }), { items: [{ id: request.id }] }],
      [() => store.requestsIn('PENDING_APPROVAL', { most: 5 }), { items: [] }],
      [() => store.requestsBy(ALICE.person, { most: 5 }), { items: [{ id: request.id, state: 'FULFILLED' }] }],
      [() => store.accountsIn('teams', 'ASSIGNED', { most: 5 }), { items: [{ pool: 'teams' }, { pool: 'teams' }] }],
      [() => store.accountsIn('teams', 'AVAILABLE', { most: 5 }), { items: [{ state: 'AVAILABLE' }] }],
      [() => store.accountsOf('astro', { most: 5 }), { items: [{ tenant: 'astro', requestId: request.id }, { tenant: 'astro' }] }],
      [() => store.history('request', request.id, { most: 9 }), { items: actions.map((action, index) => ({ action, number: index + 1 })) }],
      [() => store.day('2026-11-28', { most: 99 }), { items: Array.from({ length: 12 }, () => ({})) }],
      [() => store.counts([{ scope: 'team', of: 'space' }]), [2]],
    ];
    for (const [look, expected] of looks) {
      const before = calls.asked.GetItem + calls.asked.Query;
      expect(await look() ?? {}).toMatchObject(expected);
      expect(calls.asked.GetItem + calls.asked.Query - before).toBe(1);
    }
  });

  test('two hundred who ask at once for fifty accounts: each account once, none lost, two tries each in the mean at most', async () => {
    const side = await sideOf(fresh, { ceilings: {}, autoApprovalBelow: 2 });
    await confirmed(side, 50);
    const requests: DeskRequest[] = [];
    for (let index = 0; index < 200; index++) {
      requests.push(await submitted(side, `key-${index}`, { count: 1, tenant: `tenant-${index}` }));
    }
    const before = side.calls.asked.TransactWriteItems;
    const outcomes = await Promise.all(requests.map(({ id }) => side.desk.assignAny(id)));
    const given = outcomes.flatMap(outcome => outcome.kind === 'done' ? [outcome.value.id] : []);
    expect(new Set(given).size).toBe(50);
    expect(given).toHaveLength(50);
    expect(outcomes.flatMap(outcome => outcome.kind === 'refused' ? outcome.refusals.map(({ code }) => code) : [])).toEqual(Array(150).fill('AR-DESK-NONE-AVAILABLE'));
    expect((side.calls.asked.TransactWriteItems - before) / 200).toBeLessThanOrEqual(2);
    // What the table says is what they were told.
    const held = await Promise.all(requests.map(async ({ order: { tenant } }) => {
      const { items } = await side.store.accountsOf(tenant, { most: 9 });
      return items.map(({ id }) => id);
    }));
    expect(held.flat().sort()).toEqual([...given].sort());
    expect((await side.store.accountsIn('teams', 'AVAILABLE', { most: 9 })).items).toEqual([]);
  });

  test('one account is one item, whoever confirms it at once, and has one tenant, whoever assigns it', async () => {
    const { desk, store } = await sideOf(fresh);
    const id = accountId(1);
    const confirmations = await Promise.all(['otto', 'olga'].map(async name => {
      const by = { ...OTTO, person: `iam:${name}` };
      return desk.account({ ...said, by, wants: 'confirm', id, pool: 'teams' });
    }));
    expect(confirmations.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    const assignments = await Promise.all(['a', 'b', 'c'].map(tenant => desk.account({ ...said, wants: 'assign', id, tenant })));
    expect(assignments.map(({ kind }) => kind).sort()).toEqual(['done', 'refused', 'refused']);
    expect((await store.history('account', id, { most: 9 })).items).toHaveLength(2);
    const tenants = await Promise.all(['a', 'b', 'c'].map(async tenant => (await store.accountsOf(tenant, { most: 9 })).items.length));
    expect(tenants.sort()).toEqual([0, 0, 1]);
  });

  test.each(['', '20000000000', ' 200000000001', '200000000001 ', '２００００００００００１', '2e11'])('%j is no other way to write the id of an account', async id => {
    const { desk } = await sideOf(fresh);
    expect(await desk.account({ ...said, wants: 'confirm', id, pool: 'teams' })).toMatchObject({ kind: 'refused', refusals: [{ code: 'AR-DESK-NO-ACCOUNT' }] });
  });

  test('the requester\'s own approval is not written, whatever was decided', async () => {
    const side = await sideOf(fresh);
    const request = await submitted(side, 'key');
    const own = { ...request, state: 'APPROVED' as const, by: ALICE.person, version: 3 };
    const transition = { of: 'request', id: request.id, number: 3, at: NOW, why: 'so', origin: {}, action: 'approve', from: 'PENDING_APPROVAL', to: 'APPROVED' } as const;
    const change = { requests: [own], accounts: [], counters: [] };
    expect(await side.store.commit({ ...change, transitions: [{ ...transition, by: ALICE.person }] }, NOW)).toEqual({ kind: 'stale' });
    expect(await side.store.request(request.id)).toMatchObject({ state: 'PENDING_APPROVAL' });
    expect(await side.store.commit({ ...change, transitions: [{ ...transition, by: ANNA.person }] }, NOW)).toEqual({ kind: 'written' });
  });

  test('a write whose answer is lost is one write', async () => {
    const side = await sideOf(fresh);
    side.calls.lost = 'TransactWriteItems';
    const request = await submitted(side, 'key');
    expect([side.calls.asked.TransactWriteItems, request.version]).toEqual([2, 2]);
    expect(await side.store.counts([{ scope: 'team', of: 'space' }])).toEqual([2]);
    expect((await side.store.history('request', request.id, { most: 9 })).items).toHaveLength(2);
  });

  test('a key is for one body, at once too, and for a week', async () => {
    const side = await sideOf(fresh);
    const outcomes = await Promise.all([1, 1, 2].map(async count => side.desk.submit({ order: { ...ORDER, count }, by: ALICE, origin: {}, key: 'key' })));
    const codes = outcomes.map(outcome => outcome.kind === 'refused' ? outcome.refusals[0].code : 'done').sort();
    expect([['AR-DESK-KEY', 'AR-DESK-KEY', 'done'], ['AR-DESK-KEY', 'done', 'done']]).toContainEqual(codes);
    side.time.now = new Date(NOW.getTime() + 7 * 86_400_000);
    expect(await side.desk.submit({ order: ORDER, by: ALICE, origin: {}, key: 'key' })).not.toHaveProperty('isReplay');
  });

  test('a ceiling is never exceeded, whoever asks at once, and none is needed for a count', async () => {
    const side = await sideOf(fresh, { ceilings: { perTeam: 5 } });
    const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map(key => side.desk.submit({ order: ORDER, by: { ...ALICE, person: `iam:${key}` }, origin: {}, key })));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'done', 'refused', 'refused']);
    expect(await side.store.counts([{ scope: 'team', of: 'space' }, { scope: 'person', of: 'iam:nobody' }])).toEqual([4, 0]);
    expect(await side.desk.submit({ order: { ...ORDER, count: 5, team: 'other' }, by: ALICE, origin: {}, key: 'e' })).toMatchObject({ kind: 'done' });
    const strict = await sideOf(fresh, { ceilings: { perTeam: 1 } });
    expect(await strict.desk.submit({ order: ORDER, by: ALICE, origin: {}, key: 'a' })).toMatchObject({ refusals: [{ code: 'AR-DESK-CEILING' }] });
  });

  test('lists go page by page, while what they list moves, and a token is of its own list', async () => {
    const side = await sideOf(fresh);
    await confirmed(side, 5);
    const first = await side.store.accountsIn('teams', 'AVAILABLE', { most: 2 });
    await side.desk.account({ ...said, wants: 'assign', id: accountId(1), tenant: 'astro' });
    const second = await side.store.accountsIn('teams', 'AVAILABLE', { most: 2, next: first.next });
    const third = await side.store.accountsIn('teams', 'AVAILABLE', { most: 2, next: second.next });
    const listed = [first, second, third].map(({ items }) => items.map(({ id }) => id));
    expect(listed).toEqual([[accountId(0), accountId(1)], [accountId(2), accountId(3)], [accountId(4)]]);
    expect(third.next).toBeUndefined();
    const refused = { refusal: { code: 'AR-DESK-TOKEN' } };
    await expect(side.store.accountsIn('research', 'AVAILABLE', { most: 2, next: first.next })).rejects.toMatchObject(refused);
    await expect(side.store.accountsOf('astro', { most: 2, next: first.next })).rejects.toMatchObject(refused);
    for (const forged of ['', 'x', '!', Buffer.from('[]').toString('base64url'), Buffer.from('["a","b","c","d"]').toString('base64url'), `${first.next}x`.slice(5)]) {
      await expect(side.store.accountsIn('teams', 'AVAILABLE', { most: 2, next: forged })).rejects.toMatchObject(refused);
    }
  });

  test('what a newer version has written is refused in one sentence, and not overwritten', async () => {
    const side = await sideOf(fresh);
    const request = await submitted(side, 'key');
    await confirmed(side, 1);
    for (const key of [keyOf(requestKey(request.id), MAIN), keyOf(accountKey(accountId(0)), MAIN)]) {
      await side.client.updateItem({
        TableName: side.table,
        Key: key as any,
        UpdateExpression: 'SET #f = :f',
        ExpressionAttributeNames: { '#f': Attribute.FORMAT },
        ExpressionAttributeValues: { ':f': { N: String(FORMAT + 1) } },
      });
    }
    const what = `the item REQ#${request.id} was written in format 2, and this version of the desk knows formats up to 1.`;
    expect(await side.desk.answer({ wants: 'approve', id: request.id, why: 'yes', by: ANNA, origin: {} })).toMatchObject({ refusals: [{ code: 'AR-DESK-NEWER', what }] });
    expect(await side.desk.account({ ...said, wants: 'assign', id: accountId(0), tenant: 'astro' })).toMatchObject({ refusals: [{ code: 'AR-DESK-NEWER' }] });
    await expect(side.store.accountsIn('teams', 'AVAILABLE', { most: 9 })).rejects.toThrow('AR-DESK-NEWER');
  });

  test('random histories of fifty people hold: no account with two tenants, no own approval, all rebuilt from the log', async () => {
    await fc.assert(fc.asyncProperty(HISTORIES, async history => {
      const { store } = await sideOf(fresh);
      const { requests } = await happen(store, history, NOW);
      expect(await brokenOf(store, requests)).toEqual([]);
    }), { numRuns: histories });
  });
}
