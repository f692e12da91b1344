/** The two calls of the Billing API that change who is in a billing view, and somebody else who does the same. */

import { ApiError, ApiRequest } from '../../kernel/types';
import { WorldBillingView } from '../../world/world';
import { epochSeconds } from '../paging';
import { SandboxContext } from '../innovation-sandbox/sandbox-context';
import { BillingFilter, BillingViewState, SandboxStep } from '../innovation-sandbox/sandbox-state';

type Step<K extends SandboxStep['kind']> = Extract<SandboxStep, { kind: K }>;

const SECOND = 1000;
/** The only Region that answers. */
const HOME = 'us-east-1';
const ARN = /^arn:aws[a-z-]*:billing::(\d{12}):billingview\/[a-zA-Z0-9/:_+=.\-@]{0,75}[a-zA-Z0-9]$/;
/** The keys that a filter can have. */
const FILTERS = ['dimensions', 'tags', 'costCategories', 'timeRange'];
const MOST_VALUES = 200;
/** The other writer takes so long between reading and writing. */
const COMPETING_MS = 2 * SECOND;

export function firstBillingView({ arn, accounts, otherFilters, competingWriter }: WorldBillingView, at: number): BillingViewState {
  return {
    arn,
    filter: { ...structuredClone(otherFilters), ...(accounts.length > 0 ? { dimensions: { key: 'LINKED_ACCOUNT', values: [...accounts] } } : {}) },
    updatedAt: at,
    competing: competingWriter?.times ?? 0,
  };
}

export class BillingViews {
  constructor(private readonly sandbox: SandboxContext) {}

  /** GetBillingView and UpdateBillingView. */
  handle(request: ApiRequest): unknown {
    const arn = String(request.input.arn);
    const owner = ARN.exec(arn)?.[1];
    if (owner === undefined) throw invalid(`Value '${arn}' at 'arn' failed to satisfy constraint: Member must satisfy regular expression pattern`);
    const view = request.region === HOME ? this.find(arn) : undefined;
    const shared = this.sandbox.world.billingViews.find((candidate) => candidate.arn === arn)?.sharedWith ?? [];
    if (request.caller.accountId !== owner && !shared.includes(request.caller.accountId)) {
      const action = `billing:${request.action}`;
      throw new ApiError('AccessDeniedException', `User: ${request.caller.sessionArn} is not authorized to perform: ${action} on resource: ${arn} because no resource-based policy allows the ${action} action`);
    }
    if (!view) throw new ApiError('ResourceNotFoundException', `Billing view ${arn} was not found`);
    return request.action === 'GetBillingView' ? this.get(view, owner) : this.update(view, request.input);
  }

  /** The competing writer begins, and goes on until all its writes are made. */
  compete(arn: string): void {
    const { agenda, now, world } = this.sandbox;
    const writer = world.billingViews.find((candidate) => candidate.arn === arn)?.competingWriter;
    const view = this.find(arn);
    if (writer && view && view.competing > 0) agenda.add({ at: now + writer.everySeconds * SECOND, kind: 'compete-read', arn });
  }

  competingRead({ arn }: Step<'compete-read'>): void {
    const { agenda, now, organization: { clock } } = this.sandbox;
    const view = this.find(arn);
    if (!view) return;
    view.competing -= 1;
    const added = String(Math.floor(1e11 + clock.draw('competing', arn, view.competing) * 9e11));
    const filter = { ...view.filter, dimensions: { key: 'LINKED_ACCOUNT', values: [...(view.filter.dimensions?.values ?? []), added] } };
    agenda.add({ at: now + COMPETING_MS, kind: 'compete-write', arn, filter });
  }

  competingWrite({ arn, filter }: Step<'compete-write'>): void {
    const view = this.find(arn);
    if (!view) return;
    Object.assign(view, { filter, updatedAt: this.sandbox.now });
    this.compete(arn);
  }

  private find(arn: string): BillingViewState | undefined {
    return this.sandbox.state.billingViews.find((view) => view.arn === arn);
  }

  private get({ arn, filter, updatedAt }: BillingViewState, ownerAccountId: string): unknown {
    return {
      billingView: {
        arn,
        name: arn.slice(arn.lastIndexOf('/') + 1),
        billingViewType: 'CUSTOM',
        ownerAccountId,
        dataFilterExpression: structuredClone(filter),
        updatedAt: epochSeconds(updatedAt),
      },
    };
  }

  private update(view: BillingViewState, input: ApiRequest['input']): unknown {
    const filter: unknown = input.dataFilterExpression;
    if (filter !== undefined) {
      check(filter);
      view.filter = structuredClone(filter);
    }
    view.updatedAt = this.sandbox.now;
    return { arn: view.arn, updatedAt: epochSeconds(view.updatedAt) };
  }
}

function check(filter: unknown): asserts filter is BillingFilter {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) throw invalid('dataFilterExpression must be a structure');
  const unknown = Object.keys(filter).find((key) => !FILTERS.includes(key));
  if (unknown !== undefined) throw invalid(`'${unknown}' is not a member of dataFilterExpression`);
  for (const [name, part] of Object.entries(filter as Record<string, any>)) {
    if (name === 'timeRange') continue;
    if (name === 'dimensions' && part?.key !== 'LINKED_ACCOUNT') {
      throw invalid(`Value '${String(part?.key)}' at 'dataFilterExpression.dimensions.key' failed to satisfy constraint: Member must satisfy enum value set: [LINKED_ACCOUNT]`);
    }
    const count: unknown = Array.isArray(part?.values) ? part.values.length : 0;
    if (!(typeof count === 'number' && count >= 1 && count <= MOST_VALUES)) {
      throw invalid(`Value at 'dataFilterExpression.${name}.values' failed to satisfy constraint: Member must have length between 1 and ${MOST_VALUES}`);
    }
  }
}

function invalid(message: string): ApiError {
  return new ApiError('ValidationException', `1 validation error detected: ${message}`);
}
