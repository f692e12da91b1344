/**
 * Control Tower's Account Factory behind Service Catalog: it accepts first, and finds out later.
 *
 * An accepted operation is a list of steps, each with its moment. A step carries out what is due and, when that goes wrong, ends
 * the operation: the record FAILS, and the product keeps its name in ERROR, or TAINTED if it was ever AVAILABLE.
 */

import { refusalOf } from './caller-list';
import { accountOf, enrollable, targetUnit, wrongWithAccount, wrongWithEnrollment, wrongWithRequest } from './checks';
import { errorCodeOf, outputsOf } from './existing-products';
import type { FactoryContext } from './factory-context';
import type { FactoryLedger } from './factory-ledger';
import type { OperationState, OperationStep } from './factory-state';
import { planEnrollment, planOpening, planTermination } from './plan';
import type { Slots } from './slots';
import type { ApiError, Caller } from '../../kernel/types';
import { BUSY_TEXTS, FAILURE_TEXTS, fillIn } from '../../world/factory-texts';
import { matchesAccount } from '../../world/faults';
import type { ProductMoment } from '../../world/world';
import { drawId } from '../identifiers';
import type { MemberAccount } from '../organizations/organization-state';
import type { OperationKind, ProductState, RecordState } from '../service-catalog/catalog-state';
import { RECORD_TYPES } from '../service-catalog/catalog-state';
import type { AcceptedRequest, Provisioner } from '../service-catalog/service-catalog-api';

export class FactoryFloor implements Provisioner {
  constructor(
    private readonly to: FactoryContext,
    private readonly slots: Slots,
    private readonly ledger: FactoryLedger,
    /** Is told what happens to products that people may have waited for. */
    private readonly onMoment: (moment: ProductMoment, product: string) => void,
  ) {}

  /** Goes on with the operations that an earlier rehearsal left running. */
  public resume(): void {
    for (const operation of this.to.state.operations) {
      operation.steps.forEach(step => this.schedule(operation, step));
    }
  }

  /** Throws AWS's refusal, in worlds where the call itself finds out what the caller may not do. */
  public refuseCaller(caller: Caller, kind: OperationKind): void {
    const refusal = this.to.world.factory.accessDenied === 'call' ? this.refusalOf(caller, kind) : undefined;
    if (refusal) {
      throw refusal;
    }
  }

  /** Takes over an accepted request: the product is UNDER_CHANGE from here on. */
  public accept(request: AcceptedRequest): void {
    const { kind, product, record, caller } = request;
    // Asked for now, because the role may be gone by the time that the factory gets to it.
    const refusal = this.to.world.factory.accessDenied === 'record' && !request.byHand ? this.refusalOf(caller, kind) : undefined;
    const operation = this.open(request, record.createdAt, refusal);
    product.status = 'UNDER_CHANGE';
    delete product.statusMessage;
    this.to.catalog.publish(product.id, product);
    this.ledger.accepted(kind, product.name, record.createdAt);
    this.to.emit(`${kind}-accepted`, product.name);
    this.begin(operation);
    if (kind === 'provision') {
      this.disturb(product, record.createdAt);
      this.onMoment('requested', product.name);
    }
  }

  /** Goes on with an operation of which only the product tells: someone began it before the first rehearsal. */
  public adopt(product: ProductState, record: RecordState, caller: Caller): void {
    const [kind] = Object.entries(RECORD_TYPES).find(([, type]) => type === record.type) as [OperationKind, string];
    this.begin(this.open({ kind, product, record, caller, parameters: product.parameters }, record.createdAt, undefined));
  }

  /** Makes the fault `status-becomes` happen to a product. */
  public disturb(product: ProductState, from: number): void {
    const fault = this.to.faults.take('status-becomes', ({ account }) => matchesAccount(account, product.name));
    if (!fault) {
      return;
    }
    this.to.time.at(from + fault.afterMinutes * 60_000, `status-becomes-${product.id}`, () => {
      if (!this.to.catalog.state.products.includes(product)) {
        return;
      }
      product.status = fault.status;
      this.to.catalog.publish(product.id, product);
    });
  }

  /** Makes the fault `account-suspended` happen to an account. */
  public suspend(account: MemberAccount): void {
    if (this.to.faults.take('account-suspended', fault => matchesAccount(fault.account, account.name))) {
      account.status = 'SUSPENDED';
    }
  }

  private refusalOf(caller: Caller, kind: OperationKind): ApiError | undefined {
    return refusalOf(this.to.iam, caller, kind, this.to.world.organization.homeRegion);
  }

