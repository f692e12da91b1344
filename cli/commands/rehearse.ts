/** `account-robot rehearse`: deploys a synthesized app into an organization that exists only on this machine. */

import * as path from 'node:path';
import { Command } from 'commander';
import { isWithoutApp, NO_APP, serveOptions, serveOrganization } from './serve';
import type { Assembly } from '../../rehearsal/cloudformation/assembly';
import { selected } from '../../rehearsal/cloudformation/selection';
import { deployedParameters } from '../../rehearsal/cloudformation/stacks-state';
import { UnusableInput } from '../../rehearsal/kernel/types';
import type { RehearsalOptions, RehearsalResult, Visit, VisitorCalls } from '../../rehearsal/rehearse';
import { reportText, succeeded } from '../../rehearsal/report';
import type { ServeOptions } from '../../rehearsal/served';
import type { RehearsalState } from '../../rehearsal/state-file';
import { checkWritable, readState, writeState, writeWhole } from '../../rehearsal/state-file';
import { lockState } from '../../rehearsal/state-lock';
import { appFacts } from '../../rehearsal/world/app-facts';
import { deriveWorld, loadWorld } from '../../rehearsal/world/load';
import { parametersOf, unknownStack } from '../../rehearsal/world/values';
import type { World } from '../../rehearsal/world/world';
import { assemblyFolder } from '../assembly-folder';
import { logFile, LogTails } from '../function-log';
import type { Signal } from '../interruption';
import { interruptionOf, keptSentence, STATUS_OF } from '../interruption';
import { page } from '../page/page';
import { follow } from '../progress/follow';
import { summary } from '../summary';
import type { Terminal } from '../terminal';
import { paragraph } from '../text';

/** The seed of a run that names none: two runs of the same app are the same run. */
const DEFAULT_SEED = '1';

/** Of durations. */
const UNIT_MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440 };
/** The longest time that a rehearsal goes on, as in the schema of the world file. */
const MOST_MINUTES = 44_640;

/** Below the options in the help. */
const EXAMPLES = `
Examples:
  account-robot rehearse                               deploys cdk.out into an organization derived from the app
  account-robot rehearse --html rehearsal.html         and writes the timeline as a page
  account-robot rehearse --world world.yaml --seed 7   with what goes wrong in world.yaml, and other chance
  account-robot rehearse --state organization.json     and the next time goes on from there
  account-robot rehearse --serve --until 35            and any AWS SDK can call the organization, 35 minutes into the deployment`;

/** What the command needs of the rehearsal. */
export interface Engine {
  readAssembly(directory: string): Assembly;
  rehearse(options: RehearsalOptions): Promise<Pick<RehearsalResult, 'report' | 'state'>>;
  serve(options: RehearsalOptions, visit: Visit): Promise<VisitorCalls>;
}

interface Options {
  readonly world?: string;
  readonly state?: string;
  readonly seed: string;
  readonly rollback: boolean;
  readonly json?: string;
  readonly html?: string;
  readonly log?: string;
  readonly parameters?: readonly string[];
  readonly stack?: readonly string[];
  readonly exclude?: readonly string[];
  readonly for?: string;
  readonly serve?: boolean;
  readonly port?: string;
  readonly until?: string;
  readonly speed?: string;
}

