/** The loop, with a stage that decides whatever a test says. */

import { TransientError } from '../../../core/failures/errors';
import { failureOf } from '../../../core/failures/failures';
import { wait } from '../../../core/reconcile/decision';
import type { Wait } from '../../../core/reconcile/decision';
import type { Acted } from '../../../core/reconcile/fence';
import { observe } from '../../../core/reconcile/observe';
import { reconcile } from '../../../core/reconcile/reconcile';
import type { Outcome, Step } from '../../../core/reconcile/reconcile';
import type { ActionContext, Decision, Moment, Stage } from '../../../core/reconcile/stage';
import { at } from '../fixtures';

interface Observed {
  readonly one?: number;
  readonly two?: number;
  readonly done?: readonly string[];
}

interface Toy {
  readonly observed: Observed;
  readonly look: { readonly at: 'one' } | { readonly at: 'two' };
  readonly action: { readonly kind: 'push' } | { readonly kind: 'pull' };
  readonly result: { readonly kind: 'ready' };
  readonly wait: Wait;
}

const FAILURE = failureOf('AR-STILL-RUNNING', { name: 'toy' });
const MOMENT: Moment = { now: at(0), isOver: false };

/** A stage that decides so, and counts its calls. */
function toy(decide: Stage<Toy>['decide'], changes: Partial<Stage<Toy>> = {}): { stage: Stage<Toy>; calls: string[] } {
  const calls: string[] = [];
  const acting = (name: string) => async (_: unknown, { observed }: ActionContext<Observed>): Promise<Acted<Observed>> => {
    calls.push(name);
    return { known: { ...observed, done: [...observed.done ?? [], name] } };
  };
  const stage: Stage<Toy> = {
    subject: 'toy',
    decide,
    looks: {
      one: async () => {
        calls.push('one');
        return { one: 1 };
      },
      two: async () => {
        calls.push('two');
        return { two: 2 };
      },
    },
    actions: { push: acting('push'), pull: acting('pull') },
    meaningOf: error => {
      if (error instanceof TransientError) {
        return wait('transient', { text: error.text });
      }
      throw error;
    },
    overdue: () => FAILURE,
    stayFor: () => undefined,
    finish: async () => 'done',
    ...changes,
  };
  return { stage, calls };
}

interface Run {
  readonly outcome: Outcome<Toy>;
  readonly steps: Step<Toy>[];
  readonly seconds: number;
}

async function run(stage: Stage<Toy>, deadlineMinutes = 60): Promise<Run> {
  let seconds = 0;
  const steps: Step<Toy>[] = [];
  const outcome = await reconcile(stage, {
    clock: {
      now: () => at(seconds / 60),
      sleep: async some => {
        seconds += some;
      },
    },
    deadline: at(deadlineMinutes),
    fence: async () => true,
    witness: { decided: (_, step) => steps.push(step), acted: () => undefined },
  });
  return { outcome, steps, seconds };
}

describe('looking', () => {
  test('goes on until the stage decides, each thing once', async () => {
    const { stage, calls } = toy(({ one, two }) => one === undefined ? { kind: 'look', look: { at: 'one' } }
      : two === undefined ? { kind: 'look', look: { at: 'two' } } : { kind: 'ready' });
    expect(await observe(stage, MOMENT)).toEqual({ decision: { kind: 'ready' }, observed: { one: 1, two: 2 } });
    expect(calls).toEqual(['one', 'two']);
  });

  test('begins with what is known', async () => {
    const { stage, calls } = toy(({ one }) => one === undefined ? { kind: 'look', look: { at: 'one' } } : { kind: 'ready' });
    await observe(stage, MOMENT, { one: 7 });
    expect(calls).toEqual([]);
  });

  test('fails when a stage asks for more than there is to see: there are as many looks as things to look at', async () => {
    const { stage, calls } = toy(() => ({ kind: 'look', look: { at: 'one' } }));
    await expect(observe(stage, MOMENT)).rejects.toThrow("the decision about 'toy' asks for more than there is to see");
    expect(calls).toHaveLength(3);
  });

  test('makes a decision of what a port throws, and nothing of a bug', async () => {
    const failing = (error: Error) => toy(() => ({ kind: 'look', look: { at: 'one' } }), { looks: { one: async () => Promise.reject(error), two: async () => ({}) } }).stage;
    expect(await observe(failing(new TransientError('x:Y', 'slow')), MOMENT)).toMatchObject({ decision: { kind: 'wait', reason: 'transient', text: 'slow' } });
    await expect(observe(failing(new RangeError('bug')), MOMENT)).rejects.toThrow(RangeError);
  });
});

