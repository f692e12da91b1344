/** The fence: asked last, right before each call that changes something, and given by whoever starts the loop. */

/** Asks whether the order that an attempt serves still stands. */
export type Fence = () => Promise<boolean>;

/** Whether an action was taken, or the order that it was for stands no more. */
export type ActOutcome = 'done' | 'fenced';

/** What came of an action. `known`: what is known after it, if there is a reason to decide on at once instead of at the next look. */
export type Acted<Observed> = ActOutcome | { readonly known: Observed };

/** Makes the call, unless the fence is closed. */
export async function fenced(fence: Fence, call: () => Promise<void>): Promise<ActOutcome> {
  if (!await fence()) {
    return 'fenced';
  }
  await call();
  return 'done';
}

/** What is known after an action that was taken. */
export function andThen<Observed>(outcome: ActOutcome, known: Observed): Acted<Observed> {
  return outcome === 'fenced' ? outcome : { known };
}
