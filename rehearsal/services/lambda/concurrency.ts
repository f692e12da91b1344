/** How many executions of a function may run at once, where its template reserves a number of them. */

import type { InvocationOutcome } from '../../kernel/function-host';

/** Counts what runs. Without a number that is reserved, nothing is ever throttled: the quota of an account is far away. */
export class Concurrency {
  private readonly reserved = new Map<string, number>();
  private readonly running = new Map<string, number>();

  /** @param executions undefined where none are reserved */
  public reserve(arn: string, executions: number | undefined): void {
    if (executions === undefined) {
      this.reserved.delete(arn);
    } else {
      this.reserved.set(arn, executions);
    }
  }

  /** Whether one more invocation would be turned away now. */
  public throttles(arn: string): boolean {
    return (this.running.get(arn) ?? 0) >= (this.reserved.get(arn) ?? Infinity);
  }

  /** Counts an invocation until it has ended. */
  public counted(arn: string, done: (outcome: InvocationOutcome) => void): (outcome: InvocationOutcome) => void {
    this.running.set(arn, (this.running.get(arn) ?? 0) + 1);
    return outcome => {
      this.running.set(arn, this.running.get(arn)! - 1);
      done(outcome);
    };
  }
}
