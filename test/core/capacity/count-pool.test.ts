import * as fc from 'fast-check';
import type { Account } from '../../../core/accounts/account';
import type { CountedPool, PoolLooks } from '../../../core/capacity/count-pool';
import { COUNTED_UNITS, countPool, isAtWork, isComplete, isSettled } from '../../../core/capacity/count-pool';
import { comingBack } from '../../../core/capacity/counts';
import { metricsOf } from '../../../core/capacity/metrics-of';
import type { LegState, PoolStack } from '../../../core/capacity/ports';
import { CapacityMetric, legMark } from '../../../src/contract';
import { at } from '../fixtures';

const IDS = ['PoolA1', 'PoolB2', 'PoolC3', 'PoolD4', 'PoolE5'];
const POOL: CountedPool = { owner: 'stack/Pool/', maxSize: 5, sizeParameter: 'PoolSize', legs: IDS.map(legMark) };
const stackOf = (status: string, size = '3'): PoolStack => ({ status, startedAt: at(0).toISOString(), parameters: { PoolSize: size } });
const leg = (logicalId: string, status: string, minute = 1): LegState => ({ logicalId, status, since: at(minute).toISOString() });
const account = (id: string, status = 'ACTIVE'): Account => ({ id, name: id, email: `${id}@example.com`, status });
const accounts = (...ids: string[]) => ids.map(id => account(id));
const UNITS = { available: accounts('1', '2'), active: accounts('3'), frozen: [], cleanUp: accounts('4', '5', '6'), quarantine: accounts('7') };
const counted = (looks: PoolLooks, pool = POOL) => countPool(pool, looks, at(9));

describe('the sandbox', () => {
  test.each<[string, PoolLooks, object | undefined]>([
    ['is counted by its units', { units: UNITS, coolingDown: [] }, { available: 2, active: 1, frozen: 0, cleanUp: 3, coolingDown: 0, quarantine: 1 }],
    ['tells who cools down from who is cleaned', { units: UNITS, coolingDown: ['5', '6'] }, { available: 2, active: 1, frozen: 0, cleanUp: 1, coolingDown: 2, quarantine: 1 }],
    ['counts who has left CleanUp where it stands', { units: UNITS, coolingDown: ['1', '4', '9'] }, { available: 2, active: 1, frozen: 0, cleanUp: 2, coolingDown: 1, quarantine: 1 }],
    ['leaves cooldowns out that nobody can tell', { units: UNITS }, { available: 2, active: 1, frozen: 0, cleanUp: 3, quarantine: 1 }],
    ['is not counted if its units can\'t be read', { coolingDown: [] }, undefined],
  ])('%s', (_, looks, expected) => expect(counted(looks).sandbox).toEqual(expected));

  test.each(['CLOSED', 'SUSPENDED', 'PENDING_CLOSURE', 'PENDING_ACTIVATION'])('counts no account that is %s', status => {
    const units = { available: [account('1', status), account('2')], active: [], frozen: [], cleanUp: [account('3', status)], quarantine: [] };
    expect(counted({ units, coolingDown: ['3'] }).sandbox).toEqual({ available: 1, active: 0, frozen: 0, cleanUp: 0, coolingDown: 0, quarantine: 0 });
  });

  test('counts every live account once', () => {
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 60 }));
    fc.assert(fc.property(some, some, fc.boolean(), (ids, cooling, knows) => {
      const in_ = (index: number) => ids.filter(id => id % COUNTED_UNITS.length === index).map(id => account(String(id), id % 7 === 0 ? 'CLOSED' : 'ACTIVE'));
      const units = Object.fromEntries(COUNTED_UNITS.map((unit, index) => [unit, in_(index)])) as unknown as typeof UNITS;
      const sandbox = counted({ units, ...knows && { coolingDown: cooling.map(String) } }).sandbox!;
      expect(Object.values(sandbox).reduce((sum, count) => sum + count, 0)).toBe(ids.filter(id => id % 7 !== 0).length);
      expect(sandbox.coolingDown !== undefined).toBe(knows);
    }));
  });

  test('accounts come back from their cooldown, and from all of CleanUp where nobody can tell', () => {
    const counts = { available: 0, active: 0, frozen: 0, cleanUp: 3, quarantine: 0 };
    expect(comingBack({ ...counts, coolingDown: 2 })).toBe(2);
    expect(comingBack({ ...counts, coolingDown: 0 })).toBe(0);
    expect(comingBack(counts)).toBe(3);
  });
});

