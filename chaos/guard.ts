/**
 * Watches every call of our functions, at the moment at which it is carried out, against what the organization really is then.
 *
 * What it says is a violation, whatever the report says: the promise is about the organization.
 */

import type { Declared, Shape } from './app';
import { accountsOf, addressOf, EXISTING, LABS, roleNameOf, SANDBOX } from './app';
import type { Ledger } from './ledger';
import type { Plan } from './plan';
import { isOfStackItself } from '../rehearsal/cloudformation/stack-events';
import type { ApiRequest } from '../rehearsal/kernel/types';
import type { Progress, Witness } from '../rehearsal/rehearse';
import { innovationSandbox } from '../rehearsal/services/innovation-sandbox/innovation-sandbox';
import type { SandboxesState } from '../rehearsal/services/innovation-sandbox/innovation-sandbox';
import type { SandboxRecord } from '../rehearsal/services/innovation-sandbox/sandbox-state';
import type { MemberAccount } from '../rehearsal/services/organizations/organization-state';
import { organizations } from '../rehearsal/services/organizations/organizations';
import type { RehearsedServices } from '../rehearsal/services/rehearsed-services';
import type { ProductState } from '../rehearsal/services/service-catalog/catalog-state';
import { serviceCatalog } from '../rehearsal/services/service-catalog/service-catalog';
import type { Fault, WorldLag } from '../rehearsal/world/world';

/** Functions of ours; CloudFormation's and the framework's calls are none of our decisions. */
const OURS: readonly string[] = ['kick', 'is-complete'];
/** The fence is a read of its own before the call, and AWS may take a moment for either. What the read shows may lag besides. */
const FENCE_SECONDS = 30;
/** The shortest time after which something that failed is tried again. */
const BACKOFF_SECONDS = 60;
/** So long searches may miss what was just begun. */
const RACE_SECONDS = 60;
/** An account of our name and address that joins while ours is made, or so long after, can't be told from ours; a minute more for clocks that differ. */
const TWIN_MINUTES = 16;
/** Stacks that no order stands for any more. */
const OVER = /_(COMPLETE|FAILED)$|^ROLLBACK_IN_PROGRESS$|^DELETE_/;

/** What a call would do to one account, by its id. */
interface Touch {
  readonly accountId: string;
  readonly what: string;
}

export class Guard implements Witness {
  public readonly violations: string[] = [];
  private readonly stacks = new Map<string, { readonly status: string; readonly at: number }>();
  private readonly stackOf: ReadonlyMap<string, string>;
  private now = 0;
  private begun = false;

  constructor(private readonly plan: Plan, declared: Declared, private readonly lag: WorldLag, private readonly ledger: Ledger) {
    this.stackOf = new Map([...accountsOf(plan.shape, declared)].flatMap(([stack, names]) => names.map(name => [name, stack])));
  }

  public onStruck(fault: Fault): void {
    this.ledger.noteStruck(fault.kind);
  }

  /** Follows the stacks and the factory. */
  public onProgress(progress: Progress): void {
    this.now = progress.at;
    if (progress.kind === 'stack' && isOfStackItself(progress.event)) {
      this.stacks.set(progress.event.stack, { status: progress.event.status, at: progress.at });
    }
    if (progress.kind === 'organization') {
      const { account, detail, kind } = progress.event;
      if (kind === 'account-created' || kind === 'account-made') {
        this.ledger.noteCreation(account, detail!);
      } else if (kind === 'by-hand') {
        this.ledger.noteStruck(kind);
        this.ledger.noteByHand(detail!.split(' ')[0]);
      }
    }
  }

  /** What the factory did between two runs is told by no event. */
  private begin(services: RehearsedServices): void {
    if (!this.begun) {
      const { existing } = this.plan.shape;
      if (existing !== undefined) {
        this.ledger.noteDeclared(EXISTING[existing].name, EXISTING[existing].id);
      }
      const { creations } = services.get(organizations).state;
      creations.forEach(({ accountId, accountName }) => {
        if (accountId !== undefined) {
          this.ledger.noteCreation(accountName, accountId);
        }
      });
    }
    this.begun = true;
  }

  public onCall(call: ApiRequest, subject: string | undefined, services: RehearsedServices): void {
    this.begin(services);
    if (!OURS.includes(call.caller.label)) {
      return;
    }
    const name = `${call.service}:${call.action}`;
    const touch = touchOf(name, call.input);
    if (touch) {
      this.checkTouch(touch, services);
      this.checkSandbox(touch, call, subject);
    }
    switch (name) {
      case 'servicecatalog:ProvisionProduct': this.checkProvision(call, services); break;
      case 'servicecatalog:UpdateProvisionedProduct': this.checkUpdate(call, services); break;
      case 'servicecatalog:TerminateProvisionedProduct': this.checkTermination(call, services); break;
      default: if (!touch) {
        return;
      }
    }
    this.checkFence(name, subject);
  }

