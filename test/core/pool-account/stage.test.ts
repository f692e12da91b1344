/** Both stages as one: whose word counts where both could have one. */

import { TransientError } from '../../../core/failures/errors';
import { failureOf } from '../../../core/failures/failures';
import { poolAccountStage } from '../../../core/pool-account/stage';
import type { PoolAccountPorts } from '../../../core/pool-account/stage';
import { wait } from '../../../core/reconcile/decision';
import { UnansweredError } from '../../../core/registration/innovation-sandbox/errors';
import { STACK_TAG } from '../../../src/contract';
import { account, ACCOUNT_ID, at, attempt, IN_HOLDING_UNIT, IN_ROOT, moment, OURS, product, succeeded } from '../fixtures';
import { PARENTS, POOL, settingsWith, wish } from '../registration-fixtures';

const asked: unknown[][] = [];
const port = new Proxy({}, {
  get: (_, name) => async (...parameters: unknown[]) => {
    asked.push([name, ...parameters]);
    return null;
  },
});
const ports = { factory: port, directory: port, sandbox: port, poolUnits: port, resources: port, billing: port } as PoolAccountPorts;
const clock = { now: () => at(30), sleep: async () => undefined };
const stageOf = (changes = {}) => poolAccountStage({
  desired: wish(changes),
  attempt: attempt('confirmed'),
  settings: settingsWith(),
  stackName: 'pool-stack',
  managementAccountId: '123412341234',
  ports,
  clock,
});
const now = moment('confirmed');
const UNLESS = failureOf('AR-FACTORY-FAILED', { name: 'pool-010' });

test('decides about the account by the settings, the attempt and the stack that it is of', () => {
  expect(stageOf().subject).toBe('pool-010');
  expect(stageOf().decide({}, now)).toEqual({ kind: 'look', look: { at: 'product' } });
  expect(stageOf({ existingAccountId: '123412341234' }).decide({}, now)).toMatchObject({ kind: 'fail', failure: { code: 'AR-BAD-PROPERTY' } });
  const atTheDoor = {
    product: product('AVAILABLE'),
    successRecord: succeeded(),
    account: account(),
    tags: OURS,
    pool: POOL,
    stackSetInstance: null,
    parent: IN_HOLDING_UNIT,
    sandboxRecord: null,
  };
  expect(stageOf().decide(atTheDoor, now)).toMatchObject({ kind: 'tag', missing: { tags: expect.arrayContaining([{ key: STACK_TAG, value: 'pool-stack' }]) } });
});

test('asks registration whether a product in ERROR stands for an account that is in the pool already', () => {
  const pooled = { product: product('ERROR', { lastSuccessfulProvisioningRecordId: 'rec-0' }), successRecord: succeeded({ id: 'rec-0' }), pool: POOL };
  expect(stageOf().decide(pooled, now)).toMatchObject({ kind: 'look', look: { at: 'parent' } });
  expect(stageOf().decide({ ...pooled, parent: PARENTS.available }, now)).toMatchObject({ kind: 'look', look: { at: 'sandboxRecord' } });
  expect(stageOf().decide({ ...pooled, parent: PARENTS.holding }, now)).toMatchObject({ kind: 'look', look: { at: 'record' } });
});

test('looks and acts in both', () => {
  expect(Object.keys(stageOf().looks)).toEqual(expect.arrayContaining(['product', 'gate', 'account', 'pool', 'sandboxRecord', 'billing']));
  expect(Object.keys(stageOf().actions).sort()).toEqual(['bill', 'clean', 'move', 'provision', 'register', 'tag', 'terminate', 'update']);
});

test('what both can look at is looked at as vending does: the account by its address as well', async () => {
  asked.length = 0;
  await stageOf().looks.account({ at: 'account', by: 'email', notOlderThan: at(20) });
  expect(asked).toEqual([['accountByEmail', 'aws+pool-010@example.com', at(20)]]);
});

test('an error is told by registration first, and by vending if it isn\'t one of its own', () => {
  expect(stageOf().meaningOf(new UnansweredError('x:Y', 'no answer'), now)).toEqual(wait('sandbox', { text: 'no answer' }));
  expect(stageOf().meaningOf(new TransientError('x:Y', 'slow'), now)).toEqual(wait('transient', { text: 'slow' }));
  expect(() => stageOf().meaningOf(new RangeError('bug'), now)).toThrow('bug');
});

test('what there is no time for is called by the stage whose it is', () => {
  expect(stageOf().overdue(wait('cleaning'))).toMatchObject({ code: 'AR-SANDBOX-UNANSWERED' });
  expect(stageOf().overdue({ kind: 'move', accountId: ACCOUNT_ID, from: IN_ROOT, to: IN_HOLDING_UNIT, retreat: true })).toBeUndefined();
  expect(stageOf().overdue(wait('gate'))).toMatchObject({ code: 'AR-STILL-WAITING' });
  expect(stageOf().overdue({ kind: 'update', productId: 'pp-1', recordId: 'rec-1', unless: UNLESS })).toBe(UNLESS);
});

test('the loop stays at a closed gate, and for an account that is half registered', () => {
  expect(stageOf().stayFor(wait('gate'))).toMatchObject({ seconds: 4, most: 96 });
  expect(stageOf().stayFor(wait('registering'))?.believed({})).toMatchObject({ unrecordedSince: at(30).toISOString() });
  expect(stageOf().stayFor(wait('cleaning'))).toBeUndefined();
});

test('what is missing of the tags is written in the end', async () => {
  asked.length = 0;
  await expect(stageOf().finish({ kind: 'done', account: account(), missing: { accountId: ACCOUNT_ID, tags: OURS } }, async () => true)).resolves.toBe('done');
  expect(asked).toEqual([['tag', ACCOUNT_ID, OURS]]);
});
