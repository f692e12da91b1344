/**
 * The app of a soak, synthesized in a process of its own: `soak-app.ts OUTDIR NAME...`. The CDK keeps the tokens of every app for as long as the process lives,
 * so hundreds of apps in one process would be measured with it.
 */

import { PoolAccount } from 'account-robot';
import { App, Stack, Tags } from 'aws-cdk-lib';
import { HOME_REGION, MANAGEMENT_ACCOUNT, settingsOf } from './app';

const [outdir, ...names] = process.argv.slice(2);
const context = { 'account-robot': settingsOf({ registration: '1.3', concurrency: 2 }), 'aws:cdk:disable-version-reporting': true };
const app = new App({ outdir, context });
const stack = new Stack(app, 'Pool', { env: { account: MANAGEMENT_ACCOUNT, region: HOME_REGION } });
// What changes from one deployment to the next stands in the template where this does.
const changing = 'number-of-the-deployment';
Tags.of(stack).add('cost-centre', changing);
for (const name of names) {
  new PoolAccount(stack, name, { verify: changing });
}
app.synth();
