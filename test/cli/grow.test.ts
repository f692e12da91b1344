/** `grow` without AWS: what is asked, of whom, after which question, and what is said of the answer. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { FakeTerminal } from './fake-terminal';
import { temporaryFolder } from './shipped-command';
import type { GrowthAsker } from '../../cli/asker';
import { run } from '../../cli/program';
import { RefusalError } from '../../core/failures/errors';
import { context } from '../../examples/pool/cdk.json';
import { readAssembly } from '../../rehearsal/accounts/pool-assembly';
import { AccountPool, PoolGrowth } from '../../src';
import type { GrowReply, GrowRequest } from '../../src/contract';
import { GrowOutcome } from '../../src/contract';

const GROWING: GrowReply = { outcome: GrowOutcome.GROWING, text: 'pool Pool grows from 10 to 15 accounts: assumed-role/Admin/jane asked for it', from: 10, to: 15 };
const ID = '0123456789abcdef';

class Asked implements GrowthAsker {
  public readonly requests: [string, GrowRequest][] = [];
  public readonly stacks: string[] = [];
  public known: Record<string, string[]> = { PoolGrowth: ['Pool/Pool'] };
  public reply: GrowReply | Error = GROWING;

  public async pools(stackName: string) {
    this.stacks.push(stackName);
    return this.known[stackName]?.map(pool => ({ pool, stackName, functionName: `grow-${pool}` })) ?? null;
  }

  public async caller() {
    return 'assumed-role/Admin/jane';
  }

  public async ask(functionName: string, request: GrowRequest) {
    this.requests.push([functionName, request]);
    if (this.reply instanceof Error) {
      throw this.reply;
    }
    return this.reply;
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

async function grow(args: string[], asked = new Asked(), terminal = new Asking()) {
  const never = () => { throw new Error('unexpected'); };
  const engine = { readAssembly, rehearse: never, serve: never };
  const status = await run({ args: ['grow', ...args], version: '1.2.3', nodes: '', debug: false }, terminal, engine, { read: never, open: never, drawKey: () => '' }, () => asked, never);
  return { status, asked, terminal, printed: terminal.printed.join('\n'), errors: terminal.errors.join('\n') };
}

const HERE = ['--stack', 'PoolGrowth'];

test('asks for a size, in the name of whoever has the credentials', async () => {
  const { status, asked, printed } = await grow(['Pool', '--to', '15', '--yes', ...HERE]);
  expect(status).toBe(0);
  expect(asked.requests).toEqual([['grow-Pool/Pool', { ask: 'size', to: 15, by: 'assumed-role/Admin/jane' }]]);
  expect(printed).toBe('Pool Pool grows from 10 to 15 accounts: assumed-role/Admin/jane asked for it.\nHow far it is: account-robot status --watch');
});

test.each<[string, string[], GrowRequest]>([
  ['a look', [], { ask: 'look' }],
  ['a yes', ['--approve', ID], { ask: 'answer', id: ID, approve: true, by: 'assumed-role/Admin/jane' }],
  ['a no', ['--deny', ID], { ask: 'answer', id: ID, approve: false, by: 'assumed-role/Admin/jane' }],
  ['a clearing', ['--clear'], { ask: 'clear', by: 'assumed-role/Admin/jane' }],
])('asks for %s', async (_, args, request) => {
  expect((await grow(['Pool/Pool', ...args, '--yes', ...HERE])).asked.requests.map(([, one]) => one)).toEqual([request]);
});

test.each<[string, string[], RegExp]>([
  ['a size', ['--to', '15'], /^Let pool Pool\/Pool grow to 15 accounts\? Accounts are made for good: .* \[y\/N\] $/],
  ['a look', [], /^See whether pool Pool\/Pool has to grow, and let it if so\? \[y\/N\] $/],
  ['a yes', ['--approve', ID], /^Say yes to question 0123456789abcdef of pool Pool\/Pool\?/],
  ['a clearing', ['--clear'], /^Let pool Pool\/Pool grow by itself again\? It halted because accounts/],
])('asks the person first: %s', async (_, args, question) => {
  const no = await grow(['Pool', ...args, ...HERE], new Asked(), new Asking(''));
  expect([no.status, no.asked.requests, no.printed]).toEqual([0, [], 'Nothing was asked for.']);
  expect(no.terminal.questions).toEqual([expect.stringMatching(question)]);
  const yes = await grow(['Pool', ...args, ...HERE], new Asked(), new Asking('y'));
  expect(yes.asked.requests).toHaveLength(1);
});

test('where nobody can be asked it asks for nothing', async () => {
  const { status, asked, errors } = await grow(['Pool', '--to', '15', ...HERE]);
  expect([status, asked.requests, errors]).toEqual([2, [], 'account-robot: nobody can be asked here, because the input is no terminal; add --yes']);
});

test.each<[GrowReply, number, string]>([
  [{ outcome: GrowOutcome.WAITING, text: 'stack Pool is UPDATE_IN_PROGRESS: one operation at a time' }, 0, 'Not now: stack Pool is UPDATE_IN_PROGRESS: one operation at a time.'],
  [{ outcome: GrowOutcome.ASKED, text: 'growth from 10 to 15 accounts has to be approved: jane asked for it', question: ID }, 0,
    'To answer within a day: account-robot grow Pool/Pool --approve 0123456789abcdef'],
  [{ outcome: GrowOutcome.REFUSED, code: 'AR-GROWTH-MAX', text: 'pool Pool has 20 accounts.', fix: 'raise max.' }, 1, 'AR-GROWTH-MAX: pool Pool has 20 accounts.\nFix: raise max.'],
  [{ outcome: GrowOutcome.HALTED, code: 'AR-GROWTH-HALTED', text: 'growth has halted.', fix: 'clear it.' }, 1, 'AR-GROWTH-HALTED: growth has halted.\nFix: clear it.'],
])('tells the answer: %j', async (reply, status, text) => {
  const asked = new Asked();
  asked.reply = reply;
  const outcome = await grow(['Pool', '--to', '15', '--yes', ...HERE], asked);
  expect(outcome.status).toBe(status);
  expect(`${outcome.printed}${outcome.errors}`).toContain(text);
});

test.each<[string, string[], string]>([
  ['two things', ['Pool', '--to', '15', '--clear'], '--to and --clear are different things to ask; use one of them'],
  ['yes and no', ['Pool', '--approve', ID, '--deny', ID], '--approve and --deny are different things to ask'],
  ['a size in words', ['Pool', '--to', 'ten'], "--to: is 'ten', but a number of accounts was expected, 1 or more"],
  ['a size of none', ['Pool', '--to', '0'], "--to: is '0'"],
  ['half an account', ['Pool', '--to', '1.5'], "--to: is '1.5'"],
  ['more accounts than can be counted', ['Pool', '--to', '9'.repeat(40)], '--to: is'],
  ['an id that is none', ['Pool', '--approve', 'yes'], "--approve: is 'yes', but the id of a question was expected"],
  ['another pool', ['Poll', '--to', '15'], "no pool 'Poll' grows by itself in PoolGrowth, but Pool/Pool"],
  ['a pool of another stack', ['Other/Pool', '--to', '15'], "no pool 'Other/Pool' grows by itself in PoolGrowth, but Pool/Pool"],
])('%s is refused before anything is asked', async (_, args, message) => {
  const { status, asked, errors } = await grow([...args, '--yes', ...HERE]);
  expect([status, asked.requests]).toEqual([2, []]);
  expect(errors).toContain(`account-robot: ${message}`);
});

test('pools of one path are told apart by their stacks', async () => {
  const asked = new Asked();
  asked.known = { PoolGrowth: ['One/Pool', 'Two/Pool'] };
  expect((await grow(['Pool', '--yes', ...HERE], asked)).errors).toBe("account-robot: 'Pool' is any of One/Pool, Two/Pool; write one of these");
  expect((await grow(['Two/Pool', '--yes', ...HERE], asked)).asked.requests).toEqual([['grow-Two/Pool', { ask: 'look' }]]);
});

test.each([
  ['Gone', 'there is no stack Gone in this account and Region; deploy it first, or name another one with --stack, and its Region with --region'],
  ['Pool', 'stack Pool holds no growth of a pool; name the stack that PoolGrowth stands in, which isn\'t that of the pool, with --stack'],
])('stack %s has no such pool', async (stack, message) => {
  const asked = new Asked();
  asked.known = { Pool: [] };
  expect((await grow(['Pool', '--yes', '--stack', stack], asked)).errors).toBe(`account-robot: ${message}`);
});

test('what AWS refuses is told with the permissions that it takes', async () => {
  const asked = new Asked();
  asked.reply = new RefusalError('lambda:InvokeFunction', 'AccessDeniedException: no');
  const { status, errors } = await grow(['Pool', '--yes', ...HERE], asked);
  expect(status).toBe(2);
  expect(errors).toContain('lambda:InvokeFunction was refused: AccessDeniedException: no; your credentials need lambda:InvokeFunction');
});

describe('without --stack', () => {
  const before = process.cwd();
  afterEach(() => process.chdir(before));

  test('the stacks of the app in this folder are looked at that hold growth', async () => {
    const folder = temporaryFolder();
    const app = new App({ outdir: path.join(folder, 'cdk.out'), context });
    const env = { account: '111122223333', region: 'eu-west-1' };
    const pool = new AccountPool(new Stack(app, 'Pool', { env }), 'Pool', { elasticSize: { min: 1, max: 9 } });
    new PoolGrowth(new Stack(app, 'PoolGrowth', { env }), 'Growth', { pool, lowWater: 2 });
    app.synth();
    process.chdir(folder);
    const { asked, status } = await grow(['Pool', '--yes']);
    expect([status, asked.stacks, asked.requests]).toEqual([0, ['PoolGrowth'], [['grow-Pool/Pool', { ask: 'look' }]]]);
  });

  test('a folder without an app has none', async () => {
    process.chdir(fs.realpathSync(temporaryFolder()));
    expect((await grow(['Pool', '--yes'])).errors).toBe("account-robot: no stack of an app in this folder lets 'Pool' grow by itself; name the stack that its PoolGrowth stands in with --stack");
  });
});
