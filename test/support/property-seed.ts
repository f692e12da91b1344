/**
 * Gives every property one seed, so that a run fails because of what changed and never by chance. PROPERTY_SEED sets
 * another one: the long test has a fresh one each time, and says which. A property that has a seed of its own keeps it.
 */

import * as fc from 'fast-check';

const FIXED_SEED = 20260105;

const given = process.env.PROPERTY_SEED ?? '';
if (!/^(-?\d{1,10})?$/.test(given)) {
  throw new Error(`PROPERTY_SEED is ${JSON.stringify(given)}, expected an integer; set it to the seed that a failed property printed, or unset it`);
}
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: given === '' ? FIXED_SEED : Number(given) });
