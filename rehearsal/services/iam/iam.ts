/** IAM: roles and policies as resources. Whether they allow a call is found out in the directory. */

import { ManagedPolicyType, PolicyType, RoleType } from './iam-resources';
import { defineService } from '../service';

export const iam = defineService({
  name: 'iam',
  start: to => ({ directory: to.iam, partition: to.partition }),
  resourceTypes: ({ directory, partition }) => ({
    'AWS::IAM::Role': new RoleType(directory, partition),
    'AWS::IAM::Policy': new PolicyType(directory),
    'AWS::IAM::ManagedPolicy': new ManagedPolicyType(directory, partition),
  }),
});
