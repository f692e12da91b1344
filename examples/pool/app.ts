/**
 * Ten pool accounts, declared by their number. Their settings stand in cdk.json.
 */

import { AccountPool } from 'account-robot';
import { App, Stack } from 'aws-cdk-lib';
import { context } from './cdk.json';

// The CDK command hands the context over by itself. Said here, the app runs without the command too.
const app = new App({ context });
const stack = new Stack(app, 'Pool', {
  description: 'Ten accounts of Innovation Sandbox on AWS',
  // The management account, and the region that Control Tower calls home.
  env: { account: '111122223333', region: 'eu-west-1' },
});

new AccountPool(stack, 'Pool', { size: 10 });

app.synth();
