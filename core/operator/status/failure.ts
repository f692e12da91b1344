/** Why an account failed, and what AWS says of an attempt that goes on. Pure. */

import type { Evidence } from './evidence';
import type { ReportError } from '../../../src/contract';
import { isCancellation, readFailure } from '../../../src/contract';
import { classify } from '../../failures/classify';
import { failureOf } from '../../failures/failures';
import type { SnapshotRecord } from '../snapshot';

/** What CloudFormation says of a leg that failed in the last operation and was not made good; null if none did. */
export function failureOfLegs({ legs, resources }: Pick<Evidence, 'legs' | 'resources'>): ReportError | null {
  for (const { events } of legs) {
    const ends = events.filter(({ status, reason = '' }) => /^(CREATE|UPDATE|IMPORT)_(COMPLETE|FAILED)$/.test(status) && !isCancellation(reason));
    const end = ends.at(-1);
    if (end?.status.endsWith('_FAILED') === true) {
      return readFailure(end.reason ?? '');
    }
  }
  // Where the events weren't read, or are gone.
  const resource = resources.find(({ status, reason = '' }) => status.endsWith('_FAILED') && !isCancellation(reason));
  return resource === undefined ? null : readFailure(resource.reason ?? '');
}

/** AWS's last words on the product; undefined if its last operation didn't fail. */
export function wordsOf({ product }: Pick<Evidence, 'product'>): string | undefined {
  const last: SnapshotRecord | undefined = product?.history?.at(-1);
  const failed = last === undefined ? product !== undefined && ['ERROR', 'TAINTED'].includes(product.status) : last.status === 'FAILED';
  return failed ? last?.errors.at(-1) ?? product?.statusMessage : undefined;
}

/** The failure that those words stand for; null for what passes by itself. */
export function failureOfProduct({ product, declared, account, where }: Evidence): ReportError | null {
  const text = wordsOf({ product });
  if (text === undefined) {
    return null;
  }
  const verdict = classify(text);
  switch (verdict.kind) {
    case 'busy':
    case 'transient':
      return null;
    case 'spreading':
    case 'young':
    case 'permanent': {
      const failure = failureOf(verdict.code, {
        name: declared.name,
        ...(account === undefined ? {} : { accountId: account.id }),
        ...(where === undefined ? {} : { place: `In ${where}.` }),
      }, text);
      return {
        code: failure.code,
        what: failure.what,
        fix: failure.fix,
        where: failure.where,
        safeToDeployAgain: failure.safeToDeployAgain,
        awsSays: failure.awsText ?? null,
      };
    }
    case 'unclassified':
      return readFailure(text);
  }
}
