/**
 * Billing views: a filter with a list of accounts, replaced as a whole.
 *
 * There is no version to compare, so an account is added by read, add, write and read again, until it stays: another writer may have read before we wrote.
 *
 *     we       read --- write ------ read: gone -- read --- write --- read: there
 *     another     read --- write
 *
 * What else the view filters by is written back as it was read.
 */

import { TransientError } from '../../core/failures/errors';
import { fractionOf } from '../../core/hash';
import { fenced } from '../../core/reconcile/fence';
import type { ActOutcome, Fence } from '../../core/reconcile/fence';
import type { BillingPort } from '../../core/registration/innovation-sandbox/ports';
import { BILLING_REGION, BILLING_VIEW_ACCOUNTS_MAX } from '../../src/contract';
import { callJson } from '../shared/json-call';
import type { JsonCaller } from '../shared/json-call';

const HOST = `billing.${BILLING_REGION}.api.aws`;
const ATTEMPTS = 6;
const ACCOUNTS = 'LINKED_ACCOUNT';
/** What the next attempt may get past. */
const PASSING = /Throttling|Conflict|TooManyRequests|InternalServer|ServiceUnavailable|HealthStatus/i;

interface Dimensions {
  readonly key?: string;
  readonly values?: readonly string[];
}

/** A view's filter. Keys that aren't named here are kept as well. */
interface Filter {
  readonly dimensions?: Dimensions;
}

/** What is needed besides the network. */
export interface BillingContext extends JsonCaller {
  readonly sleep: (seconds: number) => Promise<void>;
}

/** The Billing API, which has no client in the SDK of the Lambda runtime. */
export class BillingViews implements BillingPort {
  constructor(private readonly context: BillingContext) {}

  public async isMember(viewArn: string, accountId: string): Promise<boolean> {
    return holds(await this.filter(viewArn), accountId);
  }

  public async join(viewArn: string, accountId: string, fence: Fence): Promise<ActOutcome | 'full'> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const filter = await this.filter(viewArn);
      if (holds(filter, accountId)) {
        return 'done';
      }
      const others = filter.dimensions?.values ?? [];
      if (others.length >= BILLING_VIEW_ACCOUNTS_MAX) {
        return 'full';
      }
      const dimensions = { ...filter.dimensions, key: ACCOUNTS, values: [...others, accountId] };
      try {
        const written = await fenced(fence, async () => void await this.call('UpdateBillingView', { arn: viewArn, dataFilterExpression: { ...filter, dimensions } }));
        if (written === 'fenced') {
          return written;
        }
      } catch (error) {
        if (!(error instanceof TransientError)) {
          throw error;
        }
      }
      if (holds(await this.filter(viewArn), accountId)) {
        return 'done';
      }
      // Different for each account, so that accounts which met once don't meet again.
      await this.context.sleep(attempt + fractionOf(`${accountId} ${attempt}`) * attempt);
    }
    throw new TransientError('billing:UpdateBillingView', `the view lost account ${accountId} to another writer ${ATTEMPTS} times`);
  }

  private async filter(viewArn: string): Promise<Filter> {
    const answer = await this.call<{ readonly billingView?: { readonly dataFilterExpression?: Filter } }>('GetBillingView', { arn: viewArn });
    return answer.billingView?.dataFilterExpression ?? {};
  }

  private async call<T extends object>(action: 'GetBillingView' | 'UpdateBillingView', input: object): Promise<T> {
    return callJson({
      operation: `billing:${action}`,
      target: `AWSBilling.${action}`,
      version: '1.0',
      host: HOST,
      service: 'billing',
      region: BILLING_REGION,
      input,
      passing: PASSING,
    }, this.context);
  }
}

/** A view that doesn't filter by account holds them all, and a list would take all others out of it. */
function holds({ dimensions }: Filter, accountId: string): boolean {
  return dimensions?.key !== ACCOUNTS || (dimensions.values ?? []).includes(accountId);
}
