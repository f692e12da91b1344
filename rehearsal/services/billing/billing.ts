/** Billing and Cost Management: the two calls that change who is in a billing view, and somebody else who does the same. */

import { BILLING_VIEW_ACCOUNTS_MAX } from '../../../src/contract';
import { AWS_JSON, signedByHand } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { ApiError } from '../../kernel/types';
import { sandboxesIn } from '../../world/sandbox-units';
import type { WorldBillingView } from '../../world/world';
import { Agenda } from '../agenda';
import type { Permission } from '../permissions';
import type { RunningService, ServiceContext } from '../service';
import { defineService } from '../service';

/** All times are epoch milliseconds. */
export interface BillingState {
  readonly views: BillingViewState[];
  steps: CompetingStep[];
}

export interface BillingViewState {
  readonly arn: string;
  filter: Filter;
  updatedAt: number;
  /** Writes of the competing writer that are still to come. */
  competing: number;
}

/** Of GetBillingView. The public registry has no client whose types could be used here. */
interface BillingViewAnswer {
  readonly billingView: {
    readonly arn: string;
    readonly name: string;
    readonly billingViewType: 'CUSTOM';
    readonly ownerAccountId: string;
    readonly dataFilterExpression: Filter;
    readonly updatedAt: Date;
  };
}

/** `Expression` of the Billing API, with whatever else a world writes into it. */
export interface Filter {
  dimensions?: { readonly key: string; readonly values: readonly string[] };
  [key: string]: unknown;
}

/** Somebody else reads a view, and writes it a moment later. */
type CompetingStep = { readonly at: number; readonly arn: string } & (
  | { readonly kind: 'compete-read' }
  | { readonly kind: 'compete-write'; readonly filter: Filter }
);
type Step<K extends CompetingStep['kind']> = Extract<CompetingStep, { kind: K }>;

const SECOND = 1000;
/** The only Region that answers. */
const HOME = 'us-east-1';
const ARN = /^arn:aws[a-z-]*:billing::(\d{12}):billingview\/[a-zA-Z0-9/:_+=.\-@]{0,75}[a-zA-Z0-9]$/;
/** The keys that a filter can have. */
const FILTERS = ['dimensions', 'tags', 'costCategories', 'timeRange'];
/** The other writer takes so long between reading and writing. */
const COMPETING_MS = 2 * SECOND;

/** What errors call a view. Inferred: the model says that they name a type, and no documentation which. */
const RESOURCE_TYPE = 'BillingView';

export class BillingService implements RunningService {
  public readonly state: BillingState;
  private readonly agenda: Agenda<CompetingStep>;
  /** As the world describes them. */
  private readonly described: readonly WorldBillingView[];

  constructor(private readonly to: ServiceContext, saved: BillingState | undefined) {
    this.state = saved ?? { views: [], steps: [] };
    this.agenda = new Agenda('billing', to.time, this.state, ({ arn }) => arn);
    this.described = sandboxesIn(to.world).flatMap(({ billingViews }) => billingViews);
    const known = new Set(this.state.views.map(({ arn }) => arn));
    this.state.views.push(...this.described.filter(({ arn }) => !known.has(arn)).map(view => firstState(view, to.time.now)));
  }

  public takeUp(): void {
    this.agenda.start({ 'compete-read': step => this.competingRead(step), 'compete-write': step => this.competingWrite(step) });
    for (const { arn } of this.state.views) {
      if (!this.state.steps.some(step => step.arn === arn)) {
        this.compete(arn);
      }
    }
  }

  public getBillingView(request: ApiRequest): BillingViewAnswer {
    const { ownerAccountId, view: { arn, filter, updatedAt } } = this.require(request);
    return {
      billingView: {
        arn,
        name: arn.slice(arn.lastIndexOf('/') + 1),
        billingViewType: 'CUSTOM',
        ownerAccountId,
        dataFilterExpression: structuredClone(filter),
        updatedAt: new Date(updatedAt),
      },
    };
  }

  public updateBillingView(request: ApiRequest): { arn: string; updatedAt: Date } {
    const { view } = this.require(request);
    const filter: unknown = request.input.dataFilterExpression;
    if (filter !== undefined) {
      check(filter);
      view.filter = structuredClone(filter);
    }
    view.updatedAt = this.to.time.now;
    return { arn: view.arn, updatedAt: new Date(view.updatedAt) };
  }

