/** What a run of the benchmark finds out: the JSON file, tables and chart are made of this. */

import type { CallsRow } from './calls';
import type { GrowthRow } from './growth';
import type { Measured } from './measured-code';
import type { Sizes } from './sizes';
import type { SynthesisRow } from './synthesis';

export interface Results {
  /** The one that the wall times were measured on. */
  readonly machine: Machine;
  readonly growth: readonly GrowthRow[];
  readonly calls: readonly CallsRow[];
  readonly synthesis: readonly SynthesisRow[];
  readonly speed: readonly SpeedRow[];
  readonly redeployment: Redeployment;
  readonly sizes: Sizes;
}

export interface Machine {
  readonly cpus: number;
  readonly node: string;
}

export interface SpeedRow extends Measured {
  readonly accounts: number;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
  readonly virtualMinutes: number;
  /** Load average of the last minute when it began. */
  readonly load: number;
}

export interface Redeployment extends Measured {
  readonly accounts: number;
  readonly noChangeSeconds: number;
  readonly noChangeCalls: number;
  readonly tagMinutes: number;
  readonly tagCalls: number;
}
