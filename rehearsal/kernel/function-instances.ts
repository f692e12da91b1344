/** The instances of all functions that live: which of them is idle, and in which order they were made. */

import type { Instance } from './function-instance';

export class Instances {
  private readonly byId = new Map<string, Instance>();
  /** Those that may be asked again. An instance of older code is at work until its end, and in no list. */
  private readonly byFunction = new Map<string, Instance[]>();

  /** All that live, also while some of them end. */
  public get all(): Instance[] {
    return [...this.byId.values()];
  }

  /** Instances whose invocation has not ended. */
  public get invoked(): Instance[] {
    return this.all.filter(({ invocation }) => invocation !== undefined);
  }

  public get(id: string): Instance | undefined {
    return this.byId.get(id);
  }

  public has(id: string): boolean {
    return this.byId.has(id);
  }

  public add(instance: Instance): void {
    this.byId.set(instance.id, instance);
    this.byFunction.set(instance.fn.arn, [...this.byFunction.get(instance.fn.arn) ?? [], instance]);
  }

  /** One that can be asked, of the function's present code. */
  public idleOf(arn: string): Instance | undefined {
    return this.byFunction.get(arn)?.find(({ invocation }) => !invocation);
  }

  /** Those that nobody has asked for more than so many virtual seconds. */
  public unusedFor(seconds: number, now: number): Instance[] {
    return this.all.filter(({ invocation, usedAt }) => !invocation && now - usedAt > seconds);
  }

  /** None of a function's is asked again; gives those that are idle. */
  public retire(arn: string): Instance[] {
    const retired = this.byFunction.get(arn) ?? [];
    this.byFunction.delete(arn);
    return retired.filter(({ invocation }) => !invocation);
  }

  public remove(instance: Instance): void {
    this.byId.delete(instance.id);
    const { arn } = instance.fn;
    const siblings = this.byFunction.get(arn);
    if (siblings) {
      this.byFunction.set(arn, siblings.filter(other => other !== instance));
    }
  }
}

/** In the order in which they were made. */
export function inOrder(instances: Iterable<Instance>): Instance[] {
  return [...instances].sort((a, b) => a.number - b.number);
}
