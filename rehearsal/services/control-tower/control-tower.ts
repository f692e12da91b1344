/** AWS Control Tower: its Account Factory behind Service Catalog, and what it makes of accounts that are moved. */

import { addProductsOfWorld, otherTeam, settleForeignProducts } from './existing-products';
import type { FactoryContext } from './factory-context';
import { Enrolments } from './enrolments';
import { FactoryFloor } from './factory-floor';
import { FactoryLedger } from './factory-ledger';
import type { FactoryState, Stray } from './factory-state';
import { Hands } from './hands';
import { CONTROL_TOWER_PROTOCOL, LandingZoneApi } from './landing-zone-api';
import type { SlotUse } from './slots';
import { Slots } from './slots';
import { watchMove } from './watch';
import { organizations } from '../organizations/organizations';
import { ANYTHING } from '../permissions';
import type { RunningService, ServiceContext } from '../service';
import { defineService } from '../service';
import type { ProductState } from '../service-catalog/catalog-state';
import { serviceCatalog } from '../service-catalog/service-catalog';
import { ssoAdmin } from '../sso-admin/sso-admin';

/** How the factory was used in this run. */
export interface FactoryReport {
  /** The most operations that it worked on at once, other people's included. */
  readonly peakOperations: number;
  /** Accepted requests of ours that it had no slot for. */
  readonly busyRejections: number;
  /** The part of the slots' time that was used between the first request and the last account that became AVAILABLE. */
  readonly utilisation: number;
  /** The quota "Concurrent account operations". */
  readonly slots: number;
  readonly slotsInUse: readonly SlotUse[];
}

export interface ProductSummary {
  readonly name: string;
  /** 'TERMINATED' if it was there in this run and is no more. */
  readonly status: string;
  readonly accountId?: string;
  /** Requests to create or enroll that the factory accepted in this run. */
  readonly attempts: number;
  /** Seconds since this run began; null if before or never. */
  readonly requestedAt: number | null;
  readonly availableAt: number | null;
}

export class ControlTowerService implements RunningService {
  public readonly state: FactoryState;
  public readonly landingZone: LandingZoneApi;
  private readonly context: FactoryContext;
  private readonly slots: Slots;
  private readonly ledger: FactoryLedger;
  private readonly floor: FactoryFloor;
  private readonly hands: Hands;
  private readonly enrolments: Enrolments;
  private readonly began: number;

  constructor(to: ServiceContext, private readonly saved: FactoryState | undefined) {
    this.began = to.time.now;
    this.landingZone = new LandingZoneApi(to, {
      organizations: to.peer(organizations),
      enrolments: () => this.enrolments.accounts,
      changing: () => to.peer(serviceCatalog).state.products.flatMap(({ status, accountId }) => (status === 'UNDER_CHANGE' && accountId !== undefined ? [accountId] : [])),
    });
    this.state = saved ?? { operations: [], attempts: {}, strays: {} };
    this.context = {
      ...to,
      state: this.state,
      catalog: to.peer(serviceCatalog),
      organizations: to.peer(organizations),
      identityCenter: to.peer(ssoAdmin),
    };
    this.slots = new Slots(this.context);
    this.ledger = new FactoryLedger(this.began);
    this.hands = new Hands(this.context, product => this.removeByHand(product));
    this.floor = new FactoryFloor(this.context, this.slots, this.ledger, (moment, product) => this.hands.onMoment(moment, product));
    this.context.catalog.provisionedBy(this.floor);
    this.enrolments = new Enrolments(this.context);
    this.context.organizations.onMoved(account => {
      watchMove(this.context, account);
      this.enrolments.onMoved(account);
    });
    if (saved) {
      settleForeignProducts(this.context);
    } else {
      addProductsOfWorld(this.context);
    }
  }

  public takeUp(): void {
    this.enrolments.takeUp();
    if (this.saved) {
      this.floor.resume();
    } else {
      this.adoptRunning();
    }
  }

  public begin(): void {
    const { catalog, organizations: { state } } = this.context;
    state.accounts.forEach(account => this.floor.suspend(account));
    catalog.state.products.forEach(product => this.floor.disturb(product, this.began));
    this.slots.start();
    this.hands.start();
  }

  /** What became of an account that left its unit: drift, or that the account isn't Control Tower's any more. */
  public strayOf(accountId: string): Stray | undefined {
    return this.state.strays[accountId];
  }

  public factoryReport(): FactoryReport {
    const { busyRejections, firstRequestAt, lastAvailableAt } = this.ledger;
    const utilisation = firstRequestAt === undefined || lastAvailableAt === undefined ? 0 : this.slots.utilisation(firstRequestAt, lastAvailableAt);
    return { peakOperations: this.slots.peak, busyRejections, utilisation, slots: this.slots.quota, slotsInUse: this.slots.use() };
  }

  public products(): ProductSummary[] {
    const { catalog: { state }, time } = this.context;
    const seconds = (at: number | undefined) => (at === undefined ? null : time.secondsInto(at));
    const present = new Map<string, Pick<ProductState, 'status' | 'accountId'>>(state.products.map(product => [product.name, product]));
    const names = [...present.keys(), ...[...this.ledger.entries.keys()].filter(name => !present.has(name))];
    return names.map(name => {
      const { status, accountId } = present.get(name) ?? { status: 'TERMINATED' };
      const entry = this.ledger.entries.get(name);
      return {
        name,
        status,
        ...(accountId !== undefined ? { accountId } : {}),
        attempts: entry?.attempts ?? 0,
        requestedAt: seconds(entry?.requestedAt),
        availableAt: seconds(entry?.availableAt),
      };
    });
  }

  /** Somebody of another team asks for a product's removal. */
  private removeByHand(product: ProductState): void {
    const { catalog, partition, world } = this.context;
    catalog.api.removeByHand(product, { ...otherTeam(world.organization, partition), label: 'other-team' });
  }

  /** Products that the world shows UNDER_CHANGE come to an end like any other. */
  private adoptRunning(): void {
    const { catalog: { state }, partition, world } = this.context;
    const maker = otherTeam(world.organization, partition);
    for (const product of state.products.filter(({ status }) => status === 'UNDER_CHANGE')) {
      const record = state.records.find(({ id }) => id === product.lastRecordId)!;
      this.floor.adopt(product, record, { ...maker, label: 'other-team' });
    }
  }
}

export const controlTower = defineService({
  name: 'controlTower',
  prefix: 'controltower',
  protocol: CONTROL_TOWER_PROTOCOL,
  start: (to, saved: FactoryState | undefined) => new ControlTowerService(to, saved),
  madeByStacks: () => undefined,
  operations: {
    ListLandingZones: { may: ANYTHING, answer: ({ landingZone }, request) => landingZone.list(request) },
    GetLandingZone: {
      may: { resources: ({ request }) => [String(request.input.landingZoneIdentifier)] },
      answer: ({ landingZone }, request) => landingZone.get(request),
    },
    ListLandingZoneOperations: { may: ANYTHING, answer: ({ landingZone }, request) => landingZone.listOperations(request) },
    GetLandingZoneOperation: { may: ANYTHING, answer: ({ landingZone }, request) => landingZone.getOperation(request) },
    ListEnabledBaselines: { may: ANYTHING, answer: ({ landingZone }, request) => landingZone.listEnabledBaselines(request) },
  },
});
