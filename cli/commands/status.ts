/** `account-robot status`: the pool now, in the real organization, whoever began the deployment that runs. */

import * as fs from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import type { Engine } from './rehearse';
import { declaredAccounts } from '../../core/operator/declared';
import type { Snapshot } from '../../core/operator/snapshot';
import { isFine } from '../../core/operator/status/count';
import type { PoolStatus } from '../../core/operator/status/model';
import { poolStatus } from '../../core/operator/status/pool-status';
import { UnusableInput } from '../../rehearsal/kernel/types';
import { checkWritable, writeWhole } from '../../rehearsal/state-file';
import { assemblyFolder } from '../assembly-folder';
import { interruptionOf, STATUS_OF } from '../interruption';
import type { AccessFlags, OrganizationReading, RecordFlags } from '../operator/access';
import { checkedRegions, requireLandingZone, tellUnseen, withAccess, withRecords } from '../operator/access';
import { statusReport } from '../operator/status-report';
import { statusText } from '../operator/status-text';
import type { Look } from '../operator/watch';
import { watch } from '../operator/watch';
import { statusPage } from '../page/status-page';
import type { Terminal } from '../terminal';

const EXAMPLES = `
Examples:
  account-robot status                                           every account of every stack that made accounts, and who holds the factory's slots
  account-robot status Pool --watch                              one stack, again and again, until its deployment ends; Ctrl-C ends it sooner
  account-robot status --html pool.html                          and as a page with a bar for each account; it opens in any browser
  account-robot status --json status.json                        and the same for programs; status.schema.json in the package says what it holds
  account-robot status --with-sandbox-records                    statuses as Innovation Sandbox records them, and whether they fit the units

It doesn't matter who began a deployment, or where: stacks, products and accounts tell how far it is.
Reads only: 'account-robot snapshot --policy' prints the policy that it needs; with --with-sandbox-records also what that takes, which is more.
Ends with 0 when every account is there or on its way, with 1 when one failed or isn't as it was deployed, and with 2 when nothing could be read.`;

/** Exit statuses. */
const [FINE, TROUBLE] = [0, 1];
const SHORTEST_INTERVAL = 5;
const LONGEST_INTERVAL = 3600;

interface Options extends AccessFlags, RecordFlags {
  readonly watch?: boolean;
  readonly interval?: number;
  readonly html?: string;
  readonly json?: string;
}

/** The command as commander knows it. `done` learns the exit status. */
export function statusCommand(
  terminal: Terminal, engine: Engine, reading: OrganizationReading, release: string, done: (status: number) => void,
): Command {
  return withRecords(withAccess(new Command('status')
    .description('tell how the pool stands in the real organization: each account, slots in use, and what became of accounts since they were deployed')
    .argument('[stack...]', 'stacks that declare accounts (default: those that tags of products name, and those of the app in this folder)')
    .option('--watch', 'look again and again, and show what changes, until no operation runs on these stacks any more')
    .option('--interval <seconds>', 'with --watch: from one look to the next (default: 15, and more where a look takes more calls)', seconds)
    .option('--html <file>', 'write a page to this file, with --watch at each look')
    .option('--json <file>', 'write the same for programs to this file, with --watch at each look')))
    .addHelpText('after', EXAMPLES)
    .action(async (stacks: string[], options: Options) => done(await status(stacks, options, { terminal, engine, reading, release })));
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= SHORTEST_INTERVAL && value <= LONGEST_INTERVAL)) {
    throw new InvalidArgumentError(`A number of seconds from ${SHORTEST_INTERVAL} to ${LONGEST_INTERVAL} was expected.`);
  }
  return value;
}

interface Outside {
  readonly terminal: Terminal;
  readonly engine: Engine;
  readonly reading: OrganizationReading;
  readonly release: string;
}

