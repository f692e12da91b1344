/**
 * A light organization for retirement: accounts, records, products and a factory as plain objects, with people who click while it works. It keeps its own account of what must
 * never happen, at the moment of each call that changes something.
 */

import { HOLDING, POLICY, RETIRED, ROOT, UNITS } from './fixtures';
import { TransientError } from '../../../core/failures/errors';
import type { RetirementEntry } from '../../../core/retirement/orders';
import type { RetirementPorts } from '../../../core/retirement/ports';

interface Member {
  readonly id: string;
  readonly name: string;
  parent: string;
  status: string;
  record?: { status: string; editedAt: number; leasedAt?: number };
  product?: { id: string; status: string; madeAt: number; message?: string; doneAt?: number };
}

/** A number in [0, 1), the next one each time. */
export type Chance = () => number;

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
const BUDGET = 250;

export class ClickingOrganization {
  public now = Date.UTC(2026, 2, 2);
  public readonly members: Member[];
  public readonly entries: RetirementEntry[] = [];
  public readonly marks = new Map<string, string>();
  public readonly told: string[] = [];
  /** What must never happen, and did. */
  public readonly broken: string[] = [];
  /** How often people click, and AWS doesn't answer: the chance at each call. */
  public unrest: number;
  private readonly closings: number[];
  private made = 0;

  constructor(private readonly chance: Chance, size: number) {
    this.unrest = chance() * 0.2;
    const used = chance() < 0.3 ? BUDGET - Math.floor(chance() * 3) : 0;
    this.closings = Array.from({ length: used }, () => this.now - Math.floor(chance() * 29 * DAY_MS));
    this.members = Array.from({ length: size }, (_, index) => {
      const status = ['Available', 'Available', 'Available', 'Active', 'Quarantine', 'CleanUp'][Math.floor(chance() * 6)];
      return {
        id: String(222200000000 + index),
        name: `pool-${String(index + 1).padStart(3, '0')}`,
        parent: this.unitOf(status),
        status: 'ACTIVE',
        record: { status, editedAt: this.now - 3_600_000, ...status === 'Active' && { leasedAt: this.now - 3_600_000 } },
        ...chance() < 0.8 && { product: this.newProduct() },
      };
    });
  }

  public get ports(): RetirementPorts {
    const { chance } = this;
    return {
      orders: {
        read: async () => this.reading(() => [...this.entries]),
        append: async entry => {
          // Another run may have been faster.
          if (entry.number !== this.entries.length + 1) {
            return false;
          }
          this.entries.push(entry);
          return true;
        },
      },
      directory: {
        accounts: async () => this.reading(() => this.members.map(member => this.accountOf(member))),
        accountById: async id => this.reading(() => this.accountOf(this.member(id))),
        parent: async id => this.reading(() => {
          const { parent } = this.member(id);
          return { id: parent, name: parent, isRoot: parent === ROOT };
        }),
        tags: async id => this.reading(() => [{ key: 'account-robot:owner', value: `${POLICY.owner}${this.member(id).name}` }]),
        move: async (id, from, to) => this.changing(() => {
          const member = this.member(id);
          this.mustNotBeLeased(member, 'moved');
          if (member.parent !== from) {
            throw new TransientError('organizations:MoveAccount', 'moved meanwhile');
          }
          member.parent = to;
        }),
        unit: async () => 'closed',
        guarded: async () => ({}),
      },
      sandbox: {
        units: async () => UNITS,
        record: async id => this.reading(() => {
          const { record } = this.member(id);
          return record === undefined ? null : { status: record.status, lastEditedAt: new Date(record.editedAt).toISOString() };
        }),
        clean: async id => this.answering(() => {
          const member = this.member(id);
          if (member.record?.status !== 'Quarantine') {
            return 409;
          }
          this.put(member, 'CleanUp');
          return 200;
        }),
        eject: async id => this.answering(() => {
          const member = this.member(id);
          if (member.record === undefined || member.record.status === 'CleanUp') {
            return 409;
          }
          this.mustNotBeLeased(member, 'ejected');
          member.record = undefined;
          member.parent = UNITS.exit;
          return 200;
        }),
        register: async id => this.answering(() => {
          const member = this.member(id);
          if (member.parent !== UNITS.entry) {
            return 409;
          }
          this.put(member, 'CleanUp');
          return 201;
        }),
        instance: async () => ({ status: 'CURRENT' }),
      },
      factory: {
        productOf: async id => this.reading(() => {
          const { name, product } = this.member(id);
          return product === undefined ? null : { id: product.id, name, status: product.status, statusMessage: product.message };
        }),
        atWork: async () => this.reading(() => this.members.filter(({ product }) => product?.status === 'UNDER_CHANGE').map(({ name }) => name)),
        terminate: async productId => this.changing(() => {
          const member = this.members.find(({ product }) => product?.id === productId);
          if (member?.product === undefined) {
            return;
          }
          this.mustNotBeLeased(member, 'let go of');
          if (this.members.some(({ product }) => product?.status === 'UNDER_CHANGE')) {
            this.broken.push(`${member.name} was to be let go of beside another one`);
          }
          // Somebody who shows nowhere may be at work.
          Object.assign(member.product, chance() < 0.2 ? { status: 'TAINTED', message: 'another operation is in progress' } : { status: 'UNDER_CHANGE', doneAt: this.now + 5 * MINUTE_MS });
        }),
      },
      closing: {
        close: async id => this.changing(() => {
          const member = this.member(id);
          this.mustNotBeLeased(member, 'closed');
          const orders = this.entries.filter(entry => entry.kind === 'order' && entry.account.id === id && entry.until === 'closed');
          const last = orders[orders.length - 1];
          if (last === undefined || this.entries.some(entry => entry.kind === 'undo' && entry.order === last.number)) {
            this.broken.push(`${member.name} is closed, and nobody asked for it`);
          }
          if (member.product !== undefined && this.now - member.product.madeAt > 1000) {
            this.broken.push(`${member.name} is closed with a live product`);
          }
          if (this.closings.filter(at => at > this.now - 30 * DAY_MS).length >= BUDGET) {
            return 'over-budget' as const;
          }
          this.closings.push(this.now);
          member.status = 'CLOSED';
          return 'asked' as const;
        }),
      },
      marks: { set: async (owner, { accountId }) => void this.marks.set(owner, accountId), clear: async owner => void this.marks.delete(owner) },
      events: { send: async events => void this.told.push(...events.map(({ detail }) => detail.id)) },
      now: () => new Date(this.now),
      written: () => undefined,
      stands: () => undefined,
    };
  }

