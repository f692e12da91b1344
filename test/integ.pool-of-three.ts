/// !cdk-integ IntegPoolOfThree
/**
 * Three accounts, two at a time.
 *
 * Shows: that a slot is waited for, how the factory says that it is busy, and that deploying again changes nothing. An hour and a half.
 * Needs: INTEG_ACCOUNT, INTEG_REGION, INTEG_UNIT, INTEG_EMAIL, INTEG_PERSON, INTEG_RUN; room for three accounts in the organization's quota.
 * Costs: three accounts, and their addresses for ever; cents a day each for AWS Config.
 * Ends: AVAILABLE.
 * Afterwards: as with one account, for each of the three; Control Tower removes one at a time.
 */

import { AccountPool } from 'account-robot';
import { integApp, nameOf } from './support/integ-app';

const { app, stack } = integApp('IntegPoolOfThree', { concurrency: 2 });
new AccountPool(stack, 'Pool', { size: 3, namePrefix: nameOf('pool-') });
app.synth();
