/** `account-robot grow`: asks the function that decides about a pool's growth, as a tick does, within the same limits. */

import * as fs from 'node:fs';
import { Command } from 'commander';
import type { Engine } from './rehearse';
import { RefusalError } from '../../core/failures/errors';
import { UnusableInput } from '../../rehearsal/kernel/types';
import type { GrowReply, GrowRequest } from '../../src/contract';
import { GROWTH_OF, GrowOutcome, QUESTION_PATTERN } from '../../src/contract';
import type { AskerAccess, GrowingPool, GrowthAsker } from '../asker';
import { assemblyFolder } from '../assembly-folder';
import type { Terminal } from '../terminal';
import { paragraph } from '../text';

const EXAMPLES = `
Examples:
  account-robot grow Pool --to 15                  let the pool have 15 accounts, if its limits allow it; asks you first
  account-robot grow Pool                          see whether it has to grow, as the next tick will
  account-robot grow Pool --approve 0f1e2d3c4b5a6978     say yes to a question of its own; --deny says no
  account-robot grow Pool --clear                  go on after a halt, when you have seen to its cause

<pool> is the path of the pool below its stack, with the name of the stack before it where several have that path: Pool/Pool.
It asks the function of PoolGrowth, with your credentials, and changes nothing by itself; they need lambda:InvokeFunction on it
and cloudformation:DescribeStacks on its stack. docs/growth.md of the repository tells how it decides.
Ends with 0 when it grows, waits or asks, with 1 when it refuses or has halted, and with 2 when it couldn't be asked.`;

/** Exit statuses. */
const [DONE, REFUSED] = [0, 1];

interface Options extends AskerAccess {
  readonly to?: string;
  readonly approve?: string;
  readonly deny?: string;
  readonly clear?: boolean;
  readonly yes?: boolean;
  readonly stack?: string;
}

/** Makes what asks. The bundle with the SDK is loaded when this is first called. */
export type AskerOf = (access: AskerAccess) => GrowthAsker;

interface Outside {
  readonly terminal: Terminal;
  readonly engine: Engine;
  readonly askerOf: AskerOf;
}

/** The command as commander knows it. `done` learns the exit status. */
export function growCommand(terminal: Terminal, engine: Engine, askerOf: AskerOf, done: (status: number) => void): Command {
  return new Command('grow')
    .description('ask a pool that grows by itself to grow, answer its questions, or let it go on after a halt')
    .argument('<pool>', 'the pool, by its path')
    .option('--to <size>', 'let it have so many accounts')
    .option('--approve <id>', 'say yes to a question')
    .option('--deny <id>', 'say no to a question')
    .option('--clear', 'go on after a halt')
    .option('--yes', 'don\'t ask me')
    .option('--stack <name>', 'the stack that its growth stands in (default: those of the app in cdk.out)')
    .option('--profile <name>', 'the profile of the AWS configuration to use, as for the AWS command line (default: AWS_PROFILE, or the environment)')
    .option('--region <region>', 'the Region of the pool (default: AWS_REGION, or that of the profile)')
    .addHelpText('after', EXAMPLES)
    .action(async (pool: string, options: Options) => done(await growNow(pool, options, { terminal, engine, askerOf })));
}

async function growNow(pool: string, options: Options, { terminal, engine, askerOf }: Outside): Promise<number> {
  const asked = askedOf(options);
  const asker = askerOf({ profile: options.profile, region: options.region });
  const found = await findPool(pool, options.stack === undefined ? stacksOfApp(pool, engine) : [options.stack], asker);
  if (options.yes !== true && !await isSure(`${sentenceOf(asked, found)} [y/N] `, terminal)) {
    terminal.out('Nothing was asked for.');
    return DONE;
  }
  const request = asked.ask === 'look' ? asked : { ...asked, by: await asker.caller() };
  return tell(await answerOf(asker, found, request), found, terminal);
}

type Asked = { readonly ask: 'look' } | { readonly ask: 'size'; readonly to: number } | { readonly ask: 'answer'; readonly id: string; readonly approve: boolean } | { readonly ask: 'clear' };

/** What is asked, by the options: one thing. */
function askedOf({ to, approve, deny, clear }: Options): Asked {
  const given = Object.entries({ '--to': to, '--approve': approve, '--deny': deny, '--clear': clear }).filter(([, value]) => value !== undefined).map(([option]) => option);
  if (given.length > 1) {
    throw new UnusableInput(`${given.join(' and ')} are different things to ask; use one of them`);
  }
  if (to !== undefined) {
    const size = Number(to);
    if (!/^[0-9]+$/.test(to) || !Number.isSafeInteger(size) || size < 1) {
      throw new UnusableInput(`--to: is '${to}', but a number of accounts was expected, 1 or more`);
    }
    return { ask: 'size', to: size };
  }
  const id = approve ?? deny;
  if (id !== undefined) {
    if (!QUESTION_PATTERN.test(id)) {
      throw new UnusableInput(`${given[0]}: is '${id}', but the id of a question was expected, 16 digits and letters a to f, as it stands in the message`);
    }
    return { ask: 'answer', id, approve: approve !== undefined };
  }
  return { ask: clear === true ? 'clear' : 'look' };
}

