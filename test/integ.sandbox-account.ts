/// !cdk-integ IntegSandboxAccount
/**
 * One account, from nothing into Innovation Sandbox.
 *
 * Shows: the move to Entry, the registration, the cleaning, and that the account is Available at the end. An hour.
 * Needs: as with one account; Innovation Sandbox 1.3 or newer with a machine client whose role the stack's role may take (docs/innovation-sandbox-setup.md):
 * INTEG_NAMESPACE, INTEG_SANDBOX_REGION, INTEG_CLIENT_ROLE, INTEG_EXTERNAL_ID.
 * Costs: as with one account, and one cleaning by CodeBuild. Innovation Sandbox erases everything in the account: it is empty.
 * Ends: AVAILABLE.
 * Afterwards: eject the account from Innovation Sandbox, then as with one account.
 */

import { PoolAccount } from 'account-robot';
import { integApp, integSandbox, nameOf } from './support/integ-app';

const { app, stack } = integApp('IntegSandboxAccount', { sandbox: integSandbox() });
new PoolAccount(stack, nameOf('sandbox'));
app.synth();
