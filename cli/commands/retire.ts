/** `account-robot retire`: tells what would happen to an account, and asks the function that retires accounts to do it, or to take it back. */

import * as fs from 'node:fs';
import { Command } from 'commander';
import type { Engine } from './rehearse';
import { RefusalError } from '../../core/failures/errors';
import { UNTIL } from '../../core/retirement/policy';
import { UnusableInput } from '../../rehearsal/kernel/types';
import type { RetireReply } from '../../src/contract';
import { RETIREMENT_OF, RetireOutcome } from '../../src/contract';
import type { AskerAccess, GrowingPool, RetirementAsker } from '../asker';
import { assemblyFolder } from '../assembly-folder';
import type { Terminal } from '../terminal';
import { paragraph } from '../text';

const EXAMPLES = `
Examples:
  account-robot retire pool-017                        see what would happen to it, and say yes or no: out of both pools, into the unit that denies everything
  account-robot retire pool-017 --until closed         the same, and closed after its cool-off
  account-robot retire pool-017 --until ejected        out of Innovation Sandbox, and no further
  account-robot retire pool-017 --undo                 take it back, as long as it isn't closed
  account-robot retire                                 see what is ordered, and which accounts would go first

<account> is its name or its twelve digits. It asks the function of AccountRetirement, with your credentials, and changes nothing by itself; they need
lambda:InvokeFunction on it and cloudformation:DescribeStacks on its stack. A leased account is never touched. docs/retirement.md of the repository tells all of it.
Ends with 0 when it was done or nothing was asked for, with 1 when it was refused, and with 2 when it couldn't be asked.`;

/** Exit statuses. */
const [DONE, REFUSED] = [0, 1];

interface Options extends AskerAccess {
  readonly until?: string;
  readonly asItIs?: boolean;
  readonly undo?: boolean;
  readonly yes?: boolean;
  readonly pool?: string;
  readonly stack?: string;
}

/** Makes what asks. The bundle with the SDK is loaded when this is first called. */
export type RetirementAskerOf = (access: AskerAccess) => RetirementAsker;

interface Outside {
  readonly terminal: Terminal;
  readonly engine: Engine;
  readonly askerOf: RetirementAskerOf;
}

/** The command as commander knows it. `done` learns the exit status. */
export function retireCommand(terminal: Terminal, engine: Engine, askerOf: RetirementAskerOf, done: (status: number) => void): Command {
  return new Command('retire')
    .description('retire an account of a pool: tell what would happen to it, and have it done')
    .argument('[account]', 'the account, by its name or id')
    .option('--until <end>', `how far: ${UNTIL.join(', ')} (default: unmanaged)`)
    .option('--as-it-is', 'let it go although it could not be cleaned')
    .option('--undo', 'take it back')
    .option('--yes', 'don\'t ask me')
    .option('--pool <pool>', 'the pool, by its path, where several have their retirement in this app')
    .option('--stack <name>', 'the stack that its retirement stands in (default: those of the app in cdk.out)')
    .option('--profile <name>', 'the profile of the AWS configuration to use, as for the AWS command line (default: AWS_PROFILE, or the environment)')
    .option('--region <region>', 'the Region of the pool (default: AWS_REGION, or that of the profile)')
    .addHelpText('after', EXAMPLES)
    .action(async (account: string | undefined, options: Options) => done(await retireNow(account, options, { terminal, engine, askerOf })));
}

async function retireNow(account: string | undefined, options: Options, { terminal, engine, askerOf }: Outside): Promise<number> {
  refuseContradictions(account, options);
  const { until = 'unmanaged', asItIs, undo, yes } = options;
  const asker = askerOf({ profile: options.profile, region: options.region });
  const pool = await findPool(options, engine, asker);
  const ask = async (request: Parameters<RetirementAsker['ask']>[1]) => refusedAsInput(async () => asker.ask(pool.functionName, request));
  if (account === undefined) {
    return tell(await ask({ ask: 'list' }), terminal);
  }
  if (undo === true) {
    if (yes !== true && !await isSure(`Take account ${account} of pool ${pool.pool} back? [y/N] `, terminal)) {
      return nothing(terminal);
    }
    return tell(await ask({ ask: 'undo', account, by: await asker.caller() }), terminal);
  }
  const wanted = { account, until, ...asItIs === true && { asItIs } };
  const plan = await ask({ ask: 'plan', ...wanted });
  const status = tell(plan, terminal);
  if (plan.outcome !== RetireOutcome.PLANNED) {
    return status;
  }
  if (yes !== true && !await isSure(`Retire account ${account} of pool ${pool.pool} like this? [y/N] `, terminal)) {
    return nothing(terminal);
  }
  return tell(await ask({ ask: 'retire', ...wanted, by: await asker.caller() }), terminal);
}