  /** The view that a request is about, for a caller that it is shared with. */
  private require({ action, caller, input, region }: ApiRequest): { readonly view: BillingViewState; readonly ownerAccountId: string } {
    const arn = String(input.arn);
    const ownerAccountId = ARN.exec(arn)?.[1];
    if (ownerAccountId === undefined) {
      throw invalid(`Value '${arn}' at 'arn' failed to satisfy constraint: Member must satisfy regular expression pattern`);
    }
    const view = region === HOME ? this.find(arn) : undefined;
    const shared = this.described.find(candidate => candidate.arn === arn)?.sharedWith ?? [];
    if (caller.accountId !== ownerAccountId && !shared.includes(caller.accountId)) {
      const name = `billing:${action}`;
      throw new ApiError('AccessDeniedException', `User: ${caller.sessionArn} is not authorized to perform: ${name} on resource: ${arn} because no resource-based policy allows the ${name} action`);
    }
    if (!view) {
      throw new ApiError('ResourceNotFoundException', `Billing view ${arn} was not found`, 400, { resourceId: arn, resourceType: RESOURCE_TYPE });
    }
    return { view, ownerAccountId };
  }

  /** The competing writer begins, and goes on until all its writes are made. */
  private compete(arn: string): void {
    const writer = this.described.find(candidate => candidate.arn === arn)?.competingWriter;
    const view = this.find(arn);
    if (writer && view && view.competing > 0) {
      this.agenda.add({ at: this.to.time.now + writer.everySeconds * SECOND, kind: 'compete-read', arn });
    }
  }

  private competingRead({ arn }: Step<'compete-read'>): void {
    const view = this.find(arn);
    if (!view) {
      return;
    }
    view.competing -= 1;
    const added = String(Math.floor(1e11 + this.to.clock.draw('competing', arn, view.competing) * 9e11));
    const filter = { ...view.filter, dimensions: { key: 'LINKED_ACCOUNT', values: [...(view.filter.dimensions?.values ?? []), added] } };
    this.agenda.add({ at: this.to.time.now + COMPETING_MS, kind: 'compete-write', arn, filter });
  }

  private competingWrite({ arn, filter }: Step<'compete-write'>): void {
    const view = this.find(arn);
    if (!view) {
      return;
    }
    Object.assign(view, { filter, updatedAt: this.to.time.now });
    this.compete(arn);
  }

  private find(arn: string): BillingViewState | undefined {
    return this.state.views.find(view => view.arn === arn);
  }
}

function firstState({ arn, accounts, otherFilters, competingWriter }: WorldBillingView, at: number): BillingViewState {
  return {
    arn,
    filter: { ...structuredClone(otherFilters), ...(accounts.length > 0 ? { dimensions: { key: 'LINKED_ACCOUNT', values: [...accounts] } } : {}) },
    updatedAt: at,
    competing: competingWriter?.times ?? 0,
  };
}

function check(filter: unknown): asserts filter is Filter {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) {
    throw invalid('dataFilterExpression must be a structure');
  }
  const unknown = Object.keys(filter).find(key => !FILTERS.includes(key));
  if (unknown !== undefined) {
    throw invalid(`'${unknown}' is not a member of dataFilterExpression`);
  }
  for (const [name, part] of Object.entries(filter as Record<string, any>)) {
    if (name === 'timeRange') {
      continue;
    }
    if (name === 'dimensions' && part?.key !== 'LINKED_ACCOUNT') {
      throw invalid(`Value '${String(part?.key)}' at 'dataFilterExpression.dimensions.key' failed to satisfy constraint: Member must satisfy enum value set: [LINKED_ACCOUNT]`);
    }
    const count: unknown = Array.isArray(part?.values) ? part.values.length : 0;
    if (!(typeof count === 'number' && count >= 1 && count <= BILLING_VIEW_ACCOUNTS_MAX)) {
      throw invalid(`Value at 'dataFilterExpression.${name}.values' failed to satisfy constraint: Member must have length between 1 and ${BILLING_VIEW_ACCOUNTS_MAX}`);
    }
  }
}

function invalid(message: string): ApiError {
  return new ApiError('ValidationException', `1 validation error detected: ${message}`, 400, { reason: 'fieldValidationFailed' });
}

const ON_VIEW: Permission<BillingService> = { resources: ({ request }) => [String(request.input.arn)] };

export const billing = defineService({
  name: 'billing',
  prefix: 'billing',
  // AWS's runtime for functions brings no client of it.
  protocol: signedByHand(AWS_JSON),
  start: (to, saved: BillingState | undefined) => new BillingService(to, saved),
  operations: {
    GetBillingView: { may: ON_VIEW, answer: (service, request) => service.getBillingView(request) },
    UpdateBillingView: { may: ON_VIEW, answer: (service, request) => service.updateBillingView(request) },
  },
});
