/** `retire` without AWS: what is asked, of whom, after which question, and what is said of the answer. */

import { FakeTerminal } from './fake-terminal';
import type { RetirementAsker } from '../../cli/asker';
import { run } from '../../cli/program';
import { RefusalError } from '../../core/failures/errors';
import { readAssembly } from '../../rehearsal/accounts/pool-assembly';
import type { RetireReply, RetireRequest } from '../../src/contract';
import { RetireOutcome } from '../../src/contract';

const PLAN: RetireReply = { outcome: RetireOutcome.PLANNED, text: 'account pool-017 (222233334444) would be retired', steps: [{ when: '2026-11-28 16:00 UTC', what: 'ejected' }] };
const ORDERED: RetireReply = { outcome: RetireOutcome.ORDERED, text: 'account pool-017 is being retired' };
const REFUSED: RetireReply = { outcome: RetireOutcome.REFUSED, text: 'account pool-017 is leased.', code: 'AR-RETIRE-LEASED', fix: 'wait.' };

class Asked implements RetirementAsker {
  public readonly requests: RetireRequest[] = [];
  public known: Record<string, string[]> = { PoolRetirement: ['Pool/Pool'] };
  public replies: Partial<Record<RetireRequest['ask'], RetireReply | Error>> = {
    plan: PLAN,
    retire: ORDERED,
    undo: { outcome: RetireOutcome.UNDONE, text: 'account pool-017 is taken back' },
    list: {
      outcome: RetireOutcome.LOOKED,
      text: '1 of 1 orders of pool Pool are not done',
      orders: [{ account: 'pool-001', accountId: '1', until: 'closed', by: 'jane', at: 'then', text: 'it is in quarantine again', fix: 'clean it' }],
      first: ['pool-003'],
    },
  };

  public async pools(stackName: string) {
    return this.known[stackName]?.map(pool => ({ pool, stackName, functionName: `retire-${pool}` })) ?? null;
  }

  public async caller() {
    return 'assumed-role/Admin/jane';
  }

  public async ask(_functionName: string, request: RetireRequest) {
    this.requests.push(request);
    const reply = this.replies[request.ask]!;
    if (reply instanceof Error) {
      throw reply;
    }
    return reply;
  }
}

class Asking extends FakeTerminal {
  public readonly questions: string[] = [];
  public ask?: (question: string) => Promise<string>;

  constructor(...answers: string[]) {
    super();
    if (answers.length > 0) {
      this.ask = async question => {
        this.questions.push(question);
        return answers.shift()!;
      };
    }
  }
}

async function retire(args: string[], asked = new Asked(), terminal = new Asking()) {
  const never = () => { throw new Error('unexpected'); };
  const engine = { readAssembly, rehearse: never, serve: never };
  const invocation = { args: ['retire', ...args], version: '1.2.3', nodes: '', debug: false };
  const status = await run(invocation, terminal, engine, { read: never, open: never, drawKey: () => '' }, never, () => asked);
  return { status, asked, terminal, printed: terminal.printed.join('\n'), errors: terminal.errors.join('\n') };
}

const HERE = ['--stack', 'PoolRetirement'];

test('shows what would happen, asks, and orders it in the name of whoever has the credentials', async () => {
  const terminal = new Asking('yes');
  const { status, asked, printed } = await retire(['pool-017', ...HERE], new Asked(), terminal);
  expect(status).toBe(0);
  expect(terminal.questions).toEqual(['Retire account pool-017 of pool Pool/Pool like this? [y/N] ']);
  expect(asked.requests).toEqual([
    { ask: 'plan', account: 'pool-017', until: 'unmanaged' },
    { ask: 'retire', account: 'pool-017', until: 'unmanaged', by: 'assumed-role/Admin/jane' },
  ]);
  expect(printed).toContain('2026-11-28 16:00 UTC  ejected');
  expect(printed).toContain('Account pool-017 is being retired.');
});

test.each<[string, string[], RetireRequest['ask'][]]>([
  ['a no', [], ['plan']],
  ['a no to taking it back', ['--undo'], []],
])('asks for nothing after %s', async (_, more, asks) => {
  const { status, asked, printed } = await retire(['pool-017', ...more, ...HERE], new Asked(), new Asking('n'));
  expect([status, asked.requests.map(({ ask }) => ask)]).toEqual([0, asks]);
  expect(printed).toContain('Nothing was asked for.');
});

test.each<[string, string[], RetireRequest]>([
  ['closing', ['pool-017', '--until', 'closed'], { ask: 'retire', account: 'pool-017', until: 'closed', by: 'assumed-role/Admin/jane' }],
  ['letting it go unclean', ['pool-017', '--as-it-is'], { ask: 'retire', account: 'pool-017', until: 'unmanaged', asItIs: true, by: 'assumed-role/Admin/jane' }],
  ['taking it back', ['pool-017', '--undo'], { ask: 'undo', account: 'pool-017', by: 'assumed-role/Admin/jane' }],
])('asks nobody with --yes: %s', async (_, args, request) => {
  const { status, asked } = await retire([...args, '--yes', ...HERE]);
  expect(status).toBe(0);
  expect(asked.requests.at(-1)).toEqual(request);
});

test('without an account it tells what is ordered, what to do about it, and which would go first', async () => {
  const { status, printed } = await retire(HERE);
  expect(status).toBe(0);
  expect(printed).toContain('pool-001 (1), until closed, by jane at then: it is in quarantine again');
  expect(printed).toContain('Fix: clean it');
  expect(printed).toContain('These would go first: pool-003');
});

test('a refusal is told with its code and the way out, and nothing is ordered', async () => {
  const asked = new Asked();
  asked.replies = { plan: REFUSED };
  const { status, errors } = await retire(['pool-017', '--yes', ...HERE], asked);
  expect(status).toBe(1);
  expect(errors).toContain('AR-RETIRE-LEASED: account pool-017 is leased.');
  expect(errors).toContain('Fix: wait.');
  expect(asked.requests).toHaveLength(1);
});

test.each<[string, string[], string]>([
  ['an end that is none', ['pool-017', '--until', 'gone'], "--until: is 'gone', but one of ejected, unmanaged, closed was expected"],
  ['both ways', ['pool-017', '--undo', '--until', 'closed'], '--undo takes an account back, and --until and --as-it-is say how it is retired; use one or the other'],
  ['no account', ['--until', 'closed'], 'no account is named; write its name or its twelve digits behind retire'],
  ['a stack that is not there', ['pool-017', '--stack', 'Nowhere'], 'there is no stack Nowhere in this account and Region'],
  ['another pool', ['pool-017', '--pool', 'Other', ...HERE], "no pool 'Other' has its retirement in PoolRetirement, but Pool/Pool"],
])('refuses %s with one sentence', async (_, args, sentence) => {
  const { status, errors } = await retire(args);
  expect(status).toBe(2);
  expect(errors).toContain(sentence);
});

test('says what the credentials lack, and that nobody can be asked without a terminal', async () => {
  const asked = new Asked();
  asked.replies.plan = new RefusalError('lambda:InvokeFunction', 'AccessDeniedException');
  expect((await retire(['pool-017', ...HERE], asked)).errors).toContain('your credentials need lambda:InvokeFunction on the function of AccountRetirement');
  expect((await retire(['pool-017', ...HERE])).errors).toContain('nobody can be asked here, because the input is no terminal; add --yes');
});
