/** The functions that run the legs of accounts, and the provider that calls them: the same for each source that is ours. */

import { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Provider } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import { FunctionLabel, POLL_SECONDS, WAITER_MINUTES } from '../contract';
import type { FunctionSettings } from '../shared/handler-function';
import { HandlerFunction, providerOf } from '../shared/handler-function';

/** A look and what follows from it take seconds; throttled calls are tried again meanwhile. */
export const HANDLER_TIMEOUT = Duration.minutes(5);

/** What tells the functions of one source from those of another. */
export interface LegFunctionsProps {
  readonly role: iam.IRole;
  /** The bundle of is-complete. */
  readonly isComplete: string;
  readonly environment: Record<string, string>;
  readonly settings: FunctionSettings;
}

/** What is made. */
export interface LegFunctions {
  readonly functions: readonly HandlerFunction[];
  readonly provider: Provider;
}

/** Makes them below the source, by the ids that all sources have in common: a stack that changes its source keeps the provider of its accounts. */
export function legFunctions(scope: Construct, { role, isComplete: handler, environment, settings }: LegFunctionsProps): LegFunctions {
  const kick = new HandlerFunction(scope, 'Kick', {
    handler: 'pool-account/kick',
    label: FunctionLabel.KICK,
    description: 'Account Robot: opens a leg of an account, starts nothing',
    role,
    timeout: HANDLER_TIMEOUT,
    environment,
    settings,
  });
  const isComplete = new HandlerFunction(scope, 'IsComplete', {
    handler,
    label: FunctionLabel.IS_COMPLETE,
    description: 'Account Robot: looks at an account, takes the next step, tells whether the leg is done',
    role,
    timeout: HANDLER_TIMEOUT,
    environment,
    settings,
  });
  const provider = providerOf(scope, 'Provider', settings, {
    onEventHandler: kick,
    isCompleteHandler: isComplete,
    queryInterval: Duration.seconds(POLL_SECONDS),
    totalTimeout: Duration.minutes(WAITER_MINUTES),
    // The executions' input holds CloudFormation's pre-signed answer address, which is not for logs.
    disableWaiterStateMachineLogging: true,
  });
  return { functions: [kick, isComplete], provider };
}
