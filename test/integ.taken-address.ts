/// !cdk-integ IntegTakenAddress
/**
 * An account with an address that another one has.
 *
 * Shows: how Control Tower words it, and that nothing is left behind.
 * Needs: INTEG_ACCOUNT, INTEG_REGION, INTEG_UNIT, INTEG_PERSON, INTEG_TAKEN; the bootstrapped management account, with credentials for it.
 * Costs: nothing. No account is made, and no address is used.
 * Ends: AR-EMAIL-IN-USE, and the stack is rolled back.
 * Afterwards: cdk destroy.
 */

import { PoolAccount } from 'account-robot';
import { given, integApp, nameOf } from './support/integ-app';

const { app, stack } = integApp('IntegTakenAddress');
new PoolAccount(stack, nameOf('taken'), { accountEmail: given('INTEG_TAKEN') });
app.synth();
