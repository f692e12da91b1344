/**
 * What Account Factory does with the credentials of its caller.
 *
 * The product has no launch constraint, so Service Catalog launches it as whoever asked. The list is AWS's own (Control Tower
 * guide, roles-how); which of it each step really needs isn't published, so all of it must be granted.
 */

import type { Caller } from '../../kernel/types';
import { ApiError } from '../../kernel/types';
import type { Authorizer } from '../ports';
import type { OperationKind } from '../service-catalog/catalog-state';

const inService = (service: string, names: string) => names.trim().split(/\s+/).map(name => `${service}:${name}`);

/** Where Organizations answers, wherever it is asked from. */
const GLOBAL_REGION = 'us-east-1';

/** For creating or enrolling an account, in the order in which a missing one shows. */
export const ENROLLMENT_ACTIONS: readonly string[] = [
  ...inService('controltower', 'CreateManagedAccount DescribeManagedAccount'),
  ...inService('organizations', 'DescribeOrganization'),
  ...inService('sso', `
    DescribeRegisteredRegions GetSSOStatus GetPeregrineStatus ListDirectoryAssociations GetApplicationInstance CreateApplicationInstance
    GetTrust CreateTrust UpdateTrust ListPermissionSets GetPermissionSet GetProfile CreateProfile UpdateProfile AssociateProfile
    ListProfileAssociations ProvisionSAMLProvider ProvisionApplicationInstanceForAWSAccount ProvisionApplicationProfileForAWSAccountInstance`),
  ...inService('sso-directory', `
    DescribeDirectory GetUserPoolInfo SearchUsers CreateUser SearchGroups SearchGroupsWithGroupName DescribeGroups ListMembersInGroup AddMemberToGroup`),
  ...inService('s3', 'GetObject'),
];

/** For taking an account out of Control Tower's care. */
export const REMOVAL_ACTIONS: readonly string[] = inService('controltower', 'DeregisterManagedAccount DescribeManagedAccount');

/** AWS's refusal if the caller lacks any of what the operation does in its name. */
export function refusalOf(iam: Authorizer, caller: Caller, kind: OperationKind, homeRegion: string): ApiError | undefined {
  let first: ApiError | undefined;
  for (const action of kind === 'terminate' ? REMOVAL_ACTIONS : ENROLLMENT_ACTIONS) {
    try {
      // AWS publishes no ARN for any of them: not even for the template's bucket, which it owns.
      iam.authorize(caller, action, '*', { 'aws:RequestedRegion': action.startsWith('organizations:') ? GLOBAL_REGION : homeRegion });
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      first ??= error;
    }
  }
  return first;
}
