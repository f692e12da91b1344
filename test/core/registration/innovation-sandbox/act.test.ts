/** What is asked of Innovation Sandbox and of what surrounds it, and what is known after each step. */

import { RefusalError, TransientError } from '../../../../core/failures/errors';
import type { ActionContext } from '../../../../core/reconcile/stage';
import { registrationActions, registrationLooks } from '../../../../core/registration/innovation-sandbox/act';
import type { RegistrationSystems } from '../../../../core/registration/innovation-sandbox/act';
import type { RegistrationAction, RegistrationLook, RegistrationObserved } from '../../../../core/registration/innovation-sandbox/model';
import { account, ACCOUNT_ID, at, IN_HOLDING_UNIT, SANDBOX, UNITS } from '../../fixtures';

const VIEW = 'arn:aws:billing::111122223333:billingview/custom-1';
const ENTRY = { id: UNITS.entry, name: 'Entry', isRoot: false };
const UNLESS = { code: 'AR-STILL-CLEANING', what: 'w.', fix: 'f.', where: 'w.', safeToDeployAgain: true } as const;
const OBSERVED: RegistrationObserved = {
  account: account(),
  parent: IN_HOLDING_UNIT,
  sandboxRecord: { status: 'CleanUp' },
  tags: [{ key: 'team', value: 'former' }, { key: 'cost', value: '7' }],
  unrecordedSince: at(0).toISOString(),
};

/** All systems, which answer so, or throw what is an error. */
function systems(answers: Readonly<Record<string, unknown>> = {}, isOpen = true) {
  const asked: unknown[][] = [];
  const fence = async () => {
    asked.push(['fence']);
    return isOpen;
  };
  const port = new Proxy({}, {
    get: (_, name: string) => async (...parameters: unknown[]) => {
      asked.push([name, ...parameters.filter(parameter => parameter !== fence)]);
      if (answers[name] instanceof Error) {
        throw answers[name];
      }
      return answers[name];
    },
  });
  const all = { directory: port, poolUnits: port, sandbox: port, resources: port, billing: port } as RegistrationSystems;
  const context: ActionContext<RegistrationObserved> = { observed: OBSERVED, now: at(30), fence };
  return { all, asked, context };
}

async function looked(look: RegistrationLook, answers: Readonly<Record<string, unknown>>): Promise<unknown> {
  const looks = registrationLooks(systems(answers).all) as unknown as Record<string, (look: object) => Promise<unknown>>;
  return looks[look.at](look);
}

async function acted(action: RegistrationAction, { all, context }: ReturnType<typeof systems>): Promise<unknown> {
  const actions = registrationActions(all) as unknown as Record<string, (action: object, context: object) => Promise<unknown>>;
  return actions[action.kind](action, context);
}

describe('a look', () => {
  test.each<[RegistrationLook, Readonly<Record<string, unknown>>, object]>([
    [{ at: 'pool', sandbox: SANDBOX }, { configuration: { version: 'v1.3.0' } }, { pool: { version: 'v1.3.0' } }],
    [{ at: 'sandboxRecord', sandbox: SANDBOX, accountId: ACCOUNT_ID }, { record: { status: 'Active' } }, { sandboxRecord: { status: 'Active' } }],
    [{ at: 'stackSetInstance', sandbox: SANDBOX, accountId: ACCOUNT_ID }, { instance: { status: 'CURRENT' } }, { stackSetInstance: { status: 'CURRENT' } }],
    [{ at: 'billing', viewArn: VIEW, accountId: ACCOUNT_ID }, { isMember: true }, { billing: { kind: 'member' } }],
    [{ at: 'billing', viewArn: VIEW, accountId: ACCOUNT_ID }, { isMember: false }, { billing: { kind: 'absent' } }],
    [{ at: 'account', by: 'id', accountId: ACCOUNT_ID }, { accountById: account() }, { account: account() }],
  ])('%j shows what the system says', async (look, answers, seen) => expect(await looked(look, answers)).toEqual(seen));

  test.each([
    [new TransientError('x:Y', 'slow'), true, 'slow'], [new RefusalError('x:Y', 'no'), false, 'no'],
  ])('into a billing view that fails makes a decision possible (%s)', async (isMember, passing, text) => {
    expect(await looked({ at: 'billing', viewArn: VIEW, accountId: ACCOUNT_ID }, { isMember })).toEqual({ billing: { kind: 'failed', text, passing } });
  });

  test('into a billing view doesn\'t hide a bug', async () => {
    await expect(looked({ at: 'billing', viewArn: VIEW, accountId: ACCOUNT_ID }, { isMember: new RangeError('bug') })).rejects.toThrow('bug');
  });
});

