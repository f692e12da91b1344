/** What becomes of decisions that there is no more time for, what errors mean, and what the loop stays for. */

import { RefusalError, TransientError } from '../../../../core/failures/errors';
import type { Failure } from '../../../../core/failures/failures';
import { failureOf } from '../../../../core/failures/failures';
import { wait } from '../../../../core/reconcile/decision';
import type { VendingSubject } from '../../../../core/vending/control-tower/act';
import type { VendingAction, VendingReason } from '../../../../core/vending/control-tower/model';
import { meaningOfVendingError, overdueVending, vendingStage } from '../../../../core/vending/control-tower/stage';
import { account, ACCOUNT_ID, at, attempt, BUSY, DENIED, desired, HOLDING_UNIT, moment, OURS, SETTINGS, whole } from '../../fixtures';

const UNLESS = failureOf('AR-FACTORY-FAILED', { name: 'pool-010' });
const UPDATE = { kind: 'update', productId: 'pp-1', recordId: 'rec-1' } as const;
const subject = { desired: desired(), attempt: attempt('begun'), settings: SETTINGS };

describe('when the time is up', () => {
  test.each<[VendingAction | ReturnType<typeof wait<VendingReason>>, Failure['code'], RegExp?]>([
    [{ kind: 'provision' }, 'AR-STILL-WAITING', /held by nobody who shows/],
    [UPDATE, 'AR-STILL-BUSY'],
    [{ ...UPDATE, unless: UNLESS }, 'AR-FACTORY-FAILED'],
    [{ kind: 'terminate', productId: 'pp-1', recordId: 'rec-1' }, 'AR-STILL-BUSY'],
    [wait('gate', { holders: ['a', 'b'] }), 'AR-STILL-WAITING', /held by a, b\./],
    [wait('gate'), 'AR-STILL-WAITING', /held by nobody who shows/],
    [wait('creating'), 'AR-STILL-RUNNING'],
    [wait('creating', { failure: UNLESS }), 'AR-FACTORY-FAILED'],
    [wait('busy'), 'AR-STILL-BUSY'],
    [wait('transient'), 'AR-STILL-TRANSIENT'],
    [wait('transient', { code: 'AR-ACCESS-DENIED' }), 'AR-STILL-TRANSIENT'],
    [wait('spreading'), 'AR-STILL-TRANSIENT'],
    [wait('spreading', { code: 'AR-ACCESS-DENIED' }), 'AR-ACCESS-DENIED', /5 minutes after/],
    [wait('spreading', { code: 'AR-NAME-NOT-OURS' }), 'AR-NAME-NOT-OURS', /belongs to somebody whose product is not visible here/],
  ])('%j is called %s', (decision, code, words = /./) => {
    const failure = overdueVending(decision, desired());
    expect(whole({ failure }).failure).toMatchObject({ code, what: expect.stringMatching(words) });
    expect(failure.what).toMatch(/^account 'pool-010': |^Control Tower/);
  });
});

