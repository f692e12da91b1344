/** What Control Tower finds wrong with a request when it gets to it. The texts come back in the record, never from the call. */

import type { FactoryContext } from './factory-context';
import type { OperationState } from './factory-state';
import { denialOf } from '../../iam/service-control';
import { BUSY_TEXTS, FAILURE_TEXTS, fillIn } from '../../world/factory-texts';
import type { CreationRefusal, MemberAccount } from '../organizations/organization-state';

/** The parameters of the product; all of them are required, even with Identity Center off. */
export const PARAMETERS = ['AccountName', 'AccountEmail', 'ManagedOrganizationalUnit', 'SSOUserEmail', 'SSOUserFirstName', 'SSOUserLastName'] as const;

/** Why no account can be given to a user, in words of ours: AWS's are not known. */
export const IDENTITY_CENTER_OFF = 'AWS Control Tower cannot create an account because IAM Identity Center is not enabled in the home Region.';

/** What Control Tower makes of a refusal of CreateAccount. */
const CREATION_TEXTS: Readonly<Record<CreationRefusal, string>> = {
  ACCOUNT_LIMIT_EXCEEDED: FAILURE_TEXTS['account-quota'].text,
  EMAIL_ALREADY_EXISTS: FAILURE_TEXTS['email-in-use'].text,
  INVALID_EMAIL: FAILURE_TEXTS['invalid-email'].text,
};

/**
 * What is wrong with a request to create or enroll an account, before any work on it.
 *
 * Inferred are the words for missing and changed parameters; those for the unit and for the landing zone are AWS's.
 */
export function wrongWithRequest(to: FactoryContext, { parameters, productId }: OperationState): string | undefined {
  const { world } = to;
  const { accessManagement, homeRegion, identityCenter, identityCenterRegion = homeRegion } = world.organization;
  const { landingZone, landingZoneMinutes = Infinity } = world.organization;
  if (landingZone !== 'ready' && to.time.secondsInto(to.time.now) < landingZoneMinutes * 60) {
    // Inferred: that an update of the landing zone is one of the operations that AWS speaks of.
    return landingZone === 'updating' ? BUSY_TEXTS['another-operation'].text : FAILURE_TEXTS['landing-zone-not-ready'].text;
  }
  if (accessManagement === 'control-tower' && (!identityCenter || identityCenterRegion !== homeRegion)) {
    return IDENTITY_CENTER_OFF;
  }

  const missing = PARAMETERS.filter(key => !parameters[key]);
  if (missing.length > 0) {
    return `InvalidParametersException  Parameters: [${missing.join(', ')}] must have values`;
  }

  if (!targetUnit(to, parameters)) {
    return fillIn(FAILURE_TEXTS['ou-not-registered'].text, { ou: parameters.ManagedOrganizationalUnit, quota: world.factory.concurrency });
  }
  const account = accountOf(to, productId);
  if (!account) {
    return undefined;
  }
  if (account.status !== 'ACTIVE') {
    return FAILURE_TEXTS['execution-role-missing'].text;
  }
  const changed = account.email.toLowerCase() !== parameters.AccountEmail.toLowerCase() ? 'AccountEmail' : account.name !== parameters.AccountName ? 'AccountName' : undefined;
  return changed && `InvalidParametersException  Parameters: [${changed}] cannot be modified`;
}

/** What Control Tower does in a new account, by the first parts of its actions. AWS publishes no list; these are the resources that an enrolled account has. */
const ENROLLMENT_SERVICES = ['cloudformation', 'cloudtrail', 'config', 'events', 'iam', 'lambda', 'logs', 'sns', 'sts'];

/** What keeps Control Tower from enrolling an account that is there. That it shows only then is inferred. */
export function wrongWithEnrollment(
  to: FactoryContext, { parameters }: OperationState, account: MemberAccount,
): string | undefined {
  const { organizations, partition, world: { organization } } = to;
  const inUnit = organizations.policies.deniedInUnit(targetUnit(to, parameters) ?? organization.rootId);
  // Whoever is denied everything meets that when he comes in.
  const denied = [...organization.deniedActions, ...inUnit].map(action => (action === '*' ? 'sts:AssumeRole' : action))
    .find(action => ENROLLMENT_SERVICES.includes(action.split(':')[0]));
  if (denied !== undefined) {
    return denialOf(`arn:${partition}:sts::${account.id}:assumed-role/AWSControlTowerExecution/enrollment`, denied);
  }
  const knows = organization.identityCenterUsers.some(address => address.toLowerCase() === parameters.SSOUserEmail.toLowerCase());
  const givesAccess = organization.accessManagement === 'control-tower';
  return givesAccess && organization.identitySource === 'external' && !knows ? FAILURE_TEXTS['identity-provider-external'].text : undefined;
}

/** The registered unit that is meant by 'Name (ou-id)'. A bare name, a bare id and a path are not understood, as in AWS. */
export function targetUnit({ organizations: { state } }: Pick<FactoryContext, 'organizations'>, parameters: Readonly<Record<string, string>>): string | undefined {
  return state.units.find(({ id, name, registered }) => registered && parameters.ManagedOrganizationalUnit === `${name} (${id})`)?.id;
}

/** Why AWS Organizations would not create the account, and in whose words Control Tower says so. */
export function wrongWithAccount(
  { organizations }: FactoryContext, { parameters }: OperationState,
): { readonly reason: CreationRefusal; readonly message: string } | undefined {
  const reason = organizations.refusalOf(parameters.AccountEmail);
  return reason && { reason, message: CREATION_TEXTS[reason] };
}

/**
 * The account with the address of the request that Control Tower would enroll instead of creating one: in use, in the root or already in the unit that it is to
 * come to, and not enrolled.
 */
export function enrollable(to: FactoryContext, { parameters, productId }: OperationState): MemberAccount | undefined {
  const { catalog, organizations, world } = to;
  const places = [world.organization.rootId, targetUnit(to, parameters)];
  return organizations.state.accounts.find(({ email, id, parentId, status }) =>
    email.toLowerCase() === parameters.AccountEmail.toLowerCase() && status === 'ACTIVE' && places.includes(parentId)
    && !catalog.state.products.some(product => product.id !== productId && product.accountId === id));
}

/** The account that came of a product, enrolled or not. */
export function accountOf({ catalog, organizations }: Pick<FactoryContext, 'catalog' | 'organizations'>, productId: string): MemberAccount | undefined {
  return organizations.account(catalog.state.products.find(({ id }) => id === productId)?.accountId);
}
