/** What is asked of the factory and of the directory, in which order, and what stops it. */

import type { Account, MissingTags } from '../../../../core/accounts/account';
import type { DirectoryPort } from '../../../../core/accounts/directory';
import type { Clock } from '../../../../core/clock';
import { vendingActions, vendingLooks } from '../../../../core/vending/control-tower/act';
import type { VendingPorts, VendingSubject } from '../../../../core/vending/control-tower/act';
import type { FactoryPort } from '../../../../core/vending/control-tower/ports';
import { followUpTokenOf, provisionTokenOf } from '../../../../core/vending/control-tower/tokens';
import { account, ACCOUNT_ID, at, attempt, desired, failed, HOLDING_UNIT, OURS, product, record, SETTINGS } from '../../fixtures';

type Answers = Partial<Record<keyof FactoryPort | keyof DirectoryPort, unknown>>;

/** All systems, which answer so: by what they are asked, if the answer is a function. Remembers what was asked, with the fence among it. */
function systems(answers: Answers = {}, fences: boolean[] = []) {
  const asked: unknown[][] = [];
  const all: Answers = { launch: { pathId: 'lpv3-1', artifactId: 'pa-1' }, organizationalUnitName: 'Holding', product: null, record: null, ...answers };
  const port = new Proxy({}, {
    get: (_, name: keyof Answers) => async (...parameters: unknown[]) => {
      asked.push([name, ...parameters]);
      const answer = all[name];
      return typeof answer === 'function' ? answer(...parameters) as unknown : answer;
    },
  });
  let seconds = 0;
  const clock: Clock = {
    now: () => at(30),
    sleep: async some => {
      seconds += some;
      asked.push(['sleep', some]);
    },
  };
  const ports = { factory: port as FactoryPort, directory: port as DirectoryPort } satisfies VendingPorts;
  const fence = async () => {
    asked.push(['fence']);
    return fences.shift() ?? true;
  };
  return { ports, clock, fence, asked, slept: () => seconds };
}

function subjectOf({ ports, clock }: Pick<ReturnType<typeof systems>, 'ports' | 'clock'>, changes: Partial<VendingSubject> = {}): VendingSubject {
  return { desired: desired(), attempt: attempt('begun'), settings: SETTINGS, ports, clock, ...changes };
}

const PARAMETERS = {
  accountName: 'pool-010',
  accountEmail: 'aws+pool-010@example.com',
  managedOrganizationalUnit: `Holding (${HOLDING_UNIT})`,
  ssoUserEmail: 'pool@example.com',
  ssoUserFirstName: 'Pool',
  ssoUserLastName: 'Account',
};
const LAUNCH = { pathId: 'lpv3-1', artifactId: 'pa-1' };
const READ = [['launch', 'prod-factory'], ['organizationalUnitName', HOLDING_UNIT]];
const TOKEN = provisionTokenOf(desired(), at(30));
const request = (token = TOKEN) => ['provision', { productId: 'prod-factory', productName: 'pool-010', launch: LAUNCH, parameters: PARAMETERS, tags: OURS, token }];

