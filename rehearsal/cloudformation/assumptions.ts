/** What a rehearsal took for granted, so that nobody takes its success for more than it is. */

interface Assumption {
  readonly stack: string;
  readonly type: string;
  readonly reason: string;
  readonly logicalIds: Set<string>;
}

/** So many logical ids are named; of more, only the number is said. */
const NAMED = 3;

/** Types that do nothing in AWS either, so that nothing is assumed of them: the CDK's resource that tells AWS which constructs a stack uses. */
const IDLE_TYPES: ReadonlySet<string> = new Set(['AWS::CDK::Metadata']);

/** Collects assumptions, by stack, type and reason. */
export class Assumptions {
  private readonly entries = new Map<string, Assumption>();

  /** Notes a resource once, however often it is deployed. */
  public add(stack: string, logicalId: string, type: string, reason: string): void {
    if (IDLE_TYPES.has(type)) {
      return;
    }
    const key = JSON.stringify([stack, type, reason]);
    const entry = this.entries.get(key) ?? { stack, type, reason, logicalIds: new Set<string>() };
    entry.logicalIds.add(logicalId);
    this.entries.set(key, entry);
  }

  /** One line for each, sorted. */
  public lines(): string[] {
    return [...this.entries.values()].map(({ stack, type, reason, logicalIds }) => {
      const which = logicalIds.size <= NAMED ? [...logicalIds].sort().join(', ') : `${logicalIds.size} of them`;
      return `${type} (${which} in ${stack}): ${reason}`;
    }).sort();
  }
}
