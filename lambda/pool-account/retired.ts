/** Accounts that are retired, as a leg meets them: it leaves them alone. */

import type { RetiredMark } from '../../core/retirement/ports';

/** What is known of one. What a later version wrote may say less. */
export type Mark = Partial<RetiredMark>;

/** Where it is looked up. Throws a TransientError if nobody can tell. */
export interface RetiredPort {
  /** null: it is none of them. */
  mark(owner: string): Promise<Mark | null>;
}

/** Looks it up when it is first asked for, and no more in this poll: that is before something is changed, and before a failure is told. */
export function onceRead(port: RetiredPort, owner: string): () => Promise<Mark | null> {
  let known: Promise<Mark | null> | undefined;
  return async () => known ??= port.mark(owner);
}

/** What a deployment says of it. */
export function retiredText({ accountId, since, until }: Mark): string {
  return `the account${accountId === undefined ? '' : ` ${accountId}`} is being retired${until === undefined ? '' : ` until it is ${until}`}`
    + `${since === undefined ? '' : `, as was asked for at ${since}`}: nothing is done to it; skip its number if the pool is to have another one instead`;
}
