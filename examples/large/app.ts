/**
 * A pool that is too large for one stack. Its size stands in cdk.json, beside the settings of the accounts.
 */

import { AccountPool } from 'account-robot';
import { App, Stack } from 'aws-cdk-lib';
import { context } from './cdk.json';

/** What fits into one stack. Don't change it once accounts are deployed: an account would change its stack, and with it its owner. */
const PER_STACK = 150;

// The CDK command hands the context over by itself. Said here, the app runs without the command too.
const app = new App({ context });
const size = Number(app.node.tryGetContext('size'));

for (let first = 1; first <= size; first += PER_STACK) {
  const stack = new Stack(app, `Pool${Math.ceil(first / PER_STACK)}`, {
    description: 'Accounts of Innovation Sandbox on AWS',
    // The management account, and the region that Control Tower calls home.
    env: { account: '111122223333', region: 'eu-west-1' },
  });
  // Each stack has a factory of its own, with the settings of cdk.json.
  new AccountPool(stack, 'Pool', { size: Math.min(PER_STACK, size - first + 1), maxSize: PER_STACK, firstNumber: first, digits: 4 });
}

app.synth();