describe('a clock that the first answer puts right', () => {
  const aheadBy = async (minutes: number) => {
    let isRight = false;
    const decided: Date[] = [];
    const { stage, calls } = toy(({ one }, { now }) => {
      decided.push(now);
      return one === undefined ? { kind: 'look', look: { at: 'one' } } : { kind: 'ready' };
    });
    const looks: Stage<Toy>['looks'] = {
      ...stage.looks,
      one: async look => {
        isRight = true;
        return stage.looks.one(look);
      },
    };
    const clock = { now: () => isRight ? at(20) : at(20 + minutes), sleep: async () => undefined };
    const witness = { decided: () => undefined, acted: () => undefined };
    const outcome = await reconcile({ ...stage, looks }, { clock, deadline: at(60), fence: async () => true, witness });
    return { outcome, calls, last: decided.at(-1) };
  };

  test.each([[-20], [6], [180]])('by %d minutes: everything is looked at and decided anew, by the right time', async minutes => {
    const { outcome, calls, last } = await aheadBy(minutes);
    expect(outcome).toMatchObject({ kind: 'ended', step: { kind: 'result' } });
    expect(calls).toEqual(['one', 'one']);
    expect(last).toEqual(at(20));
  });

  test('is the same clock if it was right: nothing is looked at twice', async () => {
    expect((await aheadBy(0)).calls).toEqual(['one']);
  });
});

describe('acting', () => {
  test('goes on with what is known after an action', async () => {
    const { stage, calls } = toy(({ done = [] }) => done.length === 0 ? { kind: 'push' } : { kind: 'ready' });
    const { outcome, steps } = await run(stage);
    expect(outcome).toEqual({ kind: 'ended', step: { kind: 'result', result: { kind: 'ready' } }, observed: { done: ['push'] } });
    expect(calls).toEqual(['push']);
    expect(steps.map(({ kind }) => kind)).toEqual(['act', 'result']);
  });

  test('ends after as many actions as the stage has, and one decision more', async () => {
    const { stage, calls } = toy(({ done = [] }) => done.length < 2 ? { kind: 'push' } : { kind: 'ready' });
    expect((await run(stage)).outcome.kind).toBe('ended');
    const endless = toy(() => ({ kind: 'push' }));
    expect((await run(endless.stage)).outcome).toEqual({ kind: 'acted' });
    expect([calls.length, endless.calls.length]).toEqual([2, 3]);
  });

  test('stops at a closed fence, before an action and before what a result still writes', async () => {
    const { stage } = toy(() => ({ kind: 'push' }), { actions: { push: async () => 'fenced', pull: async () => 'done' } });
    expect((await run(stage)).outcome).toEqual({ kind: 'fenced' });
    expect((await run(toy(() => ({ kind: 'ready' }), { finish: async () => 'fenced' }).stage)).outcome).toEqual({ kind: 'fenced' });
  });

  test('ends with an action whose outcome shows later', async () => {
    const { stage } = toy(() => ({ kind: 'push' }), { actions: { push: async () => 'done', pull: async () => 'done' } });
    const { outcome, steps } = await run(stage);
    expect(outcome).toEqual({ kind: 'acted' });
    expect(steps).toHaveLength(1);
  });

  test('writes at a result alone, and nothing at a wait or a failure', async () => {
    const finish = async () => Promise.reject(new RangeError('nothing to finish'));
    expect((await run(toy(() => wait('creating'), { finish }).stage)).outcome).toMatchObject({ step: { kind: 'wait' } });
    expect((await run(toy(() => ({ kind: 'fail', failure: FAILURE }), { finish }).stage)).outcome).toMatchObject({ step: { kind: 'fail' } });
  });

  test('tells what a refusal means of which action it was of, and of none if a result was refused', async () => {
    const actions: unknown[] = [];
    const meaningOf: Stage<Toy>['meaningOf'] = (_, __, action) => {
      actions.push(action);
      return wait('transient');
    };
    const refuse = async () => Promise.reject(new TransientError('x:Push', 'slow'));
    await run(toy(() => ({ kind: 'push' }), { meaningOf, actions: { push: refuse, pull: refuse } }).stage);
    await run(toy(() => ({ kind: 'ready' }), { meaningOf, finish: refuse }).stage);
    expect(actions).toEqual([{ kind: 'push' }, undefined]);
  });

  test('what a refused action means is one more decision', async () => {
    const { stage } = toy(() => ({ kind: 'push' }), { actions: { push: async () => Promise.reject(new TransientError('x:Push', 'slow')), pull: async () => 'done' } });
    expect((await run(stage)).outcome).toMatchObject({ kind: 'ended', step: { kind: 'wait', wait: { reason: 'transient' } } });
  });
});

