/// !cdk-integ IntegOneAccount
/**
 * One account, from nothing.
 *
 * Shows: what all else stands on: the portfolio's association, the request, the poll, the record's outputs. Some thirty minutes.
 * Needs: INTEG_ACCOUNT, INTEG_REGION, INTEG_UNIT, INTEG_EMAIL, INTEG_PERSON, INTEG_RUN; room for one account in the organization's quota.
 * Costs: one account, and its address for ever. An empty account that Control Tower governs costs cents a day for AWS Config.
 * Ends: AVAILABLE.
 * Afterwards: cdk destroy keeps the account. Remove its product in Service Catalog, then close it in Organizations.
 */

import { PoolAccount } from 'account-robot';
import { integApp, nameOf } from './support/integ-app';

const { app, stack } = integApp('IntegOneAccount');
new PoolAccount(stack, nameOf('one'));
app.synth();
