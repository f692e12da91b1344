/**
 * Synthesizes a stack of pool accounts and says what that took.
 *
 *     tsx bench/synthesize.ts <accounts> <folder> [value of a tag]
 *
 * A process of its own, because loading the CDK is part of what users wait for. No accounts: an empty app.
 */

import { accountNames, HOLDING_UNIT, HOME_REGION, MANAGEMENT_ACCOUNT, SLOTS } from './scenarios';
import type { Synthesis } from './synthesis';

async function main(): Promise<void> {
  const [size, outdir, tag] = process.argv.slice(2);
  const before = process.cpuUsage();
  const startedAt = performance.now();
  const { App, Stack, Tags } = await import('aws-cdk-lib');
  const app = new App({
    outdir,
    context: {
      'account-robot': {
        holdingOrganizationalUnitId: HOLDING_UNIT,
        accountEmail: 'aws+{name}@example.com',
        ssoUser: { email: 'pool@example.com', firstName: 'Pool', lastName: 'Account' },
        concurrency: SLOTS,
      },
    },
  });
  const stack = new Stack(app, 'Pool', { env: { account: MANAGEMENT_ACCOUNT, region: HOME_REGION } });
  if (Number(size) > 0) {
    const { PoolAccount } = await import('account-robot');
    for (const name of accountNames(Number(size))) new PoolAccount(stack, name);
  }
  if (tag !== undefined) Tags.of(app).add('cost-center', tag);
  app.synth();
  const { user, system } = process.cpuUsage(before);
  const measured: Synthesis = { wallSeconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6 };
  process.stdout.write(JSON.stringify(measured));
}

void main();
