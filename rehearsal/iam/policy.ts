/** IAM policy documents as they stand in templates once the intrinsic functions are resolved. */

/** A policy document. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: Statement | readonly Statement[];
}

/** One statement. `Principal` and `NotPrincipal` appear in trust policies only. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny' | (string & {});
  readonly Action?: OneOrMore<string>;
  readonly NotAction?: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly NotResource?: OneOrMore<string>;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: Conditions;
}

/** Operator, then key, then the values of which one is enough. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, OneOrMore<string | boolean | number> | undefined>>>>;

/** IAM lets a list of one be written without brackets. */
export type OneOrMore<T> = T | readonly T[];

/** The list that was meant; empty for what was left out. */
export function listOf<T extends string | boolean | number | object>(value: OneOrMore<T> | undefined): readonly T[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value as readonly T[] : [value as T];
}
