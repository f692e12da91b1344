/** What people do in the organization beside the app: at a minute of the run, or after something happened to a product. Each happens once in a run. */

import type { FactoryContext } from './factory-context';
import { isByHand, matchesAccount } from '../../world/faults';
import type { ByHand, ProductMoment } from '../../world/world';
import { updateByHand } from '../cloudformation/updated-by-hand';
import { drawAccountId } from '../identifiers';
import type { MemberAccount } from '../organizations/organization-state';
import type { ProductState } from '../service-catalog/catalog-state';

const MINUTE = 60_000;

type Appearance = Extract<ByHand, { kind: 'account-appears' }>;
type Change = Extract<ByHand, { kind: 'account-changes' }>;

export class Hands {
  private waiting: readonly ByHand[] = [];

  /** @param remove asks Control Tower to remove a product */
  constructor(private readonly to: FactoryContext, private readonly remove: (product: ProductState) => void) {}

  /** Lets this run's people begin. */
  public start(): void {
    const acts = this.to.world.faults.filter(isByHand);
    acts.filter(({ after }) => after === undefined).forEach(act => this.plan(act));
    this.waiting = acts.filter(({ after }) => after !== undefined);
  }

  /** Something happened to a product that somebody may have waited for. */
  public onMoment(moment: ProductMoment, product: string): void {
    const due = this.waiting.filter(({ after, of }) => after === moment && matchesAccount(of, product));
    this.waiting = this.waiting.filter(act => !due.includes(act));
    due.forEach(act => this.plan(act));
  }

  private plan(act: ByHand): void {
    const { time, world } = this.to;
    time.at(time.now + Math.round(act.minute * MINUTE), `by-hand-${world.faults.indexOf(act)}`, () => this.perform(act));
  }

  private perform(act: ByHand): void {
    this.to.faults.happens(act);
    switch (act.kind) {
      case 'account-appears': return this.appear(act);
      case 'account-changes': return this.accounts(act.account).forEach(account => this.change(account, act));
      case 'product-removed': return this.to.catalog.state.products.filter(({ name }) => matchesAccount(act.account, name)).forEach(this.remove);
      case 'association-removed': return this.shutOut(act);
      case 'stack-updated': return updateByHand(this.to, act, what => this.to.emit('by-hand', act.stack, what));
    }
  }

  /** Takes the principals out of Control Tower's portfolio, and lets them in again if somebody does. */
  private shutOut(act: Extract<ByHand, { kind: 'association-removed' }>): void {
    const { catalog, emit, time, world } = this.to;
    const gone = catalog.state.associations.filter(({ portfolioId }) => catalog.state.portfolioIds.includes(portfolioId));
    gone.forEach(({ portfolioId, principalArn }) => {
      catalog.catalog.disassociatePrincipal(portfolioId, principalArn);
      emit('by-hand', principalArn, 'was taken out of the portfolio');
    });
    if (act.backAfterMinutes !== undefined) {
      time.at(time.now + Math.round(act.backAfterMinutes * MINUTE), `let-in-${world.faults.indexOf(act)}`, () => gone.forEach(({ portfolioId, principalArn }) => {
        catalog.catalog.associatePrincipal(portfolioId, principalArn);
        emit('by-hand', principalArn, 'was let into the portfolio again');
      }));
    }
  }

  /** Members only: AWS lets nobody close, move or suspend the management account. */
  private accounts(pattern: string): MemberAccount[] {
    const { organizations, world } = this.to;
    return organizations.state.accounts.filter(({ id, name }) => id !== world.organization.managementAccountId && matchesAccount(pattern, name));
  }

  /** AWS refuses an address that is taken. */
  private appear({ email, executionRole, invited, name, parentId, tags }: Appearance): void {
    const { clock, emit, organizations, time } = this.to;
    const { accounts } = organizations.state;
    if (accounts.some(account => account.email.toLowerCase() === email.toLowerCase())) {
      return;
    }
    const id = drawAccountId(clock, name, new Set(accounts.map(account => account.id)));
    organizations.join({ id, name, email, parentId, status: 'ACTIVE', tags: { ...tags }, joinedAt: time.now, executionRole, invited });
    if (!invited) {
      organizations.noteCreation(name, id);
    }
    emit('by-hand', name, `${id} ${invited ? 'was invited' : 'was created'}`);
  }

  private change(account: MemberAccount, { change, tags, to }: Change): void {
    const { emit, organizations } = this.to;
    if (change === 'closed') {
      emit('by-hand', account.name, `${account.id} was ${organizations.close(account) ? 'closed' : 'not closed: AWS refused, the quota of closures in thirty days is used up'}`);
      return;
    }
    emit('by-hand', account.name, `${account.id} was ${change}`);
    switch (change) {
      case 'suspended': return organizations.change(account, { status: 'SUSPENDED' });
      case 'renamed': return organizations.change(account, { name: to });
      case 'moved': return organizations.move(account, to!);
      case 'tagged': return organizations.retag(account, { ...account.tags, ...tags });
      case 'untagged': return organizations.retag(account, Object.fromEntries(Object.entries(account.tags).filter(([key]) => !(key in tags))));
    }
  }
}
