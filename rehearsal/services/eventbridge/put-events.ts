/** What PutEvents asks of its entries. The words are EventBridge's. */

import type { PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { isRecord } from '../../cloudformation/template';
import { ApiError } from '../../kernel/types';

/** An entry of a request. */
export interface PutEntry {
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly EventBusName?: string;
  readonly Resources?: readonly string[];
  readonly Time?: unknown;
}

const MOST_ENTRIES = 10;
/** Of all entries together. */
const MOST_BYTES = 262_144;

/** What an entry comes to that EventBridge fails for no reason of the caller's. */
export const FAILED_ENTRY: PutEventsResultEntry = { ErrorCode: 'InternalFailure', ErrorMessage: 'Unexpected error occurred.' };

/** Throws {@link ApiError} for a request that is refused whole. */
export function requireEntries(entries: unknown): readonly PutEntry[] {
  if (!Array.isArray(entries) || entries.length === 0 || entries.length > MOST_ENTRIES) {
    throw new ApiError('ValidationException', '1 validation error detected: Value at \'entries\' failed to satisfy constraint: '
      + `Member must have length ${Array.isArray(entries) && entries.length > 0 ? 'less' : 'greater'} than or equal to ${Array.isArray(entries) && entries.length > 0 ? MOST_ENTRIES : 1}`);
  }
  const bytes = entries.reduce((sum: number, entry: PutEntry) => sum + (entry.Time === undefined ? 0 : 14)
    + [entry.Source, entry.DetailType, entry.Detail, ...entry.Resources ?? []].reduce((size, text) => size + Buffer.byteLength(text ?? '', 'utf8'), 0), 0);
  if (bytes > MOST_BYTES) {
    throw new ApiError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
  return entries as PutEntry[];
}

/** Why an entry is refused by itself. */
export function entryProblem({ Source: source, DetailType: detailType, Detail: detail }: PutEntry): PutEventsResultEntry | undefined {
  const missing = [['Source', source], ['DetailType', detailType], ['Detail', detail]].find(([, value]) => value === undefined || value === '')?.[0];
  if (missing !== undefined) {
    return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.` };
  }
  if (source!.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  return isJsonObject(detail!) ? undefined : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

function isJsonObject(text: string): boolean {
  try {
    return isRecord(JSON.parse(text));
  } catch {
    return false;
  }
}

/** By name, by ARN, or the default one. */
export function busArnOf(partition: string, account: string, region: string, nameOrArn = 'default'): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : `arn:${partition}:events:${region}:${account}:event-bus/${nameOrArn}`;
}
