/**
 * Synthesizes a stack of pool accounts and says what that took.
 *
 *     tsx bench/synthesize.ts <accounts> <folder> [value of a tag]
 *
 * A process of its own, measured from its start, because starting Node and loading the CDK is part of what users wait for. No accounts: an empty app.
 */

import { HOLDING_UNIT, HOME_REGION, MANAGEMENT_ACCOUNT, SLOTS } from './scenarios';
import type { Synthesis } from './synthesis';

async function main(): Promise<void> {
  const [size, outdir, tag] = process.argv.slice(2);
  const { App, Stack, Tags } = await import('aws-cdk-lib');
  const app = new App({
    outdir,
    context: {
      'account-robot': {
        holdingOrganizationalUnitId: HOLDING_UNIT,
        accountEmail: 'aws+{name}@example.com',
        ssoUser: { email: 'pool@example.com', firstName: 'Pool', lastName: 'Account' },
        concurrency: SLOTS,
        sandbox: {
          namespace: 'myisb',
          region: 'us-west-2',
          access: {
            kind: 'machine-client',
            roleArn: 'arn:aws:iam::222222222222:role/isb-m2m/myisb/myisb-isb-m2m-admin-account-robot',
            externalId: '11111111-2222-3333-4444-555555555555',
          },
        },
      },
    },
  });
  const stack = new Stack(app, 'Pool', { env: { account: MANAGEMENT_ACCOUNT, region: HOME_REGION } });
  if (Number(size) > 0) {
    const { AccountPool } = await import('account-robot');
    new AccountPool(stack, 'Pool', { size: Number(size), maxSize: Number(size) });
  }
  if (tag !== undefined) {
    Tags.of(app).add('cost-center', tag);
  }
  app.synth();
  const { user, system } = process.cpuUsage();
  const measured: Synthesis = { wallSeconds: performance.now() / 1000, cpuSeconds: (user + system) / 1e6 };
  process.stdout.write(JSON.stringify(measured));
}

void main();