  private say(violation: string): void {
    this.violations.push(`minute ${(this.now / 60).toFixed(1)}: ${violation}`);
  }

  /** Nothing that isn't ours is touched, and nothing that somebody has leased. */
  private checkTouch({ accountId, what }: Touch, services: RehearsedServices): void {
    if (!this.passesForOurs(accountId, services)) {
      this.say(`${what} account ${accountId}, which is not ours`);
    }
    const record = recordsOf(services.get(innovationSandbox).state).find(candidate => candidate.accountId === accountId);
    if (record && (record.status === 'Active' || record.status === 'Frozen') && what !== 'tags') {
      this.say(`${what} account ${accountId}, which is leased (${record.status})`);
    }
  }

  /** What is ours, and what nobody can tell from it: the promise leaves that out. */
  private passesForOurs(accountId: string, services: RehearsedServices): boolean {
    const account = services.get(organizations).state.accounts.find(({ id }) => id === accountId);
    return this.ledger.isOurs(accountId) || (account !== undefined && this.isTwin(account, services));
  }

  private isTwin({ email, invited, joinedAt, name }: MemberAccount, services: RehearsedServices): boolean {
    const { products, records } = services.get(serviceCatalog).state;
    const product = products.find(candidate => candidate.name === name && !candidate.foreign);
    const ended = Math.max(...records.filter(({ productId }) => productId === product?.id).map(({ updatedAt }) => updatedAt));
    return product !== undefined && !invited && email.toLowerCase() === addressOf(name)
      && joinedAt >= product.createdAt - 60_000 && joinedAt <= ended + TWIN_MINUTES * 60_000;
  }

  /** An account is registered with the Innovation Sandbox that the app names for it. */
  private checkSandbox({ accountId, what }: Touch, { region, service }: ApiRequest, subject: string | undefined): void {
    const wanted = this.plan.shape.apart && this.stackOf.get(subject ?? '') === 'Second' ? LABS : SANDBOX;
    if (what === 'registers' && service === 'execute-api' && region !== wanted.region) {
      this.say(`registers account ${accountId} of '${subject}' in ${region}, and not with '${wanted.namespace}' in ${wanted.region}`);
    }
  }

  /** Nothing is created twice: no request while an account of the name and address lives that reads could have shown. */
  private checkProvision(call: ApiRequest, services: RehearsedServices): void {
    const { ProvisionedProductName: name } = call.input;
    if (this.isNamed(name)) {
      this.say(`requests '${name}', which is named by its id`);
    }
    if (!this.stackOf.has(name)) {
      this.say(`requests '${name}', which the app doesn't declare`);
    }
    const living = this.holderOf(name, services);
    if (living) {
      this.say(`requests '${name}' although account ${living.id} has its address since minute ${this.minuteOf(living.joinedAt, services)}`);
    }
    this.checkSlots(name, false, services);
    this.ledger.noteRequest(name);
  }

  private checkUpdate(call: ApiRequest, services: RehearsedServices): void {
    const product = this.productOf(call, services);
    if (!product) {
      return;
    }
    this.checkOwner(product, 'updates');
    this.checkBackoff(product, services);
    const account = this.holderOf(product.name, services);
    if (account && !this.passesForOurs(account.id, services)) {
      this.say(`updates product '${product.name}', which enrolls account ${account.id}, which is not ours`);
    }
    this.checkSlots(product.name, true, services);
  }

  /** No product is removed that ever succeeded or that an account came of. */
  private checkTermination(call: ApiRequest, services: RehearsedServices): void {
    const product = this.productOf(call, services);
    if (!product) {
      return;
    }
    this.checkOwner(product, 'removes');
    this.checkBackoff(product, services);
    if (product.lastSuccessfulRecordId !== undefined) {
      this.say(`removes product '${product.name}', which succeeded once`);
    }
    const { accounts } = services.get(organizations).state;
    const burnt = accounts.find(({ id, status }) => this.ledger.accountsOf(product.name).includes(id) && status === 'ACTIVE');
    if (burnt) {
      this.say(`removes product '${product.name}', of which account ${burnt.id} came`);
    }
  }

  private checkOwner({ name, maker }: ProductState, what: string): void {
    const stack = this.stackOf.get(name);
    const role = stack === undefined ? undefined : roleNameOf(this.plan.shape, stack);
    const isTakenOver = this.plan.shape.existing === 'adopted' && name === EXISTING.adopted.name;
    if (this.isNamed(name) || !(isTakenOver || maker.roleArn.endsWith(`/${role}`))) {
      this.say(`${what} product '${name}' of ${maker.roleArn}`);
    }
  }

  /** What failed in this deployment is left alone for a while. What an earlier one left may be mended by now. */
  private checkBackoff({ lastRecordId, name }: ProductState, services: RehearsedServices): void {
    const now = services.get(organizations).to.time.now;
    const last = services.get(serviceCatalog).state.records.find(({ id }) => id === lastRecordId);
    const seconds = last === undefined ? Infinity : (now - last.updatedAt) / 1000;
    if (last?.status === 'FAILED' && last.createdAt >= now - this.now * 1000 && seconds < BACKOFF_SECONDS) {
      this.say(`tries '${name}' again ${Math.round(seconds)} s after it failed`);
    }
  }

