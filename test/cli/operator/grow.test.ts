/** `grow`: the shipped command asks the function of a pool that is served on loopback, with the real SDK and the bundle that AWS would run. */

import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { ServedOrganization } from './served-organization';
import { AccountPool, GrowthApproval, PoolGrowth } from '../../../src';
import { ACCOUNT, REGION, SETTINGS } from '../../support/rehearse-app';
import { sandboxBlock } from '../../support/sandbox-app';
import { temporaryFolder } from '../shipped-command';

const WORLD = `
organization:
  managementAccountId: '${ACCOUNT}'
  homeRegion: ${REGION}
  organizationalUnits: [{ id: ou-abcd-11112222, name: Pool }]
  accountQuota: 100
factory:
  creationMinutes: { median: 10, sigma: 0, minimum: 10, maximum: 10 }
`;

function synthesized(): string {
  const folder = path.join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir: folder, context: { 'account-robot': { ...SETTINGS, sandbox: sandboxBlock() } } });
  const env = { account: ACCOUNT, region: REGION };
  const pool = new AccountPool(new Stack(app, 'Pool', { env }), 'Pool', { elasticSize: { min: 1, max: 12, initial: 2 } });
  new PoolGrowth(new Stack(app, 'PoolGrowth', { env }), 'Growth', { pool, lowWater: 1, maxPerDay: 4, approval: GrowthApproval.above(5) });
  app.synth();
  return folder;
}

describe('a pool that is served', () => {
  let served: ServedOrganization;
  beforeAll(async () => { served = await ServedOrganization.start([synthesized(), '--no-rollback', '--for', '30m'], WORLD); });

  const grow = async (...args: string[]) => served.command(['grow', 'Pool', '--stack', 'PoolGrowth', '--yes', ...args], {}, temporaryFolder());

  test('answers within its limits, and grows', async () => {
    expect(await grow('--to', '13')).toMatchObject({ status: 1, stderr: expect.stringContaining('AR-GROWTH-MAX: pool Pool has 2 accounts and may have 12 at most; 13 were asked for.') });
    expect(await grow('--to', '9')).toMatchObject({ status: 1, stderr: expect.stringContaining('AR-GROWTH-DAY') });
    expect(await grow('--to', '2')).toMatchObject({ status: 1, stderr: expect.stringContaining('AR-GROWTH-SMALLER') });
    expect(await grow('--approve', '0123456789abcdef')).toMatchObject({ status: 1, stderr: expect.stringContaining('AR-GROWTH-ANSWER') });
    expect(await grow('--clear')).toMatchObject({ status: 1, stderr: expect.stringContaining('AR-GROWTH-NOT-HALTED') });
    expect(await grow()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Not now: /) });
    const asked = await grow('--to', '6');
    expect(asked).toMatchObject({ status: 0, stdout: expect.stringContaining('Growth from 2 to 6 accounts has to be approved') });
    const [, id] = /--approve ([0-9a-f]{16})/.exec(asked.stdout)!;
    expect(await grow('--approve', id)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Pool Pool grows from 2 to 6 accounts: .* approved it\./) });
    expect(await grow('--approve', id)).toMatchObject({ status: 1, stderr: expect.stringContaining('AR-GROWTH-ANSWER-TWICE') });
    expect(await grow('--to', '7')).toMatchObject({ status: 0, stdout: expect.stringContaining('Not now: stack Pool is UPDATE_IN_PROGRESS: one operation at a time.') });
  });

  test('is found by its name only', async () => {
    expect(await served.command(['grow', 'Poll', '--stack', 'PoolGrowth', '--yes'])).toMatchObject({ status: 2, stderr: "account-robot: no pool 'Poll' grows by itself in PoolGrowth, but Pool/Pool\n" });
    expect(await served.command(['grow', 'Pool', '--stack', 'Gone', '--yes'])).toMatchObject({ status: 2, stderr: expect.stringContaining('there is no stack Gone in this account and Region') });
    expect(await served.command(['grow', 'Pool', '--stack', 'PoolGrowth'])).toMatchObject({ status: 2, stderr: expect.stringContaining('add --yes') });
  });
});
