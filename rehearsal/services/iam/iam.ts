/** IAM: roles and policies as resources. Whether they allow a call is found out in the directory. */

import { MANAGED_POLICY_FACTS, POLICY_FACTS, ROLE_POLICY_FACTS, ROLE_PROPERTIES } from './iam-facts';
import { ManagedPolicyType, PolicyType, RoleType } from './iam-resources';
import { defineService } from '../service';

export const iam = defineService({
  name: 'iam',
  start: to => ({ directory: to.iam, partition: to.partition }),
  resourceTypes: {
    'AWS::IAM::Role': { facts: { properties: ROLE_PROPERTIES }, start: ({ directory, partition }) => new RoleType(directory, partition) },
    'AWS::IAM::Policy': { facts: POLICY_FACTS, start: ({ directory }) => new PolicyType(directory) },
    'AWS::IAM::RolePolicy': { facts: ROLE_POLICY_FACTS, start: ({ directory }) => new PolicyType(directory, ['PolicyName', 'RoleName'], 'RoleName') },
    'AWS::IAM::ManagedPolicy': { facts: MANAGED_POLICY_FACTS, start: ({ directory, partition }) => new ManagedPolicyType(directory, partition) },
  },
});