describe('how many are declared', () => {
  test.each<[string, PoolLooks['stack'], number | undefined]>([
    ['is what the parameter says', stackOf('UPDATE_COMPLETE', '4'), 4],
    ['can be all', stackOf('UPDATE_COMPLETE', '5'), 5],
    ['is not known above what the pool can have', stackOf('UPDATE_COMPLETE', '6'), undefined],
    ['is not known by a text', stackOf('UPDATE_COMPLETE', 'many'), undefined],
    ['is not known by 0', stackOf('UPDATE_COMPLETE', '0'), undefined],
    ['is not known by 04', stackOf('UPDATE_COMPLETE', '04'), undefined],
    ['is not known by 1e0, which is no size to CloudFormation either', stackOf('UPDATE_COMPLETE', '1e0'), undefined],
    ['is not known without the parameter', { ...stackOf('UPDATE_COMPLETE'), parameters: { OtherSize: '3' } }, undefined],
    ['is not known without a stack', null, undefined],
    ['is not known if the stack can\'t be read', undefined, undefined],
  ])('%s', (_, stack, expected) => expect(counted({ stack, products: [] }).declared).toBe(expected));

  test('may have two digits', () => {
    expect(counted({ stack: stackOf('UPDATE_COMPLETE', '12') }, { ...POOL, maxSize: 20 }).declared).toBe(12);
  });

  test('is the size of a pool without a parameter, if it is there', () => {
    const fixed = { ...POOL, sizeParameter: undefined };
    expect(counted({ stack: { ...stackOf('CREATE_COMPLETE'), parameters: {} } }, fixed).declared).toBe(5);
    expect(counted({ stack: null }, fixed).declared).toBeUndefined();
  });
});

describe('how many are on their way', () => {
  const products = [{ name: 'a', owner: 'stack/Pool/pool-001' }, { name: 'b', owner: 'stack/Pool2/pool-001' }, { name: 'c' }, { name: 'd', owner: 'stack/Pool/pool-002' }];

  test.each<[string, PoolLooks, number | undefined]>([
    ['all before the first has begun', { stack: stackOf('CREATE_IN_PROGRESS'), legs: [] }, 3],
    ['without those that are there', { stack: stackOf('CREATE_IN_PROGRESS'), legs: [leg('PoolA1', 'CREATE_COMPLETE'), leg('PoolB2', 'CREATE_IN_PROGRESS')] }, 2],
    ['without one that failed in the very second in which the operation began', { stack: stackOf('UPDATE_IN_PROGRESS'), legs: [leg('PoolA1', 'CREATE_FAILED', 0)] }, 2],
    ['without those that failed', { stack: stackOf('CREATE_IN_PROGRESS'), legs: [leg('PoolA1', 'CREATE_FAILED'), leg('PoolB2', 'CREATE_FAILED')] }, 1],
    ['those with them that failed in an operation before', { stack: stackOf('UPDATE_IN_PROGRESS'), legs: [leg('PoolA1', 'CREATE_FAILED', -1), leg('PoolB2', 'CREATE_COMPLETE', -1)] }, 2],
    ['without those that are only looked at again', { stack: stackOf('UPDATE_IN_PROGRESS'), legs: [leg('PoolA1', 'UPDATE_IN_PROGRESS'), leg('PoolB2', 'UPDATE_COMPLETE'), leg('PoolC3', 'UPDATE_FAILED')] }, 0],
    ['whatever other accounts of the stack do', { stack: stackOf('UPDATE_IN_PROGRESS'), legs: [leg('PoolA1', 'CREATE_COMPLETE'), leg('OtherA1', 'CREATE_COMPLETE')] }, 2],
    ['whatever earlier legs do', { stack: stackOf('UPDATE_IN_PROGRESS'), legs: [leg('PoolA1Start', 'CREATE_COMPLETE')] }, 3],
    ['whatever becomes of those that the pool has no more', { stack: stackOf('UPDATE_IN_PROGRESS'), legs: [leg('PoolD4', 'DELETE_SKIPPED'), leg('PoolE5', 'CREATE_COMPLETE')] }, 3],
    ['unknown without the legs', { stack: stackOf('UPDATE_IN_PROGRESS'), products }, undefined],
    ['unknown without the size', { stack: stackOf('UPDATE_IN_PROGRESS', 'x'), legs: [], products }, undefined],
    ['nobody, once the stack has succeeded', { stack: stackOf('UPDATE_COMPLETE'), products }, 0],
    ['nobody, while it only cleans up', { stack: stackOf('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') }, 0],
    ['what the factory does for the pool in a rollback', { stack: stackOf('UPDATE_ROLLBACK_IN_PROGRESS'), products }, 2],
    ['the same after a failure', { stack: stackOf('UPDATE_FAILED'), products }, 2],
    ['the same after a rollback', { stack: stackOf('UPDATE_ROLLBACK_COMPLETE'), products }, 2],
    ['nobody after a failure that left nothing at work', { stack: stackOf('UPDATE_FAILED'), isQuiet: true }, 0],
    ['unknown without the products', { stack: stackOf('UPDATE_FAILED') }, undefined],
    ['unknown without a stack', { stack: null, products }, undefined],
    ['unknown if the stack can\'t be read', { products }, undefined],
  ])('%s', (_, looks, expected) => expect(counted(looks).inFlight).toBe(expected));

  test('none is missing and none is counted twice, however far the stack is', () => {
    const statuses = fc.constantFrom('CREATE_IN_PROGRESS', 'CREATE_COMPLETE', 'CREATE_FAILED', undefined);
    fc.assert(fc.property(fc.array(statuses, { minLength: 5, maxLength: 5 }), fc.integer({ min: 1, max: 5 }), (states, size) => {
      const legs = states.flatMap((status, index) => status === undefined ? [] : [leg(IDS[index], status)]);
      const ended = states.slice(0, size).filter(status => status === 'CREATE_COMPLETE' || status === 'CREATE_FAILED').length;
      expect(counted({ stack: stackOf('CREATE_IN_PROGRESS', String(size)), legs }).inFlight).toBe(size - ended);
    }));
  });
});

