/// !cdk-integ IntegExistingAccount
/**
 * An account that exists is taken into a pool, and forgotten again.
 *
 * Shows: that an account is found by its id, and that nothing of it changes when its stack goes.
 * Needs: INTEG_ACCOUNT, INTEG_REGION, INTEG_UNIT, INTEG_PERSON, INTEG_EXISTING; the account lies in INTEG_UNIT, is enrolled in Control Tower and in no use.
 * Costs: nothing.
 * Ends: AVAILABLE.
 * Afterwards: cdk destroy. The account stays as it was, but for a tag that says who has it.
 */

import { PoolAccount } from 'account-robot';
import { given, integApp } from './support/integ-app';

const { app, stack } = integApp('IntegExistingAccount');
new PoolAccount(stack, 'existing', { existingAccountId: given('INTEG_EXISTING') });
app.synth();
