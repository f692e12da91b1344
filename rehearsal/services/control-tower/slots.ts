/**
 * The factory's slots: the quota "Concurrent account operations", and who uses it up.
 *
 * An operation of ours takes a slot when it is accepted, if one is free; if none is, it is looked at once more when the factory
 * gets to it, and is busy then or never. Operations of other people stand in line for what falls free, for as long as the world
 * says, so that the quota is never exceeded.
 */

import { addProduct, otherTeam } from './existing-products';
import type { FactoryContext } from './factory-context';
import type { OperationState } from './factory-state';
import type { ProductState } from '../service-catalog/catalog-state';

interface ForeignOperation {
  readonly name: string;
  readonly visible: boolean;
  working: boolean;
  over: boolean;
}

/** So many slots are in use from then on. */
export interface SlotUse {
  /** Seconds since the run began. */
  readonly at: number;
  readonly used: number;
}

export class Slots {
  /** The most slots that were in use at once in this run. */
  public peak = 0;
  private readonly foreign: ForeignOperation[] = [];
  /** Slots in use from each moment on, in epoch milliseconds. */
  private readonly history: { readonly at: number; readonly used: number }[] = [];

  constructor(private readonly to: FactoryContext) {}

  /** How many operations the factory carries out at a time. */
  public get quota(): number {
    return this.to.world.factory.concurrency;
  }

  /** Slots in use, whoever uses them. */
  public get used(): number {
    return this.to.state.operations.filter(({ holdsSlot }) => holdsSlot).length + this.foreign.filter(({ working }) => working).length;
  }

  /** Begins to count for this run, and lets its other people's operations begin. */
  public start(): void {
    this.history.length = 0;
    this.peak = 0;
    this.note();
    const { time, world } = this.to;
    const began = time.now;
    world.operations.forEach((operation, index) => {
      for (let slot = 1; slot <= operation.count; slot++) {
        const entry: ForeignOperation = {
          name: `other-team-operation-${index + 1}-${slot}`,
          visible: operation.visible,
          working: false,
          over: false,
        };
        const from = began + operation.startMinute * 60_000;
        time.at(from, `foreign-begins-${entry.name}`, () => {
          this.foreign.push(entry);
          this.letForeignIn();
        });
        time.at(from + operation.minutes * 60_000, `foreign-ends-${entry.name}`, () => this.endForeign(entry));
      }
    });
  }

  /** Gives the operation a slot if one is free. */
  public take(operation: OperationState): boolean {
    if (!operation.holdsSlot && this.used < this.quota) {
      operation.holdsSlot = true;
      this.note();
    }
    return operation.holdsSlot;
  }

  /** The operation needs its slot no more. */
  public release(operation: OperationState): void {
    if (!operation.holdsSlot) {
      return;
    }
    operation.holdsSlot = false;
    this.note();
    this.letForeignIn();
  }

  /** The part of the slots' time that was used between two moments. */
  public utilisation(from: number, to: number): number {
    if (to <= from) {
      return 0;
    }
    let busy = 0;
    this.history.forEach(({ at, used }, index) => {
      const until = this.history[index + 1]?.at ?? to;
      busy += used * Math.max(0, Math.min(until, to) - Math.max(at, from));
    });
    return Math.round(Math.min(1, busy / (this.quota * (to - from))) * 10_000) / 10_000;
  }

  /** Slots in use from each second of this run on, wherever the number changes. */
  public use(): SlotUse[] {
    const seconds = this.history.map(({ at, used }) => ({ at: Math.round(this.to.time.secondsInto(at)), used }));
    const lastOfEach = seconds.filter(({ at }, index) => seconds[index + 1]?.at !== at);
    return lastOfEach.filter(({ used }, index) => lastOfEach[index - 1]?.used !== used);
  }

  private letForeignIn(): void {
    for (const entry of this.foreign.filter(({ working, over }) => !working && !over)) {
      if (this.used >= this.quota) {
        return;
      }
      entry.working = true;
      this.note();
      if (entry.visible) {
        this.show(entry, 'UNDER_CHANGE');
      }
    }
  }

  private endForeign(entry: ForeignOperation): void {
    entry.over = true;
    if (!entry.working) {
      return;
    }
    entry.working = false;
    this.note();
    if (entry.visible) {
      this.show(entry, 'AVAILABLE');
    }
    this.letForeignIn();
  }

  private show({ name }: ForeignOperation, status: 'UNDER_CHANGE' | 'AVAILABLE'): void {
    const { catalog: { state }, partition, time, world } = this.to;
    const product: ProductState = state.products.find(candidate => candidate.name === name)
      ?? addProduct(this.to, { name, status, succeededOnce: true, tags: {} }, otherTeam(world.organization, partition), time.now);
    product.status = status;
    const record = state.records.find(({ id }) => id === product.lastRecordId)!;
    Object.assign(record, { status: status === 'AVAILABLE' ? 'SUCCEEDED' : 'IN_PROGRESS', updatedAt: time.now });
    product.foreign = status === 'UNDER_CHANGE';
    this.to.catalog.publish(product.id, product);
  }

  private note(): void {
    this.history.push({ at: this.to.time.now, used: this.used });
    this.peak = Math.max(this.peak, this.used);
  }
}
