/** The role that CloudFormation acts in. */

import type { AssemblyStack } from './assembly';
import type { OperationContext } from './operation-context';
import type { StackRecord } from './stacks-state';

/** From now on CloudFormation acts on a stack and on those nested in it in that role. */
export function actIn(context: Pick<OperationContext, 'nestedIn'>, stack: StackRecord, roleArn: string | undefined): void {
  for (const one of [stack, ...context.nestedIn(stack)]) {
    if (roleArn === undefined) {
      delete one.roleArn;
    } else {
      one.roleArn = roleArn;
    }
  }
}

/** The role that the CDK's command has CloudFormation act in; where it names none, that of before. */
export function roleOf({ executionRoleArn }: AssemblyStack, { account, region, roleArn }: StackRecord, partition: string): string | undefined {
  return executionRoleArn?.replaceAll('${AWS::Partition}', partition).replaceAll('${AWS::AccountId}', account).replaceAll('${AWS::Region}', region) ?? roleArn;
}