async function status(named: readonly string[], options: Options, { terminal, engine, reading, release }: Outside): Promise<number> {
  if (options.interval !== undefined && options.watch !== true) {
    throw new UnusableInput('--interval: says how often it is looked, and nobody asked to look more than once; add --watch, or leave it out');
  }
  if (options.html !== undefined) {
    checkWritable(options.html, 'the page');
  }
  if (options.json !== undefined) {
    checkWritable(options.json, 'the status');
  }
  const sandboxRegions = checkedRegions(options);
  const ofApp = named.length > 0 ? [] : stacksOfApp(engine);
  const open = await reading.open({ profile: options.profile, region: options.region });
  const wanted = {
    release,
    stacks: [...named, ...ofApp],
    stacksOnly: named.length > 0,
    accounts: new Set<string>(),
    sandboxRegions,
    recordsBy: options.withSandboxRecords === true ? [] : undefined,
    purpose: 'status' as const,
  };
  const look = async (): Promise<Look> => {
    const before = open.retries();
    const snapshot = await open.read(wanted);
    requireLandingZone(snapshot, snapshot.usesControlTower);
    const shown = withoutAbsent(snapshot, named);
    const result = poolStatus(shown);
    keep(result, shown, options);
    return { status: result, unseen: snapshot.unseen, calls: snapshot.calls, wasThrottled: open.retries() > before };
  };
  const first = await look();
  if (options.watch !== true) {
    statusText(first.status, terminal.style).forEach(line => terminal.out(line));
    tellUnseen(first.unseen, terminal);
    return isFine(first.status) ? FINE : TROUBLE;
  }
  const interruption = interruptionOf(terminal);
  try {
    const { last, signal } = await watch({ first, look, terminal, interval: options.interval, interrupted: interruption.signal });
    statusText(last.status, terminal.style).forEach(line => terminal.out(line));
    tellUnseen(last.unseen, terminal);
    if (signal !== undefined) {
      terminal.error(`account-robot: interrupted (${signal}); the deployment goes on without being watched`);
      return STATUS_OF[signal];
    }
    return isFine(last.status) ? FINE : TROUBLE;
  } finally {
    interruption.forget();
  }
}

/** Those of the app in this folder that declare accounts, if there is one: before their first deployment no tag names them. */
function stacksOfApp(engine: Engine): readonly string[] {
  const folder = assemblyFolder('.');
  return fs.existsSync(folder)
    ? engine.readAssembly(folder).stacks.filter(({ template }) => declaredAccounts(template).length > 0).map(({ name }) => name)
    : [];
}

/** Without stacks that nobody named and that aren't there. Throws {@link UnusableInput} for one that was named, and where nothing is left. */
function withoutAbsent(snapshot: Snapshot, named: readonly string[]): Snapshot {
  const { caller, stacks, unseen } = snapshot;
  for (const name of named) {
    const stack = stacks.find(each => each.name === name || each.id === name);
    if (stack?.status === 'absent') {
      throw new UnusableInput(`stack '${name}' is not in account ${caller.accountId} and ${caller.region}; correct the name, or name its Region with --region ('aws cloudformation list-stacks' tells which there are)`);
    }
    const nested = stacks.some(each => each !== stack && (each.accounts ?? []).length > 0);
    if (stack?.accounts !== undefined && stack.accounts.length === 0 && !nested) {
      throw new UnusableInput(`stack '${name}' declares no account of a pool, so it isn't one of ours; name a stack with a PoolAccount or an AccountPool, or none to see all`);
    }
  }
  const shown = stacks.filter(({ status: state, accounts }) => state !== 'absent' && (accounts === undefined || accounts.length > 0));
  if (shown.length === 0) {
    const refused = unseen.find(({ part }) => part.startsWith('stacks') || part === 'products' || part === 'factory');
    throw new UnusableInput(refused === undefined
      ? `no stack that made accounts was found in account ${caller.accountId} and ${caller.region}: no product carries an owner's tag; name the stack ('account-robot status Pool')`
      : `no stack could be looked at: ${refused.call} ${refused.kind === 'denied' ? 'was denied' : 'failed'} (${refused.text}); 'account-robot snapshot --policy' prints the policy that is needed`);
  }
  return { ...snapshot, stacks: shown };
}

function keep(result: PoolStatus, { unseen }: Snapshot, { html, json }: Options): void {
  if (html !== undefined) {
    writeWhole(html, statusPage(result, unseen), 'the page');
  }
  if (json !== undefined) {
    writeWhole(json, `${JSON.stringify(statusReport(result, unseen), undefined, 2)}\n`, 'the status');
  }
}
