/** Builds what a leg asks of its stack, whichever road its account comes. */

import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { LegPorts } from './run-leg';
import { placeInStack } from '../../aws/cloudformation/stack-line';
import { CloudFormationStacks } from '../../aws/cloudformation/stacks';

/** The stack, and the place of a leg in it. */
export function composeLeg(cloudFormation: CloudFormationClient): LegPorts {
  return {
    stacks: new CloudFormationStacks(cloudFormation),
    legs: { place: async (stackId, logicalId) => placeInStack(cloudFormation, stackId, logicalId) },
  };
}