describe('the deadline', () => {
  test.each<Decision<Toy>>([{ kind: 'push' }, wait('creating')])('ends what is not done: %j', async decision => {
    const { stage, calls } = toy(() => decision);
    expect((await run(stage, 0)).outcome).toMatchObject({ kind: 'ended', step: { kind: 'overdue', failure: FAILURE } });
    expect(calls).toEqual([]);
  });

  test('keeps neither a result nor a failure', async () => {
    expect((await run(toy(() => ({ kind: 'ready' })).stage, 0)).outcome).toMatchObject({ step: { kind: 'result' } });
    expect((await run(toy(() => ({ kind: 'fail', failure: FAILURE })).stage, 0)).outcome).toMatchObject({ step: { kind: 'fail' } });
  });

  test('does not keep from what must not be left undone', async () => {
    const { stage, calls } = toy(({ done = [] }) => done.length === 0 ? { kind: 'push' } : { kind: 'ready' }, { overdue: () => undefined });
    expect((await run(stage, 0)).outcome).toMatchObject({ kind: 'ended', step: { kind: 'result' } });
    expect(calls).toEqual(['push']);
  });
});

describe('a wait that is worth staying for', () => {
  const stay = (decision: { readonly kind: string }) => decision.kind === 'wait' ? { seconds: 10, most: 40, believed: (observed: Observed): Observed => ({ ...observed, two: undefined }) } : undefined;
  const closedUntil = (seconds: number) => toy(({ one, two }, { now }) => one === undefined ? { kind: 'look', look: { at: 'one' } }
    : two === undefined ? { kind: 'look', look: { at: 'two' } } : now < at(seconds / 60) ? wait('gate') : { kind: 'ready' }, { stayFor: stay });

  test('is looked at by itself, and everything anew when it is over', async () => {
    const { stage, calls } = closedUntil(20);
    const { outcome, seconds } = await run(stage);
    expect(outcome).toMatchObject({ kind: 'ended', step: { kind: 'result' } });
    expect(seconds).toBe(20);
    expect(calls).toEqual(['one', 'two', 'two', 'two', 'one', 'two']);
  });

  test('has an end', async () => {
    const { outcome, seconds } = await run(closedUntil(1000).stage);
    expect(outcome).toMatchObject({ kind: 'ended', step: { kind: 'wait' } });
    expect(seconds).toBe(40);
  });

  test('goes on at the deadline, if what follows must not be left undone', async () => {
    const even = (decision: { readonly kind: string }) => decision.kind === 'wait' ? { ...stay(decision)!, evenIfOver: true } : undefined;
    const { outcome, seconds } = await run({ ...closedUntil(20).stage, stayFor: even }, 0);
    expect(outcome).toMatchObject({ kind: 'ended', step: { kind: 'result' } });
    expect(seconds).toBe(20);
  });

  test('ends at the deadline', async () => {
    const { outcome, seconds } = await run(closedUntil(1000).stage, 0.25);
    expect(outcome).toMatchObject({ kind: 'ended', step: { kind: 'overdue' } });
    expect(seconds).toBe(20);
  });
});