  private open(request: AcceptedRequest, acceptedAt: number, refusal: ApiError | undefined): OperationState {
    const { kind, product, record, caller, parameters } = request;
    const { clock, faults, state, world } = this.to;
    const attempt = (state.attempts[`${kind} ${product.name}`] ?? 0) + 1;
    state.attempts[`${kind} ${product.name}`] = attempt;
    const busy = kind !== 'terminate' && !refusal ? faults.take('busy', ({ account }) => matchesAccount(account, product.name)) : undefined;
    return {
      recordId: record.id,
      productId: product.id,
      name: product.name,
      kind,
      acceptedAt,
      attempt,
      caller,
      parameters,
      holdsSlot: false,
      unmanaging: false,
      ...(refusal ? { refusal: `${refusal.code} ${refusal.message}` } : {}),
      ...(busy ? { busyMessage: this.filledIn(busy.message, parameters) } : {}),
      steps: planOpening(clock, world.factory, { name: product.name, kind, acceptedAt, attempt }),
    };
  }

  private begin(operation: OperationState): void {
    this.to.state.operations.push(operation);
    if (operation.kind !== 'terminate' && operation.refusal === undefined && operation.busyMessage === undefined) {
      this.slots.take(operation);
    }
    operation.steps.forEach(step => this.schedule(operation, step));
  }

  private schedule(operation: OperationState, step: OperationStep): void {
    this.to.time.at(step.at, `${step.kind}-${operation.recordId}`, () => {
      // What failed early has no later steps.
      if (!this.to.state.operations.includes(operation)) {
        return;
      }
      operation.steps = operation.steps.filter(candidate => candidate !== step);
      this.perform(operation, step);
    });
  }

  /** The check is passed: from here on it is settled how the operation goes on. */
  private goOn(operation: OperationState, steps: OperationStep[]): void {
    operation.steps.push(...steps);
    steps.forEach(step => this.schedule(operation, step));
  }

  private perform(operation: OperationState, step: OperationStep): void {
    switch (step.kind) {
      case 'begin': return void this.mark(operation, 'IN_PROGRESS');
      case 'check': return this.check(operation);
      case 'request-account': return this.requestAccount(operation);
      case 'account-exists': return this.createAccount(operation);
      case 'enroll': return this.moveIntoUnit(operation);
      case 'remedy': return void this.mark(operation, 'IN_PROGRESS_IN_ERROR');
      case 'fail': return this.fail(operation, operation.failure!);
      case 'complete': return operation.kind === 'terminate' ? this.completeTermination(operation) : this.completeEnrollment(operation);
    }
  }

  private check(operation: OperationState): void {
    if (operation.refusal !== undefined) {
      return this.fail(operation, operation.refusal);
    }
    if (operation.kind === 'terminate') {
      return this.checkTermination(operation);
    }
    const wrong = wrongWithRequest(this.to, operation);
    if (wrong !== undefined) {
      return this.fail(operation, wrong);
    }
    if (operation.busyMessage !== undefined) {
      return this.refuseAsBusy(operation, operation.busyMessage);
    }
    if (!this.slots.take(operation)) {
      return this.refuseAsBusy(operation, this.busyText(operation));
    }
    this.to.emit('creating', operation.name);

    const { clock, faults, time, world } = this.to;
    const strikes = ({ account }: { readonly account?: string }) => matchesAccount(account, operation.name);
    const failed = operation.kind === 'update' ? faults.take('update-fails', strikes) : undefined;
    const failure = failed === undefined ? faults.take('creation-fails', strikes) : { ...failed, accountCreated: false };
    if (failure) {
      operation.failure = this.filledIn(failure.message, operation.parameters);
    }
    this.goOn(operation, planEnrollment(clock, world.factory, operation, {
      from: time.now,
      accountExists: accountOf(this.to, operation.productId) !== undefined,
      minutes: faults.take('creation-takes', strikes)?.minutes,
      failure,
    }));
  }

  /** Control Tower takes one account at a time out of its care. A product without account is only forgotten. */
  private checkTermination(operation: OperationState): void {
    const accountExists = accountOf(this.to, operation.productId) !== undefined;
    if (accountExists && this.to.state.operations.some(({ unmanaging }) => unmanaging)) {
      return this.refuseAsBusy(operation, BUSY_TEXTS['another-operation'].text);
    }
    operation.unmanaging = accountExists;
    const { clock, faults, time } = this.to;
    const failure = faults.take('removal-fails', ({ account }) => matchesAccount(account, operation.name));
    if (failure) {
      operation.failure = this.filledIn(failure.message, operation.parameters);
    }
    this.goOn(operation, failure
      ? [{ at: Math.max(time.now, operation.acceptedAt + Math.round(failure.afterMinutes * 60_000)), kind: 'fail' }]
      : planTermination(clock, operation, { from: time.now, accountExists }));
  }

  private refuseAsBusy(operation: OperationState, message: string): void {
    this.ledger.refusedAsBusy(this.to.time.now);
    this.to.emit('busy', operation.name, message);
    this.fail(operation, message, false);
  }

