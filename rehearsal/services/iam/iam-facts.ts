/** What is known of the properties of roles and policies. */

import type { KnownProperties, TypeFacts } from '../../cloudformation/known-properties';

const TAGS = 'conditions on tags of callers end a rehearsal, so nothing is decided by them';
/** Resources that a statement names. One of a type that nobody knows is none that functions of accounts call. */
const STATEMENT_RESOURCE = /\.(Not)?Resource(\[\d+\])?$/;
const OTHERS = 'no function is a user or is in a group';

export const ROLE_PROPERTIES: KnownProperties = {
  understood: ['AssumeRolePolicyDocument', 'ManagedPolicyArns', 'Path', 'PermissionsBoundary', 'Policies', 'RoleName'],
  harmless: {
    Description: 'it is read by people only',
    MaxSessionDuration: 'sessions of functions are renewed by Lambda, and those that functions open last an hour at most',
    Tags: TAGS,
  },
  opaque: STATEMENT_RESOURCE,
};

export const POLICY_FACTS: TypeFacts = {
  properties: { understood: ['PolicyDocument', 'Roles'], harmless: { PolicyName: 'the CDK gives each policy a name of its own', Users: OTHERS, Groups: OTHERS }, opaque: STATEMENT_RESOURCE },
  attachedTo: 'Roles',
};

export const ROLE_POLICY_FACTS: TypeFacts = {
  properties: { understood: ['PolicyDocument', 'RoleName'], harmless: { PolicyName: 'the CDK gives each policy a name of its own' }, opaque: STATEMENT_RESOURCE },
  attachedTo: 'RoleName',
};

export const MANAGED_POLICY_FACTS: TypeFacts = {
  properties: {
    understood: ['ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'],
    harmless: { Description: 'it is read by people only', Users: OTHERS, Groups: OTHERS },
    opaque: STATEMENT_RESOURCE,
  },
  attachedTo: 'Roles',
};