/** Stacks of the app in this folder that hold growth. */
function stacksOfApp(pool: string, engine: Engine): string[] {
  const folder = assemblyFolder('.');
  const stacks = fs.existsSync(folder) ? engine.readAssembly(folder).stacks : [];
  const growing = stacks.filter(({ template }) => Object.values(template.Outputs ?? {}).some(output => String(Object(output).Description ?? '').startsWith(GROWTH_OF)));
  if (growing.length === 0) {
    throw new UnusableInput(`no stack of an app in this folder lets '${pool}' grow by itself; name the stack that its PoolGrowth stands in with --stack`);
  }
  return growing.map(({ name }) => name);
}

async function findPool(pool: string, stackNames: readonly string[], asker: GrowthAsker): Promise<GrowingPool> {
  const all: GrowingPool[] = [];
  const missing: string[] = [];
  for (const stackName of stackNames) {
    const pools = await refusedAsInput(async () => asker.pools(stackName));
    all.push(...pools ?? []);
    missing.push(...pools === null ? [stackName] : []);
  }
  const fitting = all.filter(({ pool: path }) => path === pool || path.slice(path.indexOf('/') + 1) === pool);
  if (fitting.length === 1) {
    return fitting[0];
  }
  if (fitting.length > 1) {
    throw new UnusableInput(`'${pool}' is any of ${fitting.map(({ pool: path }) => path).join(', ')}; write one of these`);
  }
  const known = all.map(({ pool: path }) => path);
  throw new UnusableInput(known.length > 0 ? `no pool '${pool}' grows by itself in ${stackNames.join(', ')}, but ${known.join(', ')}`
    : missing.length > 0 ? `there is no stack ${missing.join(', ')} in this account and Region; deploy it first, or name another one with --stack, and its Region with --region`
      : `stack ${stackNames.join(', ')} holds no growth of a pool; name the stack that PoolGrowth stands in, which isn't that of the pool, with --stack`);
}

function sentenceOf(asked: Asked, { pool }: GrowingPool): string {
  switch (asked.ask) {
    case 'look': return `See whether pool ${pool} has to grow, and let it if so?`;
    case 'size': return `Let pool ${pool} grow to ${asked.to} accounts? Accounts are made for good: they can be forgotten, and closed, but never taken back.`;
    case 'answer': return asked.approve ? `Say yes to question ${asked.id} of pool ${pool}?` : `Say no to question ${asked.id} of pool ${pool}?`;
    case 'clear': return `Let pool ${pool} grow by itself again? It halted because accounts of its last growths failed.`;
  }
}

async function isSure(question: string, { ask }: Terminal): Promise<boolean> {
  if (ask === undefined) {
    throw new UnusableInput('nobody can be asked here, because the input is no terminal; add --yes');
  }
  return /^y(es)?$/i.test((await ask(question)).trim());
}

async function answerOf(asker: GrowthAsker, { functionName }: GrowingPool, request: GrowRequest): Promise<GrowReply> {
  return refusedAsInput(async () => asker.ask(functionName, request));
}

/** What AWS refuses is told as a sentence. */
async function refusedAsInput<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof RefusalError)) {
      throw error;
    }
    throw new UnusableInput(`${error.operation} was refused: ${error.text}; your credentials need lambda:InvokeFunction on the function of PoolGrowth, and cloudformation:DescribeStacks on its stack`);
  }
}

function tell({ outcome, text, code, fix, question }: GrowReply, { pool }: GrowingPool, terminal: Terminal): number {
  const { good, bad, warn, dim } = terminal.style;
  switch (outcome) {
    case GrowOutcome.GROWING:
      terminal.out(good(`${capital(text)}.`));
      terminal.out(dim('How far it is: account-robot status --watch'));
      return DONE;
    case GrowOutcome.ASKED:
      terminal.out(warn(`${capital(text)}.`));
      terminal.out(`To answer within a day: account-robot grow ${pool} --approve ${question}`);
      return DONE;
    case GrowOutcome.WAITING:
      terminal.out(`Not now: ${text}.`);
      return DONE;
    case GrowOutcome.REFUSED:
    case GrowOutcome.HALTED:
      paragraph(code === undefined ? '' : `${code}: `, text).forEach(line => terminal.error(bad(line)));
      if (fix !== undefined) {
        paragraph('Fix: ', fix).forEach(line => terminal.error(line));
      }
      return REFUSED;
  }
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
