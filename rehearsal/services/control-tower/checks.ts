/** What Control Tower finds wrong with a request when it gets to it. The texts come back in the record, never from the call. */

import { FAILURE_TEXTS, fillIn } from '../../world/factory-texts';
import { OrganizationContext } from '../context';
import { AccountState, OperationState } from '../service-catalog/catalog-state';

/** The parameters of the product; all of them are required, even with Identity Center off. */
export const PARAMETERS = ['AccountName', 'AccountEmail', 'ManagedOrganizationalUnit', 'SSOUserEmail', 'SSOUserFirstName', 'SSOUserLastName'] as const;

/** Why no account can be given to a user, in words of ours: AWS's are not known. */
export const IDENTITY_CENTER_OFF = 'AWS Control Tower cannot create an account because IAM Identity Center is not enabled in the home Region.';

/** A refusal, typed as CreateAccount types it. */
export interface CreationRefusal {
  readonly reason: 'ACCOUNT_LIMIT_EXCEEDED' | 'EMAIL_ALREADY_EXISTS';
  readonly message: string;
}

/**
 * What is wrong with a request to create or enroll an account, before any work on it.
 *
 * Inferred are the words for missing and changed parameters; those for the unit and for the landing zone are AWS's.
 */
export function wrongWithRequest({ state, world }: OrganizationContext, { parameters, productId }: OperationState): string | undefined {
  const { identityCenter, landingZone } = world.organization;
  if (landingZone !== 'ready') return FAILURE_TEXTS['landing-zone-not-ready'].text;
  if (!identityCenter) return IDENTITY_CENTER_OFF;

  const missing = PARAMETERS.filter((key) => !parameters[key]);
  if (missing.length > 0) return `InvalidParametersException  Parameters: [${missing.join(', ')}] must have values`;

  if (!targetUnit({ state }, parameters)) {
    return fillIn(FAILURE_TEXTS['ou-not-registered'].text, { ou: parameters.ManagedOrganizationalUnit, quota: world.factory.concurrency });
  }
  const account = accountOf({ state }, productId);
  if (!account) return undefined;
  if (account.status !== 'ACTIVE') return FAILURE_TEXTS['execution-role-missing'].text;
  const changed = account.email.toLowerCase() !== parameters.AccountEmail.toLowerCase() ? 'AccountEmail' : account.name !== parameters.AccountName ? 'AccountName' : undefined;
  return changed && `InvalidParametersException  Parameters: [${changed}] cannot be modified`;
}

/** The registered unit that is meant by 'Name (ou-id)'. A bare name, a bare id and a path are not understood, as in AWS. */
export function targetUnit({ state }: Pick<OrganizationContext, 'state'>, parameters: Readonly<Record<string, string>>): string | undefined {
  return state.units.find(({ id, name, registered }) => registered && parameters.ManagedOrganizationalUnit === `${name} (${id})`)?.id;
}

/** Why AWS Organizations would not create the account. */
export function wrongWithAccount({ state, world }: OrganizationContext, { parameters }: OperationState): CreationRefusal | undefined {
  const coming = state.creations.filter((creation) => creation.state === 'IN_PROGRESS').length;
  if (state.accounts.length + coming >= world.organization.accountQuota) {
    return { reason: 'ACCOUNT_LIMIT_EXCEEDED', message: FAILURE_TEXTS['account-quota'].text };
  }
  const email = parameters.AccountEmail.toLowerCase();
  const taken = state.accounts.some((account) => account.email.toLowerCase() === email);
  return taken ? { reason: 'EMAIL_ALREADY_EXISTS', message: FAILURE_TEXTS['email-in-use'].text } : undefined;
}

/** The account that came of a product, enrolled or not. */
export function accountOf({ state }: Pick<OrganizationContext, 'state'>, productId: string): AccountState | undefined {
  const accountId = state.products.find(({ id }) => id === productId)?.accountId;
  return accountId === undefined ? undefined : state.accounts.find(({ id }) => id === accountId);
}
