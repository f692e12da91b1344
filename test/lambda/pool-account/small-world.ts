/**
 * An organization in memory, behind the ports: enough of Account Factory to live through an account's life. Time is told by the test.
 */

import { SmallPool, unitOf } from './small-pool';
import type { Account, Parent, Tag } from '../../../core/accounts/account';
import { ownerOf } from '../../../core/accounts/ownership';
import type { Clock } from '../../../core/clock';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import type { PoolAccountPorts } from '../../../core/pool-account/stage';
import type { StackState } from '../../../core/stacks/stack-operation';
import { epochOf } from '../../../core/stacks/stack-operation';
import type { FailedProduct, Gate, ProvisionedProduct, ProvisioningRecord } from '../../../core/vending/control-tower/model';
import type { Accepted, AccountParameters, Launch, ProvisionRequest, UpdateRequest } from '../../../core/vending/control-tower/ports';
import type { Mark } from '../../../lambda/pool-account/retired';
import type { LegPorts } from '../../../lambda/pool-account/run-leg';
import { OWNER_TAG } from '../../../src/contract';
import { at, HOLDING_UNIT } from '../../core/fixtures';

/** How an operation of the factory ends. */
export interface Outcome {
  readonly minutes: number;
  /** Fails with this text; succeeds without. */
  readonly text?: string;
  /** Whether an account has come into being when it fails. */
  readonly accountCreated?: boolean;
}

interface Operation {
  readonly record: ProvisioningRecord;
  readonly outcome: Outcome;
  readonly endsAt: number;
}

interface Product {
  product: ProvisionedProduct;
  email: string;
  accountName: string;
  tags: readonly Tag[];
  running?: Operation;
}

export class SmallWorld {
  /** Minutes after the deployment began. */
  public minute = 10;
  /** When the stack operation began, in the same minutes. */
  public orderedAt = 0;
  public readonly calls: string[] = [];
  /** With what accounts were requested and enrolled again. */
  public readonly requested: AccountParameters[] = [];
  public readonly accounts: (Account & { parent: Parent; tags: Tag[] })[] = [];
  public readonly products = new Map<string, Product>();
  public readonly records = new Map<string, ProvisioningRecord>();
  /** Accounts that the console enrolled, by their ids. */
  public readonly enrolled = new Set<string>();
  /** Names of operations of other people. */
  public outsiders: string[] = [];
  /** How the next operations end; success after 25 minutes when it is empty. */
  public readonly script: Outcome[] = [];
  public stack: StackState = { status: 'CREATE_IN_PROGRESS' };
  /** What calls throw before they do anything, by name: 'provision'. */
  public readonly refusals = new Map<string, Error>();
  /** What says that the account is retired. */
  public mark: Mark | null = null;
  /** Calls whose answer is lost although they were carried out. */
  public readonly lost = new Set<string>();
  /** Innovation Sandbox, for accounts that are registered. */
  public readonly pool = new SmallPool({
    now: () => this.now,
    account: id => this.accounts.find(account => account.id === id),
    call: async (name, answer) => this.call(name, answer),
  });
  private readonly later: { readonly minute: number; readonly happen: () => void }[] = [];
  private readonly answers = new Map<string, Accepted>();
  private serial = 0;

  public readonly ports: LegPorts & Omit<PoolAccountPorts, 'line'> = {
    factory: {
      product: async name => this.call('product', () => this.products.get(name)?.product ?? null),
      record: async id => this.call('record', () => this.records.get(id) ?? null),
      owner: async id => this.call('owner', () => ownerOf([...this.products.values()].find(({ product }) => product.id === id)?.tags ?? []) ?? null),
      enrolment: async id => this.call('enrolment', () => this.enrolled.has(id) ? { id: 'pp-0', name: `Enroll-Account-${id}`, status: 'AVAILABLE' } : null),
      gate: async (): Promise<Gate> => this.call('gate', () => ({
        holders: [...this.outsiders, ...[...this.products.values()].filter(({ product }) => product.status === 'UNDER_CHANGE').map(({ product }) => product.name)],
      })),
      failedProducts: async (): Promise<FailedProduct[]> => this.call('failedProducts', () => [...this.products.values()].filter(({ product }) => product.status === 'ERROR').map(({ product }) => {
        const record = this.records.get(product.lastRecordId ?? '');
        return { owner: record?.tags.find(({ key }) => key === OWNER_TAG)?.value, text: product.statusMessage ?? record?.errors.join('; ') ?? '', createdAt: record?.createdAt ?? at(0).toISOString() };
      })),
      launch: async (): Promise<Launch> => this.call('launch', () => ({ pathId: 'path', artifactId: 'artifact' })),
      provision: async request => this.call('provision', () => this.provision(request)),
      update: async request => this.call('update', () => this.update(request)),
      terminate: async id => this.call('terminate', () => this.terminate(id)),
    },
    directory: {
      accountById: async id => this.call('accountById', () => this.accounts.find(account => account.id === id) ?? null),
      accountsByName: async name => this.call('accountsByName', () => this.accounts.filter(account => account.name === name)),
      accountByEmail: async email => this.call('accountByEmail', () => this.accounts.find(account => account.email === email) ?? null),
      creation: async () => this.call('creation', () => null),
      parent: async id => this.call('parent', () => this.accounts.find(account => account.id === id)!.parent),
      organizationalUnitName: async () => this.call('organizationalUnitName', () => 'Holding'),
      tags: async id => this.call('tags', () => this.accounts.find(account => account.id === id)!.tags),
      tag: async (id, tags) => this.call('tag', () => {
        const account = this.accounts.find(candidate => candidate.id === id)!;
        account.tags = [...account.tags.filter(tag => !tags.some(({ key }) => key === tag.key)), ...tags];
      }),
      move: async (id, fromId, toId) => this.call('move', () => this.move(id, fromId, toId)),
    },
    ...this.pool.ports,
    legs: { place: async () => this.call('place', () => ({ index: 0, length: 1 })) },
    retired: { mark: async () => this.call('mark', () => this.mark) },
    stacks: { operation: async () => this.call('operation', () => ({ startedAt: at(this.orderedAt).toISOString(), epoch: epochOf(this.stack) })) },
  };

