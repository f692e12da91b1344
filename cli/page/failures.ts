/** What failed in a rehearsal, by what is to be done about it. Pure. */

import type { ReportError } from '../../rehearsal/report';

/** An account, or another resource of a stack, that failed. */
export interface Failed {
  readonly subject: string;
  /** Its place among the report's accounts; undefined for another resource. */
  readonly index?: number;
  readonly error: ReportError;
}

/** All that failed with one code. */
export interface FailureGroup {
  readonly code: string;
  readonly failed: readonly Failed[];
  /** The fix, where it is one for all of them. */
  readonly fix?: string;
}

/** What they are found in: the report of a rehearsal has both. */
export interface FailuresOf {
  readonly accounts: readonly { readonly name: string; readonly error: ReportError | null }[];
  readonly stacks: readonly { readonly failures: readonly { readonly logicalId: string; readonly error: ReportError }[] }[];
}

/** In the order in which they are told. */
export function failureGroups({ accounts, stacks }: FailuresOf): FailureGroup[] {
  const all: Failed[] = [
    ...stacks.flatMap(({ failures }) => failures.map(({ logicalId, error }) => ({ subject: logicalId, error }))),
    ...accounts.flatMap(({ name, error }, index) => (error === null ? [] : [{ subject: name, index, error }])),
  ];
  return [...new Set(all.map(({ error }) => error.code))].map(code => {
    const failed = all.filter(({ error }) => error.code === code);
    const fixes = new Set(failed.map(({ error }) => error.fix));
    return { code, failed, ...(fixes.size === 1 ? { fix: failed[0].error.fix } : {}) };
  });
}
