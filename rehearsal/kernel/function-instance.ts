/** One instance of a function as the host keeps it. */

import type { FunctionEnvironment } from './function-environment';
import type { InvocationOutcome, Report } from './function-reports';

export interface FunctionDefinition {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  readonly accountId: string;
  readonly region: string;
  readonly codeDirectory: string;
  readonly handler: string;
  readonly environment: Record<string, string>;
  readonly timeoutSeconds: number;
  /** What is written to the console below this level is not logged: `LoggingConfig` of the function. */
  readonly logLevel?: string;
  /** The group that it logs to, if it was given one. */
  readonly logGroup?: string;
}

/** One environment and how far the kernel and it have got with each other. */
export interface Instance {
  readonly id: string;
  /** In the order in which instances were made. */
  readonly number: number;
  readonly fn: FunctionDefinition;
  readonly environment: FunctionEnvironment;
  /** What it is told when it is its turn. */
  readonly inbox: (() => void)[];
  /** When it was last used, in virtual seconds. */
  usedAt: number;
  last?: Report;
  /** When the last report came, in virtual seconds. */
  quietAt?: number;
  timerSet?: number;
  invocation?: Invocation;
  dead?: boolean;
}

export interface Invocation {
  readonly id: string;
  /** What it is about. */
  readonly subject?: string;
  readonly done: (outcome: InvocationOutcome) => void;
  ended?: boolean;
}

/** An error of a function's realm has its type's members and is none by its class. */
export function asThrown(error: unknown): NonNullable<InvocationOutcome['error']> {
  const { name, message, stack } = Object(error) as Partial<Error>;
  return message === undefined
    ? { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: String(error), trace: [] }
    : { errorType: name ?? 'Error', errorMessage: message, trace: (stack ?? '').split('\n') };
}