  public readonly clock: Clock = { now: () => this.now, sleep: async seconds => this.pass(seconds / 60) };

  public get now(): Date {
    return at(this.minute);
  }

  /** Something that happens so many minutes from now. */
  public in(minutes: number, happen: () => void): void {
    this.later.push({ minute: this.minute + minutes, happen });
  }

  /** How often a call was made. */
  public count(name: string): number {
    return this.calls.filter(call => call === name).length;
  }

  /** Lets time pass, and what ends until then end. */
  public pass(minutes: number): void {
    this.minute += minutes;
    this.pool.pass();
    const due = this.later.filter(({ minute }) => minute <= this.minute);
    for (const entry of due) {
      this.later.splice(this.later.indexOf(entry), 1);
      entry.happen();
    }
    for (const product of this.products.values()) {
      if (product.running !== undefined && product.running.endsAt <= this.minute) {
        this.end(product, product.running);
      }
    }
  }

  /** An account that was there before. */
  public addAccount(account: Account, parent: Parent = { id: HOLDING_UNIT, name: 'Holding', isRoot: false }, tags: Tag[] = []): void {
    this.accounts.push({ ...account, parent, tags });
  }

  private call<T>(name: string, answer: () => T): T {
    this.calls.push(name);
    const refusal = this.refusals.get(name);
    if (refusal !== undefined) {
      throw refusal;
    }
    const result = answer();
    if (this.lost.delete(name)) {
      throw new TransientError(`x:${name}`, 'socket hang up');
    }
    return result;
  }

  private move(id: string, fromId: string, toId: string): void {
    const account = this.accounts.find(candidate => candidate.id === id)!;
    if (account.parent.id !== fromId) {
      throw new TransientError('organizations:MoveAccount', 'SourceParentNotFoundException');
    }
    account.parent = unitOf(toId);
    this.pool.noticeArrival(id);
  }

  private provision(request: ProvisionRequest): Accepted {
    this.requested.push(request.parameters);
    const known = this.answers.get(request.token);
    if (known !== undefined) {
      return known;
    }
    if (this.products.has(request.productName)) {
      throw new RefusalError('servicecatalog:ProvisionProduct', `InvalidParametersException: A stack named ${request.productName} already exists.`);
    }
    const product: Product = {
      product: { id: `pp-${++this.serial}`, name: request.productName, type: 'CONTROL_TOWER_ACCOUNT', status: 'UNDER_CHANGE', createdAt: this.now.toISOString() },
      email: request.parameters.accountEmail,
      accountName: request.parameters.accountName,
      tags: request.tags,
    };
    this.products.set(request.productName, product);
    this.start(product, 'PROVISION_PRODUCT', request.tags);
    const accepted = { recordId: product.running!.record.id, createdAt: this.now.toISOString() };
    this.answers.set(request.token, accepted);
    return accepted;
  }

  private update(request: UpdateRequest): void {
    this.requested.push(request.parameters);
    this.start(this.byId(request.provisionedProductId), 'UPDATE_PROVISIONED_PRODUCT', []);
  }

  private terminate(id: string): void {
    const { product } = this.byId(id);
    if (product.lastSuccessfulProvisioningRecordId !== undefined) {
      throw new Error('a live account was terminated');
    }
    this.products.delete(product.name);
  }

  private byId(id: string): Product {
    return [...this.products.values()].find(({ product }) => product.id === id)!;
  }

  private start(product: Product, type: string, tags: readonly Tag[]): void {
    const outcome = this.script.shift() ?? { minutes: 25 };
    const now = this.now.toISOString();
    const record: ProvisioningRecord = { id: `rec-${++this.serial}`, status: 'IN_PROGRESS', type, createdAt: now, updatedAt: now, errors: [], outputs: {}, tags };
    this.records.set(record.id, record);
    product.product = { ...product.product, status: 'UNDER_CHANGE', lastRecordId: record.id, lastProvisioningRecordId: record.id };
    product.running = { record, outcome, endsAt: this.minute + outcome.minutes };
  }

  private end(product: Product, { record, outcome, endsAt }: Operation): void {
    const failed = outcome.text !== undefined;
    product.running = undefined;
    if ((!failed || outcome.accountCreated === true) && !this.accounts.some(({ email }) => email === product.email)) {
      this.addAccount({ id: String(111122220000 + ++this.serial), name: product.accountName, email: product.email, status: 'ACTIVE', joinedAt: at(endsAt).toISOString() }, undefined, failed ? [] : [...product.tags]);
    }
    const account = this.accounts.find(({ email }) => email === product.email);
    this.records.set(record.id, {
      ...record,
      status: failed ? 'FAILED' : 'SUCCEEDED',
      updatedAt: at(endsAt).toISOString(),
      errors: failed ? [outcome.text!] : [],
      outputs: failed ? {} : { AccountId: account!.id, AccountEmail: product.email },
    });
    product.product = {
      ...product.product,
      status: !failed ? 'AVAILABLE' : product.product.lastSuccessfulProvisioningRecordId === undefined ? 'ERROR' : 'TAINTED',
      statusMessage: outcome.text,
      ...(failed ? {} : { lastSuccessfulProvisioningRecordId: record.id }),
    };
  }
}
