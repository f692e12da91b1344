/**
 * What CreateAccount and CloseAccount set going: both answer at once, and are done minutes later.
 *
 *     CreateAccount -> IN_PROGRESS -> examined -> FAILED, with a reason
 *                                              -> minutes later: the account is in the root, SUCCEEDED
 *     CloseAccount  -> PENDING_CLOSURE -> minutes later: CLOSED -> 90 days later: it has left the organization
 *
 * A creation has no token: the e-mail address is what keeps it from happening twice, also after the account is gone.
 */

import type { CreateAccountFailureReason } from '@aws-sdk/client-organizations';
import type { CreationState, MemberAccount, OrganizationsState, RequestStep } from './organization-state';
import { joinOrganization, refusalOf } from './organization-state';
import { ApiError } from '../../kernel/types';
import { matchesAccount } from '../../world/faults';
import { Agenda } from '../agenda';
import { drawAccountId, drawId } from '../identifiers';
import type { ServiceContext } from '../service';

/** What somebody asks for by CreateAccount. */
export interface CreationRequest {
  readonly name: string;
  readonly email: string;
  readonly tags: Record<string, string>;
}

/** How a request for an account stands. Times are seconds since the run began; null if before or never. */
export interface CreationSummary {
  readonly name: string;
  readonly email: string;
  readonly state: CreationState['state'];
  readonly accountId?: string;
  readonly attempts: number;
  readonly requestedAt: number | null;
  readonly availableAt: number | null;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Organizations finds out so soon that a creation can't be. Inferred: minutes are documented for what succeeds. */
const EXAMINED_MS = 10_000;
/** Quotas of AWS Organizations: so many creations and so many closures can be in progress at a time. */
const MOST_CREATIONS = 5;
const MOST_CLOSURES = 3;
/** Closures in a rolling period: the higher of a number and a part of the members, up to a maximum. */
const QUOTA_DAYS = 30;
const QUOTA_LEAST = 250;
const QUOTA_PART = 0.2;
const QUOTA_MOST = 1000;
/** A closed account belongs to the organization, and to its quota, for so long. */
const GRACE_DAYS = 90;

/** How many accounts an organization with so many members can close in thirty days. */
export function closingQuota(members: number): number {
  return Math.min(QUOTA_MOST, Math.max(QUOTA_LEAST, Math.floor(members * QUOTA_PART)));
}

export class AccountRequests {
  private readonly agenda: Agenda<RequestStep>;

  constructor(private readonly to: ServiceContext, private readonly state: OrganizationsState) {
    this.agenda = new Agenda('organizations', to.time, state, step => ('creationId' in step ? step.creationId : step.accountId));
  }

  /** Goes on with what an earlier rehearsal left in progress. */
  public takeUp(): void {
    this.agenda.start({
      'examine-creation': ({ creationId }) => this.examine(creationId),
      'complete-creation': ({ creationId }) => this.complete(creationId),
      'complete-closure': ({ accountId }) => this.completeClosure(accountId),
      'leave': ({ accountId }) => this.leave(accountId),
    });
  }

  /** CreateAccount. Throws AWS's refusal of what can't even begin; the id of the request otherwise. */
  public create(request: CreationRequest): string {
    const { clock, time: { now } } = this.to;
    const { creations } = this.state;
    if (creations.filter(({ state }) => state === 'IN_PROGRESS').length >= MOST_CREATIONS) {
      throw violation('ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED', 'You attempted to exceed the number of accounts that can be in progress at a time.');
    }
    const id = drawId(clock, 'car-', 32, 'create-account', request.email, creations.length);
    this.to.reads.note('creations', id, null);
    creations.push({ id, accountName: request.name, state: 'IN_PROGRESS', requestedAt: now, request });
    this.to.emit('create-accepted', request.name);
    this.agenda.add({ at: now + EXAMINED_MS, kind: 'examine-creation', creationId: id });
    return id;
  }

  /** What became of what was asked for, by name: of an account that was asked for more than once, the last time. Those of Control Tower are its own business. */
  public summaries(began: number): CreationSummary[] {
    const { time } = this.to;
    const seconds = (at: number | undefined) => (at === undefined || at < began ? null : time.secondsInto(at));
    const asked = this.state.creations.filter(({ request }) => request !== undefined);
    return asked.filter(({ accountName }, index) => !asked.slice(index + 1).some(later => later.accountName === accountName)).map(creation => {
      const own = asked.filter(({ accountName, requestedAt }) => accountName === creation.accountName && requestedAt >= began);
      const { accountId, completedAt, state } = creation;
      return {
        name: creation.accountName,
        email: creation.request!.email,
        state,
        ...accountId === undefined ? {} : { accountId },
        attempts: own.length,
        requestedAt: seconds(own[0]?.requestedAt),
        availableAt: state === 'SUCCEEDED' ? seconds(completedAt) : null,
      };
    });
  }

