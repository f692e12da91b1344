/** isComplete of Custom::PoolAccount: one look at an account that AWS Organizations makes. */

import { composeOrganizations } from './compose-organizations';
import { parseOrganizationsEnvironment } from './environment-organizations';
import { pollOf } from './poll';
import { organizationsRoad } from '../../core/pool-account/organizations-road';
import { requireEnv } from '../shared/environment';

// Built once for a warm function: requests that succeeded and the scan of the organization are remembered.
const { ports, travelled, clock, events } = composeOrganizations(requireEnv(process.env, 'AWS_REGION'));

/** What the Provider framework calls every half minute. */
export const handler = pollOf({ ports, road: () => organizationsRoad(parseOrganizationsEnvironment(process.env), travelled), clock, events });
