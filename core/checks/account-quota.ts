/**
 * Notices that the organization has no room for the accounts of a stack before the first of them is asked for.
 *
 * The factory would say the same, but account by account, and of the last ones only after hours. What can't be read is no reason to fail: the check goes on
 * then, and the factory has the last word.
 */

import { AccountQuotaProperty } from '../../src/contract';
import { minutesAfter } from '../clock';
import { AccountFailure } from '../failures/errors';
import { failureOf } from '../failures/failures';
import type { Failure } from '../failures/failures';

/** How long all reads may take together, in minutes: well below the time limit of the function. */
const READING_MINUTES = 4;

/** The systems that are asked, each question as one method that takes no longer than `until`. */
export interface QuotaPort {
  /** How many accounts the organization may have; undefined if AWS doesn't tell. */
  accountQuota(until: Date): Promise<number | undefined>;
  /** The e-mail address of each account of the organization, of closed ones too. */
  accountEmails(until: Date): Promise<string[]>;
  /** Whether the stack, or the one that it is nested in, is being rolled back. */
  isRollingBack(stackId: string, until: Date): Promise<boolean>;
}

/** What is asked of the check. */
export interface QuotaRequest {
  readonly stackId: string;
  /** E-mail addresses of the accounts that the stack has made. */
  readonly declared: readonly string[];
  /** What it declared before this update; undefined at the first look. */
  readonly declaredBefore?: readonly string[];
}

/** What is known of the organization. */
export interface QuotaFacts {
  readonly declared: readonly string[];
  /** An address for each account of the organization. AWS counts closed accounts until they are gone for good, and lists them as long. */
  readonly present: readonly string[];
  readonly quota: number | undefined;
}

/** What to make of it. */
export type QuotaDecision =
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'fits'; readonly coming: number; readonly present: number; readonly quota: number }
  | { readonly kind: 'too-small'; readonly failure: Failure };

/** What the check came to, where it let the deployment go on. */
export type QuotaOutcome =
  | Exclude<QuotaDecision, { kind: 'too-small' }>
  /** Nothing is declared that wasn't before. */
  | { readonly kind: 'nothing-new' };

/** Whether the accounts that are still to come fit into the organization. Total. */
export function decideQuota({ declared, present, quota }: QuotaFacts): QuotaDecision {
  if (quota === undefined) {
    return { kind: 'unknown', why: 'AWS does not tell the quota here' };
  }
  const there = new Set(present.map(email => email.toLowerCase()));
  const wanted = new Set(declared.map(email => email.toLowerCase()));
  const coming = [...wanted].filter(email => !there.has(email)).length;
  const room = Math.max(0, quota - present.length);
  if (coming <= room) {
    return { kind: 'fits', coming, present: present.length, quota };
  }
  const most = wanted.size - coming + room;
  return {
    kind: 'too-small',
    failure: failureOf('AR-QUOTA-TOO-SMALL', {
      coming: coming === 1 ? "1 account that doesn't exist yet" : `${coming} accounts that don't exist yet`,
      present: String(present.length),
      quota: String(quota),
      room: room === 0 ? 'none' : String(room),
      needed: String(present.length + coming),
      most: most === 0 ? 'no account' : `at most ${most} account${most === 1 ? '' : 's'}`,
    }),
  };
}

/**
 * Checks the accounts of a stack. Throws an AccountFailure if they don't fit.
 *
 * It never fails a rollback, which would leave the stack stuck: that sends the list of before, in which nothing is new as a rule. If accounts were removed by
 * the update that is undone, the stack itself tells.
 */
export async function checkQuota(ports: QuotaPort, request: QuotaRequest, now: Date): Promise<QuotaOutcome> {
  const { declared, declaredBefore } = request;
  if (declaredBefore !== undefined && declared.every(email => declaredBefore.includes(email))) {
    return { kind: 'nothing-new' };
  }
  const until = minutesAfter(now, READING_MINUTES);
  try {
    const quota = await ports.accountQuota(until);
    // A scan of a large organization is long, and says nothing without the quota.
    const decision = decideQuota({ declared, quota, present: quota === undefined ? [] : await ports.accountEmails(until) });
    if (decision.kind !== 'too-small') {
      return decision;
    }
    if (declaredBefore !== undefined && await ports.isRollingBack(request.stackId, until)) {
      return { kind: 'nothing-new' };
    }
    throw new AccountFailure(decision.failure);
  } catch (error) {
    if (error instanceof AccountFailure) {
      throw error;
    }
    return { kind: 'unknown', why: String(error) };
  }
}

/** Reads the properties of `Custom::AccountQuota`, those of before leniently: what was tried and refused must not fail its rollback. */
export function parseQuotaRequest(stackId: string, properties: Properties, before: Properties | undefined): QuotaRequest {
  const declared = properties[AccountQuotaProperty.ACCOUNT_EMAILS];
  if (!isTexts(declared)) {
    throw new AccountFailure(failureOf('AR-BAD-PROPERTY', {
      name: `property '${AccountQuotaProperty.ACCOUNT_EMAILS}'`,
      value: `of type ${typeof declared}`,
      expected: 'a list of e-mail addresses',
    }));
  }
  const declaredBefore = before?.[AccountQuotaProperty.ACCOUNT_EMAILS];
  return { stackId, declared, ...(before === undefined ? {} : { declaredBefore: isTexts(declaredBefore) ? declaredBefore : [] }) };
}

type Properties = Readonly<Record<string, unknown>>;

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string');
}
