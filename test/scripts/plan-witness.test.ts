/** Plans are what happens: for some organizations of the many that `npx tsx scripts/plan-witness.ts` draws. */

import { witness } from '../../scripts/plan-witness';

test.each([2, 3, 5])('organization %i', async run => {
  const { differences, world } = await witness(run);

  expect({ world, differences }).toEqual({ world, differences: [] });
});