test.each([
  ['CREATE_IN_PROGRESS', true], ['UPDATE_IN_PROGRESS', true], ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', false], ['UPDATE_ROLLBACK_IN_PROGRESS', false], ['ROLLBACK_IN_PROGRESS', false],
  ['DELETE_IN_PROGRESS', false], ['REVIEW_IN_PROGRESS', false], ['CREATE_COMPLETE', false], ['UPDATE_ROLLBACK_FAILED', false], ['UPDATE_FAILED', false],
])('a stack in %s is at work on accounts: %s', (status, expected) => expect(isAtWork(stackOf(status))).toBe(expected));

test.each([
  ['CREATE_COMPLETE', true, true], ['UPDATE_COMPLETE', true, true], ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', true, false], ['UPDATE_ROLLBACK_COMPLETE', false, true],
  ['IMPORT_COMPLETE', false, true], ['UPDATE_FAILED', false, true], ['UPDATE_IN_PROGRESS', false, false], ['UPDATE_ROLLBACK_IN_PROGRESS', false, false],
  ['DELETE_COMPLETE', false, true], ['no status', false, true],
])('a stack in %s has all of its accounts: %s, and stays as it is: %s', (status, complete, settled) => {
  expect([isComplete(stackOf(status)), isSettled(stackOf(status))]).toEqual([complete, settled]);
});

test.each<[string, PoolLooks['room'], number | undefined]>([
  ['what the quota leaves', { quota: 10, accounts: 4 }, 6],
  ['nothing in a full organization', { quota: 10, accounts: 10 }, 0],
  ['nothing above the quota', { quota: 10, accounts: 12 }, 0],
  ['unknown without the quota', { accounts: 4 }, undefined],
  ['unknown if nothing can be read', undefined, undefined],
])('room: %s', (_, room, expected) => expect(counted({ room }).quotaLeft).toBe(expected));

test('slots are in use by whatever the factory is at work on', () => {
  expect(counted({ products: [{ name: 'a' }, { name: 'b', owner: 'stack/Pool/pool-001' }] }).slotsInUse).toBe(2);
  expect(counted({}).slotsInUse).toBeUndefined();
});

test('what is not known has no member, and no metric', () => {
  expect(counted({})).toEqual({ at: at(9), maxSize: 5 });
  expect(Object.keys(counted({}))).toEqual(['at', 'maxSize']);
  expect(metricsOf(counted({}))).toEqual({ MaxSize: 5 });
});

test('what is known has all ten metrics, and each its own number', () => {
  const units = Object.fromEntries(COUNTED_UNITS.map((unit, index) => [unit, accounts(...Array.from({ length: 10 * index + 10 }, (_, at_) => `${unit}${at_}`))])) as unknown as typeof UNITS;
  const coolingDown = Array.from({ length: 13 }, (_, index) => `cleanUp${index}`);
  const looks: PoolLooks = { units, coolingDown, stack: stackOf('CREATE_IN_PROGRESS', '4'), legs: [leg('PoolA1', 'CREATE_COMPLETE')], room: { quota: 100, accounts: 1 } };
  const metrics = metricsOf(counted(looks));
  expect(metrics).toEqual({
    Available: 10,
    Active: 20,
    Frozen: 30,
    CleanUp: 27,
    CoolingDown: 13,
    Quarantine: 50,
    InFlight: 3,
    Declared: 4,
    MaxSize: 5,
    QuotaLeft: 99,
  });
  expect(Object.keys(metrics).sort()).toEqual(Object.values(CapacityMetric).sort());
});