describe('a look', () => {
  const NOT_OLDER = at(20);
  const answers: Answers = {
    product: product('ERROR'),
    record: (id: string) => record('FAILED', { id }),
    gate: { holders: ['a'] },
    failedProducts: [],
    owner: 'somebody',
    enrolment: product('AVAILABLE'),
    accountById: (id: string): Account => account({ id }),
    accountByEmail: (email: string): Account => account({ email }),
    accountsByName: (name: string): Account[] => [account({ name })],
    creation: { state: 'SUCCEEDED', accountIds: [] },
    parent: { id: 'r-abcd', name: 'Root', isRoot: true },
    tags: OURS,
  };

  test.each<[Parameters<typeof looked>[0], object, unknown[][]]>([
    [{ at: 'product' }, { product: answers.product }, [['product', 'pool-010']]],
    [{ at: 'record', recordId: 'rec-7' }, { record: record('FAILED', { id: 'rec-7' }) }, [['record', 'rec-7']]],
    [{ at: 'successRecord', recordId: 'rec-8' }, { successRecord: record('FAILED', { id: 'rec-8' }) }, [['record', 'rec-8']]],
    [{ at: 'gate' }, { gate: { holders: ['a'] } }, [['gate']]],
    [{ at: 'line' }, { line: { index: 0, length: 1 } }, []],
    [{ at: 'failedProducts' }, { failedProducts: [] }, [['failedProducts']]],
    [{ at: 'owner', productId: 'pp-1' }, { owner: 'somebody' }, [['owner', 'pp-1']]],
    [{ at: 'enrolment', accountId: ACCOUNT_ID }, { enrolment: answers.enrolment }, [['enrolment', ACCOUNT_ID]]],
    [{ at: 'created', accountIds: ['1', '2'] }, { created: [account({ id: '1' }), account({ id: '2' })] }, [['accountById', '1'], ['accountById', '2']]],
    [{ at: 'creation', since: NOT_OLDER }, { creation: answers.creation }, [['creation', 'pool-010', NOT_OLDER]]],
    [{ at: 'account', by: 'id', accountId: '7' }, { account: account({ id: '7' }) }, [['accountById', '7']]],
    [{ at: 'account', by: 'email', notOlderThan: NOT_OLDER }, { account: account() }, [['accountByEmail', 'aws+pool-010@example.com', NOT_OLDER]]],
    [{ at: 'namesakes', notOlderThan: NOT_OLDER }, { namesakes: [account()] }, [['accountsByName', 'pool-010', NOT_OLDER]]],
    [{ at: 'parent', accountId: '7' }, { parent: answers.parent }, [['parent', '7']]],
    [{ at: 'tags', accountId: '7' }, { tags: OURS }, [['tags', '7']]],
  ])('%j asks for that and nothing else', async (look, seen, calls) => {
    const world = systems(answers);
    expect(await looked(look, world)).toEqual(seen);
    expect(world.asked).toEqual(calls);
  });

  test('at the line is told by whoever knows the others', async () => {
    const world = systems();
    const ports = { ...world.ports, line: async () => ({ index: 2, length: 5 }) };
    expect(await looked({ at: 'line' }, { ...world, ports })).toEqual({ line: { index: 2, length: 5 } });
  });

  test.each(['parent', 'tags'] as const)('at the %s of an account that doesn\'t show says so', async seen => {
    expect(await looked({ at: seen, accountId: '7' }, systems({ [seen]: null }))).toEqual({ unseen: true });
  });
});

async function looked(look: { readonly at: keyof ReturnType<typeof vendingLooks> } & Record<string, unknown>, world: Pick<ReturnType<typeof systems>, 'ports' | 'clock'>): Promise<unknown> {
  const looks = vendingLooks(subjectOf(world)) as unknown as Record<string, (look: object) => Promise<unknown>>;
  return looks[look.at](look);
}

describe('a request for an account', () => {
  const provisioned = async (world: ReturnType<typeof systems>) => vendingActions(subjectOf(world)).provision({ kind: 'provision' }, { observed: {}, now: at(30), fence: world.fence });
  const accepted = (recordId: string, minutes?: number) => ({ recordId, ...(minutes === undefined ? {} : { createdAt: at(minutes).toISOString() }) });

  test('is made with what the landing zone says now, and the fence is asked last', async () => {
    const world = systems({ provision: accepted('rec-1', 30) });
    await expect(provisioned(world)).resolves.toBe('done');
    expect(world.asked).toEqual([...READ, ['fence'], request()]);
  });

  test('is not made for an order that stands no more', async () => {
    const world = systems({}, [false]);
    await expect(provisioned(world)).resolves.toBe('fenced');
    expect(world.asked).toEqual([...READ, ['fence']]);
  });

  test.each([[undefined], [30], [29.01]])('whose answer is of now (%s) is over', async minutes => {
    const world = systems({ provision: accepted('rec-1', minutes), record: failed('no') });
    await expect(provisioned(world)).resolves.toBe('done');
    expect(world.asked.filter(([name]) => name === 'record')).toEqual([]);
  });

  test.each(['CREATED', 'IN_PROGRESS', 'IN_PROGRESS_IN_ERROR', undefined])('whose answer is an earlier attempt in %s is over, as that one is at work or can\'t be read', async status => {
    const world = systems({ provision: accepted('rec-1', 29), record: status === undefined ? null : record(status) });
    await expect(provisioned(world)).resolves.toBe('done');
    expect(world.asked.slice(2)).toEqual([['fence'], request(), ['record', 'rec-1']]);
  });

  test.each(['FAILED', 'SUCCEEDED'])('whose answer is an earlier attempt that %s is made with the next token, fenced again', async status => {
    const answers = [accepted('rec-1', 25), accepted('rec-2', 30)];
    const world = systems({ provision: () => answers.shift(), record: record(status) });
    await expect(provisioned(world)).resolves.toBe('done');
    expect(world.asked.slice(2)).toEqual([['fence'], request(), ['record', 'rec-1'], ['fence'], request(provisionTokenOf(desired(), at(30), 'rec-1'))]);
  });

  test('stops between two tokens when the order stands no more', async () => {
    const world = systems({ provision: accepted('rec-1', 25), record: record('FAILED') }, [true, false]);
    await expect(provisioned(world)).resolves.toBe('fenced');
    expect(world.asked.filter(([name]) => name === 'provision')).toHaveLength(1);
  });

  test('ends after as many tokens as attempts can have failed meanwhile', async () => {
    const world = systems({ provision: accepted('rec-1', 25), record: record('FAILED') });
    await expect(provisioned(world)).resolves.toBe('done');
    expect(world.asked.filter(([name]) => name === 'provision')).toHaveLength(8);
  });
});

