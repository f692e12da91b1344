/** What is known of the properties of roles and policies. */

import type { KnownProperties, TypeFacts } from '../../cloudformation/known-properties';

const TAGS = 'conditions on tags of callers end a rehearsal, so nothing is decided by them';
const OTHERS = 'no function is a user or is in a group';

export const ROLE_PROPERTIES: KnownProperties = {
  understood: ['AssumeRolePolicyDocument', 'ManagedPolicyArns', 'Path', 'PermissionsBoundary', 'Policies', 'RoleName'],
  harmless: {
    Description: 'it is read by people only',
    MaxSessionDuration: 'sessions of functions are renewed by Lambda, and those that functions open last an hour at most',
    Tags: TAGS,
  },
};

export const POLICY_FACTS: TypeFacts = {
  properties: { understood: ['PolicyDocument', 'Roles'], harmless: { PolicyName: 'no two policies of an app have one name in one role', Users: OTHERS, Groups: OTHERS } },
  attachedTo: 'Roles',
};

export const ROLE_POLICY_FACTS: TypeFacts = {
  properties: { understood: ['PolicyDocument', 'RoleName'], harmless: { PolicyName: 'no two policies of an app have one name in one role' } },
  attachedTo: 'RoleName',
};

export const MANAGED_POLICY_FACTS: TypeFacts = {
  properties: {
    understood: ['ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'],
    harmless: { Description: 'it is read by people only', Users: OTHERS, Groups: OTHERS, Tags: TAGS },
  },
  attachedTo: 'Roles',
};