  /** Lets time pass, with what is due in it. */
  public pass(ms: number): void {
    this.now += ms;
    for (const member of this.members) {
      const { product, record } = member;
      if (product?.doneAt !== undefined && product.doneAt <= this.now) {
        member.product = undefined;
        member.parent = ROOT;
      }
      if (record?.status === 'CleanUp' && this.now - record.editedAt > 10 * MINUTE_MS) {
        this.put(member, this.chance() < 0.8 ? 'Available' : 'Quarantine');
      }
    }
  }

  private accountOf({ id, name, status }: Member) {
    return { id, name, status, email: `${name}@example.com` };
  }

  private member(id: string): Member {
    return this.members.find(member => member.id === id)!;
  }

  private newProduct() {
    return { id: `pp-${++this.made}`, status: 'AVAILABLE', madeAt: this.now };
  }

  private unitOf(status: string): string {
    return { Available: UNITS.available, Active: UNITS.active, Frozen: UNITS.frozen, CleanUp: UNITS.cleanUp }[status] ?? UNITS.quarantine;
  }

  private put(member: Member, status: string): void {
    member.record = { status, editedAt: this.now, ...status === 'Active' && { leasedAt: this.now } };
    member.parent = this.unitOf(status);
  }

  /** The window that is told: what was leased within the last second can't have been seen. */
  private mustNotBeLeased({ name, record }: Member, deed: string): void {
    if (record?.leasedAt !== undefined && this.now - record.leasedAt > 1000) {
      this.broken.push(`${name} was ${deed} ${(this.now - record.leasedAt) / 1000} s after it had been leased`);
    }
  }

  private async reading<T>(read: () => T): Promise<T> {
    this.meanwhile();
    return read();
  }

  /** A call that changes something: the answer may be lost, before or after it was heard. */
  private async changing<T>(change: () => T): Promise<T> {
    if (this.chance() < this.unrest / 4) {
      throw new TransientError('organization', 'not heard');
    }
    const answer = change();
    if (this.chance() < this.unrest / 4) {
      throw new TransientError('organization', 'the answer was lost');
    }
    this.meanwhile();
    return answer;
  }

  private async answering(change: () => number) {
    return { status: await this.changing(change), text: '' };
  }

  /** Calls take their time, and people click in it. */
  private meanwhile(): void {
    this.pass(Math.floor(this.chance() * 400));
    if (this.chance() < this.unrest) {
      this.click(this.members[Math.floor(this.chance() * this.members.length)]);
    }
  }

  private click(member: Member): void {
    const { product, record } = member;
    if (member.status !== 'ACTIVE') {
      return;
    }
    switch (Math.floor(this.chance() * 7)) {
      case 0:
      case 1: return record?.status === 'Available' ? this.put(member, 'Active') : undefined;
      case 2: return record?.status === 'Active' ? this.put(member, 'CleanUp') : undefined;
      // Somebody takes a retired account into the pool, or makes another product of it.
      case 3: return record === undefined ? this.put(member, 'CleanUp') : undefined;
      case 4:
        if (product === undefined && [ROOT, HOLDING, RETIRED].includes(member.parent)) {
          member.product = this.newProduct();
        }
        return;
      case 5: return record?.status === 'Available' ? this.put(member, 'Quarantine') : undefined;
      default:
        if (record === undefined) {
          member.parent = 'ou-1-elsewhere';
        }
    }
  }
}