  /** CloseAccount. Throws AWS's refusal. */
  public close(account: MemberAccount): void {
    const { time: { now }, world: { organization } } = this.to;
    if (account.id === organization.managementAccountId) {
      throw violation('CANNOT_CLOSE_MANAGEMENT_ACCOUNT', 'You cannot close the management account of an organization.');
    }
    if (account.status === 'CLOSED' || account.status === 'SUSPENDED') {
      throw new ApiError('AccountAlreadyClosedException', 'You attempted to close an account that is already closed.');
    }
    if (account.status === 'PENDING_CLOSURE') {
      throw new ApiError('ConflictException', 'The request failed because it conflicts with the current state of the specified resource.');
    }
    if (this.state.accounts.filter(({ status }) => status === 'PENDING_CLOSURE').length >= MOST_CLOSURES) {
      throw violation('CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED', 'You attempted to exceed the number of accounts that you can close at a time.');
    }
    if (!this.takeClosure(account)) {
      throw violation('CLOSE_ACCOUNT_QUOTA_EXCEEDED', 'You have exceeded close account quota for the past 30 days.');
    }
    account.status = 'PENDING_CLOSURE';
    const at = now + this.duration(organization.closeAccountMinutes, 'close-account', account.name, account.id);
    this.agenda.add({ at, kind: 'complete-closure', accountId: account.id });
  }

  /** Counts a closure against the quota of thirty days, whoever closes; false if nothing is left of it. */
  public takeClosure(account: MemberAccount): boolean {
    const { accounts, closures } = this.state;
    const { now } = this.to.time;
    if (closures.filter(({ at }) => at > now - QUOTA_DAYS * DAY).length >= closingQuota(accounts.length - 1)) {
      return false;
    }
    closures.push({ accountId: account.id, at: now });
    return true;
  }

  /** What is wrong with a creation shows a moment later, in its status. */
  private examine(creationId: string): void {
    const { time: { now }, world: { organization } } = this.to;
    const creation = this.state.creations.find(({ id }) => id === creationId)!;
    const { faults } = this.to;
    const strikes = ({ account }: { readonly account?: string }) => matchesAccount(account, creation.accountName);
    const failureReason = faults.take('create-account-fails', strikes)?.reason ?? this.reasonAgainst(creationId, creation.request!.email);
    if (failureReason) {
      this.to.reads.note('creations', creationId, creation);
      Object.assign(creation, { state: 'FAILED', completedAt: now, failureReason });
      this.to.emit('failed', creation.accountName, failureReason);
      return;
    }
    const minutes = faults.take('create-account-takes', strikes)?.minutes;
    const duration = minutes === undefined
      ? this.duration(organization.createAccountMinutes, 'create-account', creation.accountName, creationId) : Math.round(minutes * MINUTE);
    const at = Math.max(now, creation.requestedAt + duration);
    this.agenda.add({ at, kind: 'complete-creation', creationId });
  }

  private reasonAgainst(creationId: string, email: string): CreateAccountFailureReason | undefined {
    // Of two requests with the same address, the one that was made first goes on.
    const earlier = this.state.creations.slice(0, this.state.creations.findIndex(({ id }) => id === creationId));
    const isTwin = earlier.some(({ request, state }) => state === 'IN_PROGRESS' && request?.email.toLowerCase() === email.toLowerCase());
    return isTwin ? 'CONCURRENT_ACCOUNT_MODIFICATION' : refusalOf(this.state, this.to.world.organization.accountQuota, email, creationId);
  }

  private complete(creationId: string): void {
    const { clock, time: { now }, world: { organization } } = this.to;
    const { accounts, creations } = this.state;
    const creation = creations.find(({ id }) => id === creationId)!;
    const { email, name, tags } = creation.request!;
    const id = drawAccountId(clock, name, new Set(accounts.map(account => account.id)));
    joinOrganization(this.to, this.state, { id, name, email, parentId: organization.rootId, status: 'ACTIVE', tags: { ...tags }, joinedAt: now });
    this.to.reads.note('creations', creationId, creation);
    Object.assign(creation, { state: 'SUCCEEDED', completedAt: now, accountId: id });
    this.to.emit('account-made', name, id);
  }

  private completeClosure(accountId: string): void {
    const account = this.state.accounts.find(({ id }) => id === accountId)!;
    account.status = 'CLOSED';
    account.closedAt = this.to.time.now;
    this.agenda.add({ at: account.closedAt + GRACE_DAYS * DAY, kind: 'leave', accountId });
  }

  /** The address is never free again. */
  private leave(accountId: string): void {
    const { state } = this;
    state.burntAddresses.push(...state.accounts.filter(({ id }) => id === accountId).map(({ email }) => email));
    state.accounts = state.accounts.filter(({ id }) => id !== accountId);
  }

  /** So many minutes, more or less a half. */
  private duration(minutes: number, what: string, name: string, id: string): number {
    return Math.round(minutes * MINUTE * (0.5 + this.to.clock.draw(what, name, id)));
  }
}

function violation(reason: string, message: string): ApiError {
  return new ApiError('ConstraintViolationException', message, 400, { Reason: reason });
}