describe('an error', () => {
  const meaning = (error: Error, minutes: number, action?: object, changes = {}) =>
    whole(meaningOfVendingError(error, { ...subject, desired: desired(changes) }, at(minutes), action as { kind: string; unless?: Failure }));

  test('that passes is waited for', () => {
    expect(meaning(new TransientError('x:Y', 'slow'), 30)).toEqual(wait('transient', { text: 'slow' }));
    expect(meaning(new RefusalError('x:Y', BUSY), 30)).toEqual(wait('busy', { text: BUSY }));
  });

  test('of access may be spreading at first, and is told with how long that may take later', () => {
    expect(meaning(new RefusalError('x:Y', DENIED), 14.9)).toEqual(wait('spreading', { text: DENIED, code: 'AR-ACCESS-DENIED' }));
    expect(meaning(new RefusalError('x:Y', DENIED), 15)).toMatchObject({ kind: 'fail', failure: { code: 'AR-ACCESS-DENIED', what: expect.stringContaining('5 minutes after'), awsText: DENIED } });
  });

  test.each<[string, object, string]>([
    ['AccountNotFoundException: x', {}, 'account of that name'],
    ['AccountNotFoundException: x', { existingAccountId: ACCOUNT_ID }, `account ${ACCOUNT_ID}`],
    ['DuplicateResourceException: x', {}, 'belongs to somebody whose product is not visible here'],
    ['OrganizationalUnitNotFoundException: x', {}, HOLDING_UNIT],
    ['something new', {}, 'AWS refused x:Y'],
  ])('%s of an account with %j says: %s', (text, changes, words) => {
    expect(meaning(new RefusalError('x:Y', text), 30, undefined, changes)).toMatchObject({ kind: 'fail', failure: { what: expect.stringContaining(words) } });
  });

  test('of a second chance is what the first one failed with, and passes all the same if it passes', () => {
    const chance = { ...UPDATE, unless: UNLESS };
    expect(meaning(new RefusalError('x:Y', DENIED), 30, chance)).toEqual({ kind: 'fail', failure: UNLESS });
    expect(meaning(new RefusalError('x:Y', BUSY), 30, chance)).toEqual(wait('busy', { text: BUSY }));
    expect(meaning(new RefusalError('x:Y', DENIED), 30, UPDATE)).toMatchObject({ failure: { code: 'AR-ACCESS-DENIED' } });
    expect(meaning(new RefusalError('x:Y', DENIED), 30, { kind: 'clean', unless: UNLESS })).toMatchObject({ failure: { code: 'AR-ACCESS-DENIED' } });
  });

  test('that is no port\'s is a bug', () => expect(() => meaning(new RangeError('bug'), 30)).toThrow('bug'));
});

describe('the stage', () => {
  const tagged: unknown[] = [];
  const ports = { directory: { tag: async (...call: unknown[]) => void tagged.push(call) } } as unknown as VendingSubject['ports'];
  // Made anew in each test: what a file makes when it is loaded, no change of the code is tried on.
  const stageNow = () => vendingStage({ ...subject, ports, clock: { now: () => at(30), sleep: async () => undefined }, managementAccountId: '123412341234' });
  const late = () => vendingStage({ ...subject, attempt: attempt('confirmed'), ports, clock: { now: () => at(30), sleep: async () => undefined } });

  test('is about the account, and decides as the table does', () => {
    expect(stageNow().subject).toBe('pool-010');
    expect(stageNow().decide({}, moment('begun'))).toEqual({ kind: 'look', look: { at: 'product' } });
    const itself = vendingStage({ ...subject, desired: desired({ existingAccountId: '123412341234' }), ports, clock: { now: () => at(30), sleep: async () => undefined }, managementAccountId: '123412341234' });
    expect(itself.decide({}, moment('begun'))).toMatchObject({ kind: 'fail', failure: { code: 'AR-BAD-PROPERTY' } });
    expect(stageNow().overdue({ kind: 'provision' })).toMatchObject({ code: 'AR-STILL-WAITING' });
    expect(stageNow().meaningOf(new TransientError('x:Y', 'slow'), moment('begun'))).toEqual(wait('transient', { text: 'slow' }));
  });

  test('stays at a closed gate, and looks at nothing but the gate there; who was begun before looks more often', () => {
    const stay = stageNow().stayFor(wait('gate'))!;
    expect(stay).toMatchObject({ seconds: 12, most: 96 });
    expect(stay.believed({ product: null, gate: { holders: [] } })).toEqual({ product: null, gate: undefined });
    expect(late().stayFor(wait('gate'))).toMatchObject({ seconds: 4, most: 96 });
  });

  test.each([[wait('creating')], [{ kind: 'provision' }], [{ kind: 'advance' }], [{ kind: 'gate', reason: 'gate' }]])('stays for nothing else: %j', decision => {
    expect(stageNow().stayFor(decision as ReturnType<typeof wait<VendingReason>>)).toBeUndefined();
  });

  test('ends by writing the tags that are missing, behind the fence', async () => {
    const done = { kind: 'done', account: account(), missing: { accountId: ACCOUNT_ID, tags: OURS } } as const;
    await expect(stageNow().finish({ kind: 'advance' }, async () => false)).resolves.toBe('done');
    await expect(stageNow().finish(done, async () => false)).resolves.toBe('fenced');
    expect(tagged).toEqual([]);
    await expect(stageNow().finish(done, async () => true)).resolves.toBe('done');
    expect(tagged).toEqual([[ACCOUNT_ID, OURS]]);
  });
});
