/** The SDK's own output types, for answers: a member that the real service doesn't have doesn't compile. */

/** What a service answers, as the SDK gives it to its caller. Protocols write dates as theirs do. */
export type Answer<Output> = Omit<Output, '$metadata'>;