/** The command as commander knows it. `done` learns the exit status. */
export function rehearseCommand(terminal: Terminal, engine: Engine, done: (status: number) => void): Command {
  return new Command('rehearse')
    .description('deploy a synthesized app into an organization that exists only on this machine')
    .argument('[assembly]', 'the folder that "cdk synth" wrote (default: "output" of cdk.json, or cdk.out)')
    .option('--world <file>', 'YAML file that describes the organization and what goes wrong in it (default: derived from the app)')
    .option('--state <file>', 'keep the organization in this file, so that the next rehearsal goes on from there')
    .option('--seed <n>', 'what chance depends on: the same seed gives the same run', DEFAULT_SEED)
    .option('--no-rollback', 'let the other accounts go on when one fails, as "cdk deploy --no-rollback" does')
    .option('--parameters <stack:name=value>', 'the value of a stack\'s parameter, as for "cdk deploy"; for each one once more', added)
    .option('--stack <name>', 'rehearse this stack and what it depends on, for each one once more; * stands for anything (default: all)', added)
    .option('--exclude <name>', 'leave this stack out, for each one once more; * stands for anything', added)
    .option('--for <duration>', 'let the rehearsal go on so long when the deployment has ended: 90m, 12h, 7d (default: what the world file says, or not at all)')
    .option('--json <file>', 'write the report to this file')
    .option('--html <file>', 'write one page to this file, with a bar for each account and all that failed; it opens in any browser and needs no network')
    .option('--log <file>', 'write what the functions log to this file, as it comes')
    .option('--serve', 'let programs on this machine call the organization afterwards, as they would call AWS, until Ctrl-C')
    .option('--port <n>', 'with --serve: the port to listen on (default: any that is free)')
    .option('--until <minutes>', 'with --serve: stop the deployment at that minute; 0 serves the organization before it begins (default: its end)')
    .option('--speed <n>', 'with --serve: let so many seconds pass in each real one (default: 0, time stands still)')
    .addHelpText('after', EXAMPLES)
    .action(async (assembly: string | undefined, options: Options) => done(await rehearseApp(assembly, options, terminal, engine)));
}

async function rehearseApp(folder: string | undefined, options: Options, terminal: Terminal, engine: Engine): Promise<number> {
  if (options.seed.trim() === '') {
    throw new UnusableInput('--seed: is empty, but a number or a word was expected; leave the option out for the default');
  }
  checkFiles(options);
  const serve = serveOptions(options);
  const unlock = options.state === undefined ? () => {} : lockState(options.state);
  const interruption = interruptionOf(terminal);
  try {
    return await rehearseUnlessInterrupted(folder, options, serve, terminal, engine, interruption.signal);
  } finally {
    interruption.forget();
    unlock();
  }
}

/** A duration as users write it, in minutes. Throws {@link UnusableInput}. */
function minutesOf(text: string): number {
  const [, number, unit = 'm'] = /^(\d+(?:\.\d+)?)([mhd])?$/.exec(text.trim()) ?? [];
  const minutes = Number(number) * UNIT_MINUTES[unit];
  if (!(minutes <= MOST_MINUTES)) {
    throw new UnusableInput(`--for: is '${text}', but a duration up to 31 days was expected, such as 90m, 12h or 7d`);
  }
  return minutes;
}

/** Finds out before the work whether its results can be kept. */
function checkFiles({ state, json, html, log, world }: Options): void {
  const results: [string, string | undefined, string][] = [
    ['--state', state, 'the state file'], ['--json', json, 'the report'], ['--html', html, 'the page'], ['--log', log, 'the log'],
  ];
  const named = new Map<string, string>(world === undefined ? [] : [[path.resolve(world), '--world']]);
  for (const [option, file, what] of results) {
    if (file === undefined) {
      continue;
    }
    const other = named.get(path.resolve(file));
    if (other !== undefined) {
      throw new UnusableInput(`${option} and ${other}: both name ${file}, and one would replace the other; name two files`);
    }
    named.set(path.resolve(file), option);
    checkWritable(file, what);
  }
}

