/** How many calls the commands take in a large organization: 1,140 accounts, 2,900 products, 60 units, in the middle of a deployment. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { ServedOrganization } from './served-organization';
import { largeWorld } from '../../../scripts/large-world';
import { synthesizePool, temporaryFolder } from '../shipped-command';

const MOST_CALLS = 150;

test.each([
  ['status', ['status', 'Pool']],
  ['doctor', ['doctor']],
])('%s', async (_name, [command, ...args]) => {
  const app = synthesizePool(19);
  const served = await ServedOrganization.start([app, '--until', '30'], largeWorld());
  const file = path.join(temporaryFolder(), 'answer.json');
  const { status, stderr } = await served.command([command, ...(command === 'doctor' ? [app] : args), '--sandbox-region', 'us-west-2', '--json', file], {}, temporaryFolder());
  const calls = await served.calls();

  expect([status, stderr]).toEqual([0, '']);
  expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toMatchObject({ version: 1 });
  expect(calls['organizations:ListAccounts']).toBeGreaterThanOrEqual(57);
  expect(calls['servicecatalog:SearchProvisionedProducts']).toBeGreaterThanOrEqual(29);
  expect(Object.values(calls).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(MOST_CALLS);
});
