/** All planted faults, and those of them that random rehearsals must find as well. */

import { OF_ACCOUNTS, OF_LOOP, OF_REGISTRATION, OF_VENDING } from './faults-of-decisions';
import { OF_ADAPTERS, OF_HANDLERS } from './faults-of-edges';
import { OF_COUNTS, OF_EVENTS, OF_GROWTH } from './faults-of-growth';
import type { PlantedFault } from './planted-fault';
import { OVERLAPPING, RESTLESS, UNSEEN } from '../growing/leanings';
import { CANCELLED, CROWDED, LISTED_LATE, SHOWN_LATE, SQUATTED } from '../leanings';
import type { Leaning } from '../leanings';

export const PLANTED: readonly PlantedFault[] = [
  ...OF_LOOP, ...OF_ACCOUNTS, ...OF_VENDING, ...OF_REGISTRATION, ...OF_ADAPTERS, ...OF_HANDLERS, ...OF_COUNTS, ...OF_GROWTH, ...OF_EVENTS,
];

/** A planted fault that random rehearsals must find by themselves, and what their plans are bent towards. */
export interface ChaoticFault {
  readonly fault: PlantedFault;
  readonly leaning: Leaning;
}

const LEANINGS: Readonly<Record<string, Leaning>> = {
  'the fence is dropped': CANCELLED,
  'an address is taken for evidence': SQUATTED,
  'absence is believed at once': SHOWN_LATE,
  'creations are not asked for before a removal': LISTED_LATE,
  'concurrency is one too many': CROWDED,
  'the cooldown is not waited for': RESTLESS,
  'units that could not be listed are empty': UNSEEN,
  'an entry is written over another one': OVERLAPPING,
};

export const FOR_CHAOS: readonly ChaoticFault[] = Object.entries(LEANINGS).map(([name, leaning]) =>
  ({ fault: PLANTED.find(fault => fault.name === name)!, leaning }));
