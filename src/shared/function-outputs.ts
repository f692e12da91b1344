import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FunctionOptions } from './function-options';
import type { HandlerFunction } from './handler-function';

/** Has the stack say what its functions and their log groups are called. Both have names that AWS makes up, and whoever is called at night has only the console. */
export function nameInOutputs(scope: Construct, functions: readonly HandlerFunction[], { logGroup }: FunctionOptions): void {
  const say = (id: string, value: string, description: string) => new CfnOutput(scope, id, { value, description });
  for (const handler of functions) {
    const { id } = handler.node;
    say(`${id}FunctionName`, handler.functionName, `${handler.label}: the function`);
    if (logGroup === undefined) {
      say(`${id}LogGroupName`, handler.logGroup.logGroupName, `${handler.label}: its log group`);
    }
  }
  if (logGroup !== undefined) {
    say('LogGroupName', logGroup.logGroupName, 'The log group of all functions');
  }
}