describe('an update', () => {
  const update = { kind: 'update', productId: 'pp-1', recordId: 'rec-1' } as const;
  const sent = ['update', { productId: 'prod-factory', provisionedProductId: 'pp-1', token: followUpTokenOf('update', 'pp-1', 'rec-1'), launch: LAUNCH, parameters: PARAMETERS }];
  const updated = async (world: ReturnType<typeof systems>, claim?: MissingTags) =>
    vendingActions(subjectOf(world)).update({ ...update, claim }, { observed: {}, now: at(30), fence: world.fence });

  test('is made with a token of its record', async () => {
    const world = systems();
    await expect(updated(world)).resolves.toBe('done');
    expect(world.asked).toEqual([...READ, ['fence'], sent]);
  });

  test('comes after the claim, each behind the fence', async () => {
    const world = systems();
    await expect(updated(world, { accountId: ACCOUNT_ID, tags: OURS })).resolves.toBe('done');
    expect(world.asked).toEqual([...READ, ['fence'], ['tag', ACCOUNT_ID, OURS], ['fence'], sent]);
  });

  test('with nothing to claim writes no tags', async () => {
    const world = systems();
    await expect(updated(world, { accountId: ACCOUNT_ID, tags: [] })).resolves.toBe('done');
    expect(world.asked).toEqual([...READ, ['fence'], sent]);
  });

  test.each([[[false], 0], [[true, false], 1]] as const)('is not made if the fence is closed (%j)', async (fences, tags) => {
    const world = systems({}, [...fences]);
    await expect(updated(world, { accountId: ACCOUNT_ID, tags: OURS })).resolves.toBe('fenced');
    expect(world.asked.filter(([name]) => name === 'tag')).toHaveLength(tags);
    expect(world.asked.filter(([name]) => name === 'update')).toEqual([]);
  });
});

describe('a removal', () => {
  const terminate = { kind: 'terminate', productId: 'pp-1', recordId: 'rec-1' } as const;
  const terminated = async (world: ReturnType<typeof systems>, aim: 'begun' | 'confirmed' = 'begun') =>
    vendingActions(subjectOf(world, { attempt: attempt(aim) })).terminate(terminate, { observed: {}, now: at(30), fence: world.fence });

  test.each([['begun', 12], ['confirmed', 4]] as const)('is waited for by an attempt that is to be %s, and is known at once then', async (aim, seconds) => {
    const seen = [product('UNDER_CHANGE'), product('UNDER_CHANGE'), null];
    const world = systems({ product: () => seen.shift() });
    await expect(terminated(world, aim)).resolves.toEqual({ known: { product: null } });
    const looks = [['sleep', seconds], ['product', 'pool-010']];
    expect(world.asked).toEqual([['fence'], ['terminate', 'pp-1', followUpTokenOf('terminate', 'pp-1', 'rec-1')], ...looks, ...looks, ...looks]);
  });

  test('that takes longer than a function has is looked at again later', async () => {
    const world = systems({ product: product('UNDER_CHANGE') });
    await expect(terminated(world)).resolves.toBe('done');
    expect(world.slept()).toBe(96);
  });

  test('is not asked for if the order stands no more', async () => {
    const world = systems({}, [false]);
    await expect(terminated(world)).resolves.toBe('fenced');
    expect(world.asked).toEqual([['fence']]);
  });
});
