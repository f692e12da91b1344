/** Two accounts with a sandbox, for scripts/nodes.ts. */

import { AccountPool } from 'account-robot';
import { App, Stack } from 'aws-cdk-lib';
import { context } from '../examples/pool/cdk.json';

const app = new App({ context });
new AccountPool(new Stack(app, 'Pool', { env: { account: '111122223333', region: 'eu-west-1' } }), 'Pool', { size: 2 });
app.synth();