  /** AWS has several texts for the same thing; a quota above one has a text of its own. */
  private busyText({ name, parameters, recordId }: OperationState): string {
    const first = this.slots.quota > 1 ? BUSY_TEXTS['too-many-operations'] : BUSY_TEXTS['another-execution'];
    const text = this.to.clock.draw('busy-text', name, recordId) < 0.5 ? first.text : BUSY_TEXTS['another-operation'].text;
    return this.filledIn(text, parameters);
  }

  private filledIn(text: string, parameters: Readonly<Record<string, string>>): string {
    return fillIn(text, { ou: parameters.ManagedOrganizationalUnit ?? '', quota: this.slots.quota });
  }

  /**
   * Account Factory enrolls whatever account of the organization has the address that it is given, if it can. Seen in AWS's own sample for enrolling accounts;
   * that the name isn't compared is inferred.
   */
  private requestAccount(operation: OperationState): void {
    const present = enrollable(this.to, operation);
    if (present !== undefined) {
      if (present.executionRole === false) {
        return this.fail(operation, FAILURE_TEXTS['execution-role-missing'].text);
      }
      this.product(operation).accountId = present.id;
      return;
    }
    const refusal = wrongWithAccount(this.to, operation);
    operation.creationId = drawId(this.to.clock, 'car-', 32, operation.recordId);
    this.to.organizations.openCreation(operation.creationId, operation.parameters.AccountName, refusal?.reason);
    if (refusal) {
      this.fail(operation, refusal.message);
    }
  }

  private createAccount(operation: OperationState): void {
    const { AccountName: name, AccountEmail: email } = operation.parameters;
    const product = this.product(operation);
    if (product.accountId !== undefined) {
      return;
    }
    const { id } = this.to.organizations.completeCreation(operation.creationId, { name, email, tags: { ...product.tags } });
    product.accountId = id;
    this.to.emit('account-created', operation.name, id);
    this.onMoment('created', operation.name);
  }

  private moveIntoUnit(operation: OperationState): void {
    const unit = targetUnit(this.to, operation.parameters);
    const account = accountOf(this.to, operation.productId);
    const wrong = account && wrongWithEnrollment(this.to, operation, account);
    if (wrong !== undefined) {
      return this.fail(operation, wrong);
    }
    if (account && unit !== undefined) {
      this.to.organizations.move(account, unit, true);
    }
  }

  private completeEnrollment(operation: OperationState): void {
    const [product, record] = [this.product(operation), this.mark(operation, 'SUCCEEDED')];
    const account = accountOf(this.to, product.id)!;
    record.outputs = outputsOf(this.to, account, operation.parameters.SSOUserEmail);
    Object.assign(product, { status: 'AVAILABLE', lastSuccessfulRecordId: record.id, parameters: operation.parameters });
    delete product.statusMessage;
    this.end(operation);
    this.to.catalog.publish(product.id, product);
    this.suspend(account);
    this.ledger.available(product.name, this.to.time.now);
    this.to.emit('available', product.name, account.id);
    this.onMoment('available', product.name);
  }

  private completeTermination(operation: OperationState): void {
    this.mark(operation, 'SUCCEEDED');
    const account = accountOf(this.to, operation.productId);
    const { state } = this.to.catalog;
    this.end(operation);
    state.products = state.products.filter(({ id }) => id !== operation.productId);
    this.to.catalog.publish(operation.productId, null);
    if (account) {
      delete this.to.state.strays[account.id];
      // Who enrolls it again has to make the role again first (CT guide: troubleshooting).
      account.executionRole = false;
      this.to.organizations.move(account, this.to.world.organization.rootId, true);
    }
    this.to.emit('terminated', operation.name);
  }

  private fail(operation: OperationState, message: string, tell = true): void {
    const [product, record] = [this.product(operation), this.mark(operation, 'FAILED')];
    // A refusal of IAM begins with the exception's name, too; the error's description is AWS's words alone.
    const code = errorCodeOf(message);
    record.errors = [{ code, description: code === 'AccessDeniedException' ? message.slice(code.length).trim() : message }];
    // A removal that fails leaves any product TAINTED, as users of other tools report.
    product.status = product.lastSuccessfulRecordId === undefined && operation.kind !== 'terminate' ? 'ERROR' : 'TAINTED';
    product.statusMessage = message;
    this.end(operation);
    this.to.catalog.publish(product.id, product);
    if (tell) {
      this.to.emit('failed', operation.name, message);
    }
    this.onMoment('failed', operation.name);
  }

  private end(operation: OperationState): void {
    const { state } = this.to;
    state.operations = state.operations.filter(candidate => candidate !== operation);
    this.slots.release(operation);
  }

  private mark({ recordId }: OperationState, status: RecordState['status']): RecordState {
    const record = this.to.catalog.state.records.find(({ id }) => id === recordId)!;
    this.to.reads.note('records', recordId, record);
    record.status = status;
    record.updatedAt = this.to.time.now;
    return record;
  }

  private product({ productId }: OperationState): ProductState {
    return this.to.catalog.state.products.find(({ id }) => id === productId)!;
  }
}
