/** `account-robot doctor`: whether the real organization is fit for a deployment, question by question. */

import * as fs from 'node:fs';
import { Command } from 'commander';
import type { Engine } from './rehearse';
import type { AppIntent } from '../../core/operator/doctor/app-intent';
import { costTagsOf, sandboxesOfApp, stackIntent } from '../../core/operator/doctor/app-intent';
import { examine } from '../../core/operator/doctor/examine';
import type { Snapshot } from '../../core/operator/snapshot';
import type { Assembly } from '../../rehearsal/cloudformation/assembly';
import { withNested } from '../../rehearsal/cloudformation/with-nested';
import { UnusableInput } from '../../rehearsal/kernel/types';
import { checkWritable, writeWhole } from '../../rehearsal/state-file';
import { assemblyFolder } from '../assembly-folder';
import type { AccessFlags, OrganizationReading, RecordFlags } from '../operator/access';
import { policyText, readOrganization, withAccess, withRecords } from '../operator/access';
import { asDeployed } from '../operator/as-deployed';
import { doctorReport, doctorText } from '../operator/doctor-report';
import { readSnapshot } from '../operator/snapshot-file';
import type { Terminal } from '../terminal';
import { printText } from '../terminal';

const EXAMPLES = `
Examples:
  account-robot doctor                                           the organization of your credentials, and the app in cdk.out if there is one
  account-robot doctor cdk.out --profile management              and whether this app's accounts have room, names and addresses there
  account-robot doctor --json doctor.json                        and the same for programs; doctor.schema.json in the package says what it holds
  account-robot doctor cdk.out --with-sandbox-records            and what Innovation Sandbox keeps of the accounts, read as the app's role in its hub account
  account-robot doctor --snapshot organization.yaml              without a call to AWS; 'snapshot --plain --out organization.yaml' wrote it

Each line has a code, AR-CHECK-...; docs/checks.md of the repository says what it asks, and from which calls it is answered.
Reads only: 'account-robot doctor --policy' prints the policy that it needs; with --with-sandbox-records also what that takes, which is
more. What a right is missing for is told as "can't see".
Ends with 0 when no check fails, with 1 when one does, and with 2 when nothing could be examined.`;

/** Exit statuses. */
const [FIT, FAILS] = [0, 1];

interface Options extends AccessFlags, RecordFlags {
  readonly snapshot?: string;
  readonly json?: string;
  readonly policy?: boolean;
  readonly stack?: readonly string[];
}

/** The command as commander knows it. `done` learns the exit status. */
export function doctorCommand(
  terminal: Terminal, engine: Engine, reading: OrganizationReading, release: string, done: (status: number) => void,
): Command {
  return withRecords(withAccess(new Command('doctor')
    .description('tell whether the real organization is fit for a deployment: a line for each check, with what to do')
    .argument('[assembly]', 'the folder that "cdk synth" wrote (default: "output" of cdk.json, or cdk.out, if it is there)')
    .option('--snapshot <file>', 'examine the organization in this file, and call nothing')
    .option('--stack <name>', 'look at this stack as well, for each one once more (default: those of the app, and those that tags of products name)',
      (value: string, before: readonly string[] = []) => [...before, value])
    .option('--json <file>', 'write what the checks came to to this file')))
    .option('--policy', 'print the IAM policy that reading needs, and read nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string | undefined, options: Options) => {
      if (options.policy === true) {
        printText(terminal.out, policyText(options));
        return;
      }
      done(await doctor(folder, options, { terminal, engine, reading, release }));
    });
}

interface Outside {
  readonly terminal: Terminal;
  readonly engine: Engine;
  readonly reading: OrganizationReading;
  readonly release: string;
}

async function doctor(named: string | undefined, options: Options, { terminal, engine, reading, release }: Outside): Promise<number> {
  if (options.json !== undefined) {
    checkWritable(options.json, 'the report');
  }
  if (options.withSandboxRecords === true && options.snapshot !== undefined) {
    throw new UnusableInput('--with-sandbox-records: a file is examined, and nobody is asked; take the snapshot with that option, or leave it out');
  }
  const folder = named ?? (fs.existsSync(assemblyFolder('.')) ? assemblyFolder('.') : undefined);
  const assembly = folder === undefined ? undefined : engine.readAssembly(folder);
  const names = assembly?.stacks.map(({ name }) => name) ?? [];
  const snapshot = options.snapshot === undefined
    ? await readFor(assembly && intentOf(assembly), names, options, reading, release) : readSnapshot(options.snapshot);
  if (snapshot.hashed && assembly !== undefined) {
    throw new UnusableInput('--snapshot: the names in this snapshot are replaced by hashes, so the app\'s accounts can\'t be found in it; take one with \'account-robot snapshot --plain\', or examine it in a folder without cdk.out');
  }
  const app = assembly && intentOf(asDeployed(assembly, snapshot));
  const report = doctorReport(snapshot, folder, examine({ snapshot, ...(app === undefined ? {} : { app }) }));
  if (options.json !== undefined) {
    writeWhole(options.json, `${JSON.stringify(report, undefined, 2)}\n`, 'the report');
  }
  doctorText(report, terminal.style).forEach(line => terminal.out(line));
  return report.counts.fail > 0 ? FAILS : FIT;
}

function intentOf({ stacks }: Assembly): AppIntent {
  return { stacks: withNested(stacks).map(({ name, template }) => stackIntent(name, template)) };
}

/** Reads what the app is about, whose stacks have these names. */
async function readFor(
  app: AppIntent | undefined, names: readonly string[], options: Options, reading: OrganizationReading, release: string,
): Promise<Snapshot> {
  const accounts = (app?.stacks ?? []).flatMap(stack => stack.accounts);
  return readOrganization(options, {
    release,
    stacks: [...new Set([...names, ...options.stack ?? []])],
    costTags: costTagsOf(app),
    recordsBy: options.withSandboxRecords === true ? sandboxesOfApp(app) : undefined,
    accounts: new Set(accounts.flatMap(({ name, email, existingAccountId = '' }) => [name, email.toLowerCase(), existingAccountId])),
    sandboxRegions: sandboxesOfApp(app).map(({ region }) => region),
  }, reading);
}