describe('tagging', () => {
  const tag = { kind: 'tag', missing: { accountId: ACCOUNT_ID, tags: [{ key: 'team', value: 'pool' }, { key: 'more', value: 'x' }] } } as const;

  test('lays the tags over those that are there', async () => {
    const world = systems();
    expect(await acted(tag, world)).toEqual({ known: { ...OBSERVED, tags: [{ key: 'cost', value: '7' }, ...tag.missing.tags] } });
    expect(world.asked).toEqual([['fence'], ['tag', ACCOUNT_ID, tag.missing.tags]]);
  });

  test('stops at the fence', async () => {
    const world = systems({}, false);
    expect(await acted(tag, world)).toBe('fenced');
    expect(world.asked).toEqual([['fence']]);
  });

  test('of an account without tags makes them its tags', async () => {
    const world = systems();
    const context = { ...world.context, observed: {} };
    expect(await acted(tag, { ...world, context })).toEqual({ known: { tags: tag.missing.tags } });
  });
});

describe('joining the billing view', () => {
  const bill = { kind: 'bill', viewArn: VIEW, accountId: ACCOUNT_ID } as const;

  test.each([['done', 'member'], ['full', 'full']])('that ends as %s makes the account %s', async (join, kind) => {
    const world = systems({ join });
    expect(await acted(bill, world)).toEqual({ known: { ...OBSERVED, billing: { kind } } });
    expect(world.asked).toEqual([['join', VIEW, ACCOUNT_ID]]);
  });

  test('stops at the fence', async () => expect(await acted(bill, systems({ join: 'fenced' }))).toBe('fenced'));

  test('that fails is something to decide about, and a bug is not', async () => {
    expect(await acted(bill, systems({ join: new RefusalError('x:Y', 'no') }))).toEqual({ known: { ...OBSERVED, billing: { kind: 'failed', text: 'no', passing: false } } });
    await expect(acted(bill, systems({ join: new RangeError('bug') }))).rejects.toThrow('bug');
  });
});

describe('a move', () => {
  const move = { kind: 'move', accountId: ACCOUNT_ID, from: IN_HOLDING_UNIT, to: ENTRY, retreat: false } as const;

  test('makes the account stand there, and forgets since when it had no record', async () => {
    const world = systems();
    expect(await acted(move, world)).toEqual({ known: { ...OBSERVED, parent: ENTRY, unrecordedSince: undefined } });
    expect(world.asked).toEqual([['fence'], ['move', ACCOUNT_ID, IN_HOLDING_UNIT.id, UNITS.entry]]);
  });

  test('stops at the fence', async () => {
    const world = systems({}, false);
    expect(await acted(move, world)).toBe('fenced');
    expect(world.asked).toEqual([['fence']]);
  });
});

describe('a registration', () => {
  const register = { kind: 'register', sandbox: SANDBOX, accountId: ACCOUNT_ID, unless: UNLESS } as const;

  test('that is accepted is under way', async () => {
    const world = systems({ register: { status: 201, text: '' } });
    expect(await acted(register, world)).toBe('done');
    expect(world.asked).toEqual([['fence'], ['register', SANDBOX, ACCOUNT_ID]]);
  });

  test.each([[200], [400], [0]])('that is answered with %d has both systems read again', async status => {
    const answer = { status, text: 'words' };
    const known = await acted(register, systems({ register: answer }));
    expect(known).toEqual({ known: { ...OBSERVED, answer, parent: undefined, sandboxRecord: undefined } });
  });

  test('stops at the fence', async () => {
    const world = systems({ register: { status: 201, text: '' } }, false);
    expect(await acted(register, world)).toBe('fenced');
    expect(world.asked).toEqual([['fence']]);
  });
});

describe('a cleaning', () => {
  const clean = { kind: 'clean', sandbox: SANDBOX, accountId: ACCOUNT_ID, unless: UNLESS } as const;

  test.each([[200], [500]])('is asked for once, whatever the answer (%d)', async status => {
    const world = systems({ retryCleanup: { status, text: '' } });
    expect(await acted(clean, world)).toBe('done');
    expect(world.asked).toEqual([['fence'], ['retryCleanup', SANDBOX, ACCOUNT_ID]]);
  });

  test('stops at the fence', async () => {
    const world = systems({}, false);
    expect(await acted(clean, world)).toBe('fenced');
    expect(world.asked).toEqual([['fence']]);
  });
});
