/** `account-robot plan`: what a deployment would do to the real organization. */

import { Command } from 'commander';
import type { Engine } from './rehearse';
import { declaredAccounts } from '../../core/operator/declared';
import type { Snapshot } from '../../core/operator/snapshot';
import type { Assembly } from '../../rehearsal/cloudformation/assembly';
import type { Report } from '../../rehearsal/report';
import { checkWritable, writeWhole } from '../../rehearsal/state-file';
import { appFacts } from '../../rehearsal/world/app-facts';
import { parametersOf } from '../../rehearsal/world/values';
import { assemblyFolder } from '../assembly-folder';
import type { AccessFlags, OrganizationReading } from '../operator/access';
import { readOrganization, requireLandingZone, tellUnseen, withAccess } from '../operator/access';
import { asDeployed } from '../operator/as-deployed';
import { drawReports } from '../operator/draw';
import type { Plan } from '../operator/plan';
import { compare, isWorkLeft, planOf } from '../operator/plan';
import { planText } from '../operator/plan-text';
import { addedSections, readSnapshot } from '../operator/snapshot-file';
import type { Terminal } from '../terminal';

const EXAMPLES = `
Examples:
  account-robot plan                                             what "cdk deploy" would do to the organization of your credentials
  account-robot plan --profile management --json plan.json       and the same for programs; plan.schema.json in the package says what it holds
  account-robot plan --snapshot organization.yaml                without a call to AWS; 'snapshot --plain --out organization.yaml' wrote it

Reads only: 'account-robot snapshot --policy' prints the policy that it needs.
Ends with 0 when there is nothing to do, with 2 when there is, and with 1 when something would fail or the plan can't be made.`;

/** Exit statuses. */
const [NOTHING, PROBLEM, CHANGES] = [0, 1, 2];
/** Rehearsals of one plan: each draws how long everything takes. */
const DRAWS = 7;
/** Of a pool, or in an organization, so large that each takes seconds. */
const LARGE = 40;
const MANY_PRODUCTS = 1000;
const DRAWS_OF_LARGE = 5;
/** Rehearsals beside each other. */
const AT_A_TIME = 2;

interface Options extends AccessFlags {
  readonly snapshot?: string;
  readonly json?: string;
  readonly rollback: boolean;
  readonly parameters?: readonly string[];
}

/** The command as commander knows it. `done` learns the exit status. */
export function planCommand(
  terminal: Terminal, engine: Engine, reading: OrganizationReading, release: string, done: (status: number) => void,
): Command {
  return withAccess(new Command('plan')
    .description('tell what a deployment would do to the real organization: the rehearsal, in a world that was read from it')
    .argument('[assembly]', 'the folder that "cdk synth" wrote (default: "output" of cdk.json, or cdk.out)')
    .option('--snapshot <file>', 'plan for the organization in this file, and call nothing')
    .option('--no-rollback', 'for a deployment with "cdk deploy --no-rollback"')
    .option('--parameters <stack:name=value>', 'the value of a stack\'s parameter, as for "cdk deploy"; for each one once more',
      (value: string, before: readonly string[] = []) => [...before, value])
    .option('--json <file>', 'write the plan to this file'))
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string | undefined, options: Options) => done(await plan(folder, options, { terminal, engine, reading, release })));
}

interface Outside {
  readonly terminal: Terminal;
  readonly engine: Engine;
  readonly reading: OrganizationReading;
  readonly release: string;
}

async function plan(folder: string | undefined, options: Options, { terminal, engine, reading, release }: Outside): Promise<number> {
  if (options.json !== undefined) {
    checkWritable(options.json, 'the plan');
  }
  const app = engine.readAssembly(folder ?? assemblyFolder('.'));
  const parameters = parametersOf(options.parameters ?? [], app);
  const snapshot = options.snapshot === undefined ? await readFor(app, options, reading, release) : readSnapshot(options.snapshot);
  const assembly = asDeployed(app, snapshot, parameters);
  requireLandingZone(snapshot, snapshot.usesControlTower);
  const comparison = compare(assembly, snapshot);
  const work = isWorkLeft(comparison) ? comparison.rest : undefined;
  const reports: Report[] = [];
  const notes: string[] = [];
  if (work !== undefined) {
    const added = options.snapshot === undefined ? {} : addedSections(options.snapshot);
    const drawn = await drawReports({
      work,
      snapshot,
      source: options.snapshot ?? 'the organization',
      added,
      parameters,
      rollback: options.rollback,
      count: appFacts(work).accountNames.length > LARGE || (snapshot.products?.length ?? 0) > MANY_PRODUCTS ? DRAWS_OF_LARGE : DRAWS,
      beside: AT_A_TIME,
    }, async rehearsal => engine.rehearse(rehearsal));
    notes.push(...drawn.notices);
    reports.push(...drawn.reports);
  }
  const made: Plan = planOf(snapshot, { ...comparison, notes: [...comparison.notes, ...notes] }, reports);
  if (options.json !== undefined) {
    writeWhole(options.json, `${JSON.stringify(made, undefined, 2)}\n`, 'the plan');
  }
  planText(made, terminal.style).forEach(line => terminal.out(line));
  tellUnseen(snapshot.unseen, terminal);
  return statusOf(made);
}

/** Reads what the app is about. */
async function readFor(assembly: Assembly, options: Options, reading: OrganizationReading, release: string): Promise<Snapshot> {
  const declared = assembly.stacks
    .map(({ name, template }) => ({ name, accounts: declaredAccounts(template) }))
    .filter(({ accounts }) => accounts.length > 0);
  const legs = declared.flatMap(stack => stack.accounts);
  const accounts = new Set(legs.flatMap(({ name, email, existingAccountId = '' }) => [name, email.toLowerCase(), existingAccountId]));
  const { sandboxes } = appFacts(assembly).sandboxes;
  return readOrganization(options, {
    release,
    stacks: assembly.stacks.map(({ name }) => name),
    accounts,
    sandboxRegions: sandboxes.flatMap(({ region }) => region ?? []),
  }, reading);
}

function statusOf({ counts, failures }: Plan): number {
  if (counts.fail > 0 || failures.length > 0) {
    return PROBLEM;
  }
  const { fail: _, none: __, ...todo } = counts;
  return Object.values(todo).some(number => number > 0) ? CHANGES : NOTHING;
}
