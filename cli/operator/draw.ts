/** Rehearsals of what is left to do in an organization that was read: one for each draw, from the moment at which it was read. */

import { worldText } from './snapshot-file';
import { standingPart } from './standing';
import { worldOf } from './world-of-snapshot';
import type { Snapshot } from '../../core/operator/snapshot';
import type { Assembly } from '../../rehearsal/cloudformation/assembly';
import type { RehearsalOptions } from '../../rehearsal/rehearse';
import type { Report } from '../../rehearsal/report';
import type { RehearsalState } from '../../rehearsal/state-file';
import { stacksAlone } from '../../rehearsal/state-file';
import { loadWorldText } from '../../rehearsal/world/load';
import type { World } from '../../rehearsal/world/world';

/** What is drawn for. */
export interface Draws {
  /** What is left to do. */
  readonly work: Assembly;
  readonly snapshot: Snapshot;
  /** What messages call the place that the organization is from. */
  readonly source: string;
  /** Sections of a world file that go with the organization. */
  readonly added?: Readonly<Record<string, unknown>>;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly rollback: boolean;
  readonly count: number;
  /** How many at a time. */
  readonly beside: number;
}

/** In every second draw somebody else is at work in the factory: nothing that is read tells what begins a minute later. Inferred. */
const DISTURBED = 2;
/** As long as an operation of the factory takes. */
const OPERATION_MINUTES = 25;

/** Carries a rehearsal out. */
export type Rehearse = (options: RehearsalOptions) => Promise<{ readonly report: Report; readonly state: RehearsalState }>;

/** What became of each draw, and what the world file had to say. */
export async function drawReports(
  { added, beside, count, parameters, rollback, snapshot, source, work }: Draws, rehearse: Rehearse,
): Promise<{ readonly reports: readonly Report[]; readonly notices: readonly string[] }> {
  const text = worldText(worldOf(snapshot), added);
  const { world, notices } = loadWorldText(source, text, work, parameters);
  const disturbed = disturbedBy(world);
  const state = await stateOf(work, snapshot, async standing =>
    rehearse({ assembly: standing, world: loadWorldText(source, text, standing, parameters).world, seed: 'standing', rollback: false }));
  const reports: Report[] = [];
  for (let from = 1; from <= count; from += beside) {
    const seeds = Array.from({ length: Math.min(beside, count - from + 1) }, (_, index) => String(from + index));
    const ended = await Promise.all(seeds.map(async seed =>
      rehearse({ assembly: work, world: Number(seed) % DISTURBED === 0 ? disturbed : world, state, seed, rollback })));
    reports.push(...ended.map(({ report }) => report));
  }
  return { reports, notices };
}

/** Somebody begins operations at the same time, on half of the slots. */
function disturbedBy(world: World): World {
  const count = Math.ceil(world.factory.concurrency / 2);
  return { ...world, operations: [...world.operations, { startMinute: 0, minutes: OPERATION_MINUTES, count, visible: false }] };
}

/** The stacks with what stands of them. Where that can't be rehearsed by itself, all of it is planned as new: minutes late, and else the same. */
async function stateOf(
  work: Assembly, snapshot: Snapshot, deploy: (standing: Assembly) => Promise<{ readonly report: Report; readonly state: RehearsalState }>,
): Promise<RehearsalState | undefined> {
  const standing = standingPart(work, snapshot);
  const { report, state } = standing === undefined ? {} : await deploy(standing);
  return state !== undefined && report?.stacks.every(({ failures }) => failures.length === 0) ? stacksAlone(state) : undefined;
}
