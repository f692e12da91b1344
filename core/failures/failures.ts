/** Failures that a user can be told: their codes, and their sentences filled in with the values of what happened. */

import type { FailureKind } from './failure-kind';
import type * as Table from './failure-table';
import type { FailureParts } from '../../src/contract';

/** What can be filled into the sentences of a failure. */
export type FailureValue = 'name' | 'accountId' | 'owner' | 'place' | 'status' | 'value' | 'expected' | 'organizationalUnit' | 'minutes' | 'sandbox' | 'region'
  | 'coming' | 'present' | 'quota' | 'room' | 'needed' | 'most';

/** A stable code: users and alarms may rely on it. */
export type FailureCode = keyof typeof Table.KINDS;

/** One row of the table. It is read when it is first asked for: the bundler leaves the table beside the handlers' code, for the runs in which something fails. */
export function kindOf(code: FailureCode): FailureKind {
  const { KINDS } = require('./failure-table') as typeof Table;
  return KINDS[code];
}

/** A failure with its values filled in. */
export interface Failure extends FailureParts {
  readonly code: FailureCode;
}

/** Values for the sentences; a value that isn't given reads "unknown". */
export type FailureValues = { readonly [value in FailureValue]?: string };

/** What happened, with placeholders. */
export function sentenceOf({ what, wholeSentence }: FailureKind): string {
  return wholeSentence === true ? what : `account '{name}': ${what}`;
}

/** Fills in a failure. `awsText` is kept as AWS words it. A `place`, if given, says where the account is instead of the table's sentence. */
export function failureOf(code: FailureCode, values: FailureValues, awsText?: string): Failure {
  const kind = kindOf(code);
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (_, key: FailureValue) => values[key] ?? 'unknown');
  return {
    code,
    what: fill(sentenceOf(kind)),
    fix: fill(kind.fix),
    where: values.place ?? fill(kind.where),
    safeToDeployAgain: kind.safeToDeployAgain ?? true,
    ...(awsText === undefined || awsText.trim() === '' ? {} : { awsText }),
  };
}
