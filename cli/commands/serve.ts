/** `account-robot rehearse --serve`: the rehearsed organization as something that programs can call. */

import * as fs from 'node:fs';
import type { Assembly } from '../../rehearsal/cloudformation/assembly';
import { VISITOR_SECRET, visitorKey } from '../../rehearsal/kernel/front-door';
import { UnusableInput } from '../../rehearsal/kernel/types';
import type { RehearsalOptions, RehearsalResult, Visit, VisitorCalls } from '../../rehearsal/rehearse';
import type { OpenDoor, ServeOptions } from '../../rehearsal/served';
import { assemblyFolder } from '../assembly-folder';
import type { Signal } from '../interruption';
import type { Terminal } from '../terminal';
import { moment } from '../text';

/** An app that deploys nothing. */
export const NO_APP: Assembly = { directory: '.', stacks: [] };

/** What was asked for on the command line. */
interface Asked {
  readonly serve?: boolean;
  readonly port?: string;
  readonly until?: string;
  readonly speed?: string;
  readonly state?: string;
}

const MOST_MINUTES = 525_600;

/** How to serve; undefined if nobody asked for it. Throws {@link UnusableInput}. */
export function serveOptions({ serve, port, until, speed, state }: Asked): ServeOptions | undefined {
  if (serve !== true) {
    for (const [option, value] of [['--port', port], ['--until', until], ['--speed', speed]] as const) {
      if (value !== undefined) {
        throw new UnusableInput(`${option}: says how the organization is served, and nobody asked for that; add --serve, or leave it out`);
      }
    }
    return undefined;
  }
  const untilMinutes = until === undefined ? undefined : numberOf('--until', until.replace(/m$/, ''), until, MOST_MINUTES);
  if (untilMinutes !== undefined && untilMinutes > 0 && state !== undefined) {
    throw new UnusableInput(`--until: stops the deployment at minute ${untilMinutes}, and a state file keeps what has come to its end; leave out --state, or use --until 0 to serve what it holds`);
  }
  return {
    port: port === undefined ? 0 : numberOf('--port', port, port, 65_535, true),
    untilMinutes,
    speed: speed === undefined ? 0 : numberOf('--speed', speed, speed, 3600),
  };
}

function numberOf(option: string, text: string, shown: string, most: number, whole = false): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= most) || (whole && !Number.isInteger(value))) {
    throw new UnusableInput(`${option}: is '${shown}', but a ${whole ? 'whole ' : ''}number from 0 to ${most} was expected`);
  }
  return value;
}

/** Whether the world file alone is served: nothing is to be deployed, and there is no app that could tell more of the world. */
export function isWithoutApp(folder: string | undefined, serve: ServeOptions | undefined): boolean {
  return folder === undefined && serve?.untilMinutes === 0 && !fs.existsSync(assemblyFolder('.'));
}

/** What serving needs. */
export interface Serving {
  readonly terminal: Terminal;
  readonly engine: { serve(options: RehearsalOptions, visit: Visit): Promise<VisitorCalls> };
  readonly rehearsal: RehearsalOptions;
  readonly serve: ServeOptions;
  readonly interrupted: Promise<Signal>;
  /** Tells the result, if the deployment has ended. Gives the exit status then. */
  readonly onRehearsed: (result: RehearsalResult | undefined) => number | undefined;
}

/** Serves until a signal comes. The exit status; or the signal, if it came before the door was open. */
export async function serveOrganization({ terminal, engine, rehearsal, serve, interrupted, onRehearsed }: Serving): Promise<number | Signal> {
  let status: number | undefined;
  let opened = () => {};
  const open = new Promise<void>(resolve => { opened = resolve; });
  const visit: Visit = {
    serve,
    onOpen: (door, result) => {
      status = onRehearsed(result) ?? 0;
      greeting(door, serve).forEach(line => terminal.out(line));
      opened();
    },
    // A signal closes an open door; one that comes earlier ends the rehearsal, as it does without visitors.
    closed: open.then(async () => interrupted),
  };
  const visited = engine.serve(rehearsal, visit);
  const early = await Promise.race([visited.then(() => 'over' as const), open.then(() => 'open' as const), interrupted]);
  if (early === 'SIGINT' || early === 'SIGTERM') {
    visited.catch(() => {});
    return early;
  }
  const { calls } = await visited;
  farewell(calls).forEach(line => terminal.out(line));
  return status ?? 0;
}

/** How to call it. */
export function greeting({ url, managementAccountId, homeRegion, at, ended }: OpenDoor, { speed }: Pick<ServeOptions, 'speed'>): string[] {
  const when = at === undefined ? 'as it is before the deployment' : ended ? 'as it is after the deployment' : `as it is ${moment(at)} into the deployment`;
  const time = speed === 0 ? 'time stands still' : `${speed} seconds pass in each real one`;
  return [
    '',
    `Serving the organization ${when}; ${time}. Ctrl-C ends it.`,
    '',
    `  export AWS_ENDPOINT_URL=${url}`,
    `  export AWS_ACCESS_KEY_ID=${visitorKey(managementAccountId)}`,
    `  export AWS_SECRET_ACCESS_KEY=${VISITOR_SECRET}`,
    `  export AWS_REGION=${homeRegion}`,
    '',
    'The last twelve digits of the access key say from which account a program calls.',
  ];
}

/** What was called. */
export function farewell(calls: Readonly<Record<string, number>>): string[] {
  const rows = Object.entries(calls).sort(([one], [other]) => (one < other ? -1 : 1));
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  return ['', `Answered ${total} ${total === 1 ? 'call' : 'calls'}${total === 0 ? '.' : ':'}`, ...rows.map(([name, count]) => `  ${String(count).padStart(5)}  ${name}`)];
}