function refuseContradictions(account: string | undefined, { asItIs, undo, until }: Options): void {
  if (until !== undefined && !(UNTIL as readonly string[]).includes(until)) {
    throw new UnusableInput(`--until: is '${until}', but one of ${UNTIL.join(', ')} was expected`);
  }
  if (undo === true && (until !== undefined || asItIs !== undefined)) {
    throw new UnusableInput('--undo takes an account back, and --until and --as-it-is say how it is retired; use one or the other');
  }
  if (account === undefined && (undo !== undefined || until !== undefined || asItIs !== undefined)) {
    throw new UnusableInput('no account is named; write its name or its twelve digits behind retire');
  }
}

async function findPool({ pool, stack }: Options, engine: Engine, asker: RetirementAsker): Promise<GrowingPool> {
  const stackNames = stack === undefined ? stacksOfApp(engine) : [stack];
  const all: GrowingPool[] = [];
  const missing: string[] = [];
  for (const stackName of stackNames) {
    const pools = await refusedAsInput(async () => asker.pools(stackName));
    all.push(...pools ?? []);
    missing.push(...pools === null ? [stackName] : []);
  }
  const fitting = pool === undefined ? all : all.filter(({ pool: path }) => path === pool || path.slice(path.indexOf('/') + 1) === pool);
  if (fitting.length === 1) {
    return fitting[0];
  }
  if (fitting.length > 1) {
    throw new UnusableInput(`several pools have their retirement there: ${fitting.map(({ pool: path }) => path).join(', ')}; name one of them with --pool`);
  }
  throw new UnusableInput(all.length > 0 ? `no pool '${pool}' has its retirement in ${stackNames.join(', ')}, but ${all.map(({ pool: path }) => path).join(', ')}`
    : missing.length > 0 ? `there is no stack ${missing.join(', ')} in this account and Region; deploy it first, or name another one with --stack, and its Region with --region`
      : `stack ${stackNames.join(', ')} holds no retirement of a pool; name the stack that AccountRetirement stands in with --stack`);
}

/** Stacks of the app in this folder that hold retirement. */
function stacksOfApp(engine: Engine): string[] {
  const folder = assemblyFolder('.');
  const stacks = fs.existsSync(folder) ? engine.readAssembly(folder).stacks : [];
  const retiring = stacks.filter(({ template }) => Object.values(template.Outputs ?? {}).some(output => String(Object(output).Description ?? '').startsWith(RETIREMENT_OF)));
  if (retiring.length === 0) {
    throw new UnusableInput('no stack of an app in this folder retires accounts; name the stack that AccountRetirement stands in with --stack');
  }
  return retiring.map(({ name }) => name);
}

async function isSure(question: string, { ask }: Terminal): Promise<boolean> {
  if (ask === undefined) {
    throw new UnusableInput('nobody can be asked here, because the input is no terminal; add --yes');
  }
  return /^y(es)?$/i.test((await ask(question)).trim());
}

function nothing(terminal: Terminal): number {
  terminal.out('Nothing was asked for.');
  return DONE;
}

/** What AWS refuses is told as a sentence. */
async function refusedAsInput<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof RefusalError)) {
      throw error;
    }
    throw new UnusableInput(`${error.operation} was refused: ${error.text}; your credentials need lambda:InvokeFunction on the function of AccountRetirement, and cloudformation:DescribeStacks on its stack`);
  }
}

function tell({ outcome, text, code, fix, steps = [], orders = [], first = [] }: RetireReply, terminal: Terminal): number {
  const { good, bad, dim } = terminal.style;
  switch (outcome) {
    case RetireOutcome.PLANNED:
      terminal.out(`${capital(text)}:`);
      steps.forEach(({ when, what }) => paragraph(`  ${when}  `, what).forEach(line => terminal.out(line)));
      terminal.out(dim('Times are those of an ordinary day; each step waits for the one before it.'));
      return DONE;
    case RetireOutcome.ORDERED:
    case RetireOutcome.UNDONE:
      terminal.out(good(`${capital(text)}.`));
      terminal.out(dim('How far it is: account-robot retire'));
      return DONE;
    case RetireOutcome.LOOKED:
      terminal.out(`${capital(text)}.`);
      for (const order of orders) {
        paragraph(`  ${order.account} (${order.accountId}), until ${order.until}, by ${order.by} at ${order.at}: `, order.text).forEach(line => terminal.out(line));
        if (order.fix !== undefined) {
          paragraph('    Fix: ', order.fix).forEach(line => terminal.out(line));
        }
      }
      if (first.length > 0) {
        paragraph('These would go first: ', first.join(', ')).forEach(line => terminal.out(line));
      }
      return DONE;
    case RetireOutcome.REFUSED:
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
