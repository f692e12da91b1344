/**
 * Ten pool accounts. Their settings stand in cdk.json, so that one line for each is enough.
 */

import { App, Stack } from 'aws-cdk-lib';
import { context } from './cdk.json';
import { PoolAccount } from 'account-robot';

// The CDK command hands the context over by itself. Said here, the app runs without the command too.
const app = new App({ context });
const pool = new Stack(app, 'Pool', {
  description: 'Ten accounts of Innovation Sandbox on AWS',
  // The management account, and the region that Control Tower calls home.
  env: { account: '111122223333', region: 'eu-west-1' },
});

for (let number = 1; number <= 10; number++) {
  new PoolAccount(pool, `pool-${String(number).padStart(3, '0')}`);
}

app.synth();