async function rehearseUnlessInterrupted(
  folder: string | undefined, options: Options, serve: ServeOptions | undefined, terminal: Terminal, engine: Engine, interrupted: Promise<Signal>,
): Promise<number> {
  const startedAt = terminal.wallClock();
  const assembly = isWithoutApp(folder, serve) ? NO_APP : chosen(engine.readAssembly(folder ?? assemblyFolder('.')), options);
  const parameters = parametersOf(options.parameters ?? [], assembly);
  const { world: loaded, assumptions, notices } = options.world === undefined
    ? deriveWorld(assembly, parameters)
    : loadWorld(options.world, assembly, parameters);
  const world = options.for === undefined ? loaded : { ...loaded, deployment: { ...loaded.deployment, afterwardsMinutes: minutesOf(options.for) } };
  const state = options.state === undefined ? undefined : readState(options.state);
  requireState(world, state);
  for (const line of notices.flatMap(notice => paragraph('Note: ', notice))) {
    terminal.out(terminal.style.warn(line));
  }

  const log = options.log === undefined ? undefined : logFile(options.log);
  const tails = new LogTails();
  let at = 0;
  const progress = await follow(terminal, appFacts(assembly, valuesOf(world, state)).accountNames);
  const rehearsal: RehearsalOptions = {
    assembly,
    world,
    state,
    seed: options.seed,
    rollback: options.rollback,
    onProgress: event => {
      at = event.at;
      tails.see(event);
      progress.take(event);
    },
    onLog: line => {
      tails.hear(line);
      log?.write(line);
    },
  };
  const finish = ({ report, state: after }: Pick<RehearsalResult, 'report' | 'state'>): number => {
    if (options.state !== undefined) {
      writeState(options.state, after);
    }
    if (options.json !== undefined) {
      writeWhole(options.json, reportText(report), 'the report');
    }
    if (options.html !== undefined) {
      writeWhole(options.html, page({ report, assumptions, command: world.deployment.command }), 'the page');
    }
    const lines = summary({
      report,
      wallSeconds: (terminal.wallClock() - startedAt) / 1000,
      assumptions,
      stateFile: options.state,
      resumed: state !== undefined,
      reportFile: options.json,
      pageFile: options.html,
      logFile: options.log,
      tailOf: tails.of,
      rollback: options.rollback,
      parameters: (options.parameters ?? []).map(text => withoutSecret(text, assembly)),
      command: world.deployment.command,
    }, terminal.style);
    lines.forEach(line => terminal.out(line));
    return succeeded(report, world.deployment.command) ? 0 : 1;
  };
  const end = await (serve === undefined
    ? Promise.race([interrupted, engine.rehearse(rehearsal)])
    : serveOrganization({ terminal, engine, rehearsal, serve, interrupted, onRehearsed: result => {
      progress.end();
      return result && finish(result);
    } })).finally(() => {
    progress.end();
    log?.close();
  });
  if (typeof end === 'number') {
    return end;
  }
  if (typeof end === 'string') {
    terminal.error(`account-robot: ${keptSentence({ signal: end, at, stateFile: options.state, resumed: state !== undefined, reportFile: options.json, pageFile: options.html, logFile: options.log })}`);
    return STATUS_OF[end];
  }
  return finish(end);
}

/** The value of a parameter as it was given, but for one that AWS wouldn't show either. */
function withoutSecret(text: string, { stacks }: Assembly): string {
  const key = text.slice(0, text.indexOf('='));
  const name = key.slice(key.indexOf(':') + 1);
  return stacks.some(({ template }) => String(template.Parameters?.[name]?.NoEcho) === 'true') ? `${key}=...` : text;
}

/** Values of parameters: those of before, as far as nobody gives others. */
function valuesOf({ values: { parameters } }: World, state: RehearsalState | undefined): Record<string, string> {
  const before = Object.entries(state === undefined ? {} : deployedParameters(state.stacks));
  return { ...Object.fromEntries(before.filter(([key]) => !(key.slice(key.indexOf(':') + 1) in parameters))), ...parameters };
}

/** An option that may be given more than once. */
function added(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function chosen(assembly: Assembly, { stack = [], exclude = [] }: Options): Assembly {
  const rest = selected(assembly, { stacks: stack, excluded: exclude }, (option, name) => {
    throw new UnusableInput(`--${option}: ${unknownStack(name, assembly.stacks)}`);
  });
  if (appFacts(rest).accountNames.length === 0 && appFacts(assembly).accountNames.length > 0) {
    throw new UnusableInput(`--${exclude.length > 0 ? 'exclude' : 'stack'}: leaves no stack that declares a pool account, and without one there is nothing to rehearse; choose other stacks`);
  }
  return rest;
}

/** What takes something back needs something that is there. */
function requireState({ deployment: { command } }: World, state: RehearsalState | undefined): void {
  if (command !== 'deploy' && state === undefined) {
    throw new UnusableInput(`the world file says command: ${command}, but there are no stacks yet; rehearse a deployment with --state FILE first, and name that file now`);
  }
}
