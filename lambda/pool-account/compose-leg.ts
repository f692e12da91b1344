/** Builds what a leg asks of its stack, whichever road its account comes. */

import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { LegPorts } from './run-leg';
import { placeInStack } from '../../aws/cloudformation/stack-line';
import { CloudFormationStacks } from '../../aws/cloudformation/stacks';
import { RetiredMarks } from '../../aws/ssm/retired-marks';

/** The stack, the place of a leg in it, and which accounts are retired. */
export function composeLeg(cloudFormation: CloudFormationClient): LegPorts {
  const marks = new RetiredMarks(new SSMClient({}));
  return {
    stacks: new CloudFormationStacks(cloudFormation),
    legs: { place: async (stackId, logicalId) => placeInStack(cloudFormation, stackId, logicalId) },
    retired: { mark: async owner => marks.read(owner) },
  };
}
