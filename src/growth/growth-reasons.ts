/** Why growth is as it is, for the rules of AWS Solutions. */

import { CAPACITY_REASONS } from './capacity-reasons';
import type { NagReason } from '../shared/nag-reasons';

/** The role of the function that decides: it counts as capacity does. */
export const GROWTH_REASONS: readonly NagReason[] = CAPACITY_REASONS;