  /** The factory has nothing to do with an account that the app names by its id. */
  private isNamed(name: string): boolean {
    return this.plan.shape.existing === 'named' && name === EXISTING.named.name;
  }

  /**
   * A stack's operations never hold more slots than the app says. Stacks know nothing of each other, and may race; so may a retry and a fresh request of one stack,
   * while searches don't show yet what the other one began.
   */
  private checkSlots(name: string, isRetry: boolean, services: RehearsedServices): void {
    const { products, records } = services.get(serviceCatalog).state;
    const isBeside = (product: ProductState) => product.name !== name && this.stackOf.get(product.name) === this.stackOf.get(name);
    const inFlight = products.filter(product => product.status === 'UNDER_CHANGE' && isBeside(product));
    const now = services.get(organizations).to.time.now;
    const begunNow = records.filter(({ createdAt }) => now - createdAt < RACE_SECONDS * 1000);
    const raced = begunNow.filter(({ id, type }) => (isRetry || type !== 'PROVISION_PRODUCT') && inFlight.some(({ lastRecordId }) => lastRecordId === id));
    if (inFlight.length - raced.length >= this.plan.shape.concurrency) {
      this.say(`requests '${name}' beside ${inFlight.length} operations of ours, with concurrency ${this.plan.shape.concurrency}`);
    }
  }

  /** Nothing is changed for an order that doesn't stand any more. */
  private checkFence(name: string, subject: string | undefined): void {
    const stack = this.stackOf.get(subject ?? '');
    const last = this.stacks.get(stack ?? '');
    if (last && OVER.test(last.status) && !/CLEANUP/.test(last.status) && this.now - last.at > FENCE_SECONDS + this.lag.stacks) {
      this.say(`calls ${name} for '${subject}' although stack ${stack} is ${last.status} for ${Math.round(this.now - last.at)} s`);
    }
  }

  /** The account that has the address of an account of ours, if reads could have shown it. */
  private holderOf(name: string, services: RehearsedServices): MemberAccount | undefined {
    const seenBefore = this.seenBefore(services);
    return services.get(organizations).state.accounts.find(({ email, joinedAt }) => email.toLowerCase() === addressOf(name) && joinedAt < seenBefore);
  }

  private productOf({ input }: ApiRequest, services: RehearsedServices): ProductState | undefined {
    const { ProvisionedProductId, ProvisionedProductName } = input;
    return services.get(serviceCatalog).state.products.find(({ id, name }) => id === ProvisionedProductId || name === ProvisionedProductName);
  }

  /** What came before this moment shows in every read by now. */
  private seenBefore(services: RehearsedServices): number {
    const slowest = Math.max(this.lag.listAccounts, this.lag.describeAccount, this.lag.creations);
    return services.get(organizations).to.time.now - (slowest + FENCE_SECONDS) * 1000;
  }

  private minuteOf(at: number, services: RehearsedServices): string {
    return ((at - services.get(organizations).to.time.now + this.now * 1000) / 60_000).toFixed(1);
  }
}

/** The records of all Innovation Sandboxes. */
export function recordsOf(state: SandboxesState | undefined): readonly SandboxRecord[] {
  return state === undefined ? [] : [state, ...state.further ?? []].flatMap(({ records }) => records);
}

/** What the call does to an account, if it names one. */
function touchOf(name: string, input: Record<string, any>): Touch | undefined {
  switch (name) {
    case 'organizations:TagResource': return { accountId: input.ResourceId, what: 'tags' };
    case 'organizations:MoveAccount': return { accountId: input.AccountId, what: 'moves' };
    case 'execute-api:Invoke': return registrationOf(input.method, input.body);
    case 'lambda:Invoke': {
      const event = input.Payload === undefined ? undefined : eventOf(input.Payload);
      return event && registrationOf(event.httpMethod, event.body);
    }
    default: return undefined;
  }
}

function eventOf(payload: unknown): { readonly httpMethod: string; readonly body: unknown } | undefined {
  const event = typeof payload === 'string' ? JSON.parse(payload) : payload;
  return typeof event === 'object' && event !== null && 'httpMethod' in event ? event : undefined;
}

function registrationOf(method: string, body: unknown): Touch | undefined {
  const sent = typeof body === 'string' && body !== '' ? JSON.parse(body) : body;
  return method === 'POST' && sent?.awsAccountId !== undefined ? { accountId: sent.awsAccountId, what: 'registers' } : undefined;
}

/** The names that a plan's app declares at its end. */
export function declaredNames(shape: Shape, declared: Declared): string[] {
  return [...accountsOf(shape, declared).values()].flat();
}
