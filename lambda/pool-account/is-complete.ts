/** isComplete of Custom::PoolAccount: one look at an account that Account Factory makes. */

import { composePorts } from './compose';
import { parseEnvironment } from './environment';
import { pollOf } from './poll';
import { controlTowerRoad } from '../../core/pool-account/control-tower-road';

// Built once for a warm function: the directory remembers its scan of the organization.
const { ports, travelled, clock, events } = composePorts();

/** What the Provider framework calls every half minute. */
export const handler = pollOf({ ports, road: () => controlTowerRoad(parseEnvironment(process.env), travelled), clock, events });
