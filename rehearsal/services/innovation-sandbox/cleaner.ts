/**
 * Cleans accounts, and moves them to where they belong afterwards.
 *
 *     request -> look -> nuke ... [cooldown] -> event -> queue -> move -> record
 *
 * The event is sent before the account is moved, and the record is written after it. What breaks on the way leaves the account
 * in CleanUp: nobody looks for it there.
 */

import { turnOf } from './build-queue';
import { tellBus } from './bus';
import { comeAvailable } from './bystanders';
import { noteRecord, setStatus } from './records';
import type { SandboxContext } from './sandbox-context';
import type { CleaningState, SandboxRecord, SandboxStep } from './sandbox-state';
import type { KeptStackSet } from '../cloudformation/stack-sets';
import { drawUuid } from '../identifiers';
import type { MemberAccount } from '../organizations/organization-state';

type Step<K extends SandboxStep['kind']> = Extract<SandboxStep, { kind: K }>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** From the request of a cleaning to its beginning. */
const RULE_MS = 3 * SECOND;
/** What the queue spends on one account: moving it takes a call or two. */
const QUEUE_MS = 3 * SECOND;
/** From the move to the record. */
const WRITE_MS = SECOND;
/** Three attempts, five seconds apart, to begin a build that isn't taken. */
const TURNED_AWAY_MS = 15 * SECOND;
/** The state machine's limit: after it nothing is said to anybody. */
const LIMIT_MS = 12 * 60 * MINUTE;

/** Why an account is cleaned, in the words of Innovation Sandbox. */
export type CleaningReason = 'ACCOUNT_REGISTRATION' | 'LEASE_TERMINATION' | 'RETRY_FAILED_CLEANUP';

export class Cleaner {
  constructor(private readonly sandbox: SandboxContext, private readonly stackSet: KeptStackSet) {}

  /** Sends the event that asks for a cleaning. */
  public request(accountId: string, reason: CleaningReason): void {
    tellBus(this.sandbox, 'CleanAccountRequest', { accountId, reason });
    this.sandbox.agenda.add({ at: this.sandbox.now + RULE_MS, kind: 'begin-cleaning', accountId });
  }

  public isRunning(record: SandboxRecord): boolean {
    return record.cleaning !== undefined && !record.cleaning.ended;
  }

  /** Skips what is left of the cooldown; false if the account isn't cooling down. */
  public skipCooldown(record: SandboxRecord): boolean {
    const { agenda, now } = this.sandbox;
    const { cleaning } = record;
    if (cleaning === undefined || cleaning.ended || cleaning.ending === 'times-out' || now < cleaning.nukedAt) {
      return false;
    }
    record.cleaning = { ...cleaning, endsAt: now };
    agenda.add({ at: now, kind: 'end-cleaning', accountId: record.accountId, executionArn: cleaning.executionArn });
    return true;
  }

  /** Looks whether the account can be cleaned, and begins. */
  public begin({ accountId }: Step<'begin-cleaning'>): void {
    const { agenda, now } = this.sandbox;
    const [account, record] = [this.sandbox.account(accountId), this.sandbox.record(accountId)];
    if (!account || !record || this.isRunning(record)) {
      return;
    }
    const ready = this.stackSet.hasReached(accountId);
    if (!ready && this.sandbox.isAtLeast(1, 2)) {
      // The role is looked for before anything is written to the record.
      this.sandbox.to.emit('cleaning-failed', account.name, 'the role in the account can\'t be assumed');
      this.tell(accountId, false);
      return;
    }
    noteRecord(this.sandbox, accountId);
    record.cleaning = this.plan(account, ready);
    record.editedAt = now;
    this.sandbox.ledger.cleaning(accountId, now);
    this.sandbox.to.emit('cleaning', account.name);
    agenda.add({ at: record.cleaning.endsAt, kind: 'end-cleaning', accountId, executionArn: record.cleaning.executionArn });
  }

  public end({ accountId, executionArn }: Step<'end-cleaning'>): void {
    const [account, record] = [this.sandbox.account(accountId), this.sandbox.record(accountId)];
    const cleaning = record?.cleaning;
    if (!account || !cleaning || cleaning.executionArn !== executionArn || cleaning.ended) {
      return;
    }
    cleaning.ended = true;
    switch (cleaning.ending) {
      case 'times-out':
      case 'succeeds-unheard':
        return;
      case 'fails':
        this.sandbox.to.emit('cleaning-failed', account.name, executionArn);
        return this.tell(accountId, false);
      case 'succeeds':
        record.lastCleanedAt = this.sandbox.now;
        return this.tell(accountId, true);
    }
  }

  /** Moves a cleaned account to Available and one that wasn't to Quarantine. Who isn't in CleanUp any more is left alone. */
  public settle({ accountId, succeeded }: Step<'settle'>): void {
    const { agenda, now, world } = this.sandbox;
    const [account, record] = [this.sandbox.account(accountId), this.sandbox.record(accountId)];
    if (!account || !record || account.parentId !== world.organizationalUnits.cleanUp) {
      return;
    }
    const unit = succeeded ? 'available' : 'quarantine';
    this.sandbox.move(account, unit);
    agenda.add({ at: now + WRITE_MS, kind: 'write-record', accountId, status: succeeded ? 'Available' : 'Quarantine' });
  }

  public write({ accountId, status }: Step<'write-record'>): void {
    const { ledger, now, to } = this.sandbox;
    const [account, record] = [this.sandbox.account(accountId), this.sandbox.record(accountId)];
    if (!account || !record) {
      return;
    }
    setStatus(this.sandbox, record, status);
    if (status === 'Quarantine') {
      tellBus(this.sandbox, 'AccountQuarantined', { awsAccountId: accountId, reason: 'Account cleanup failed.' });
      return to.emit('quarantined', account.name, 'its cleaning failed');
    }
    ledger.available(accountId, now);
    to.emit('sandbox-available', account.name, accountId);
    comeAvailable(this.sandbox, account);
  }

  /** Cleaned, or given up: the queue takes one after the other. */
  private tell(accountId: string, succeeded: boolean): void {
    const { agenda, now, state } = this.sandbox;
    const { executionArn = '', startedAt = now } = this.sandbox.record(accountId)?.cleaning ?? {};
    const began = new Date(startedAt).toISOString();
    tellBus(this.sandbox, succeeded ? 'AccountCleanupSucceeded' : 'AccountCleanupFailed', {
      accountId,
      cleanupExecutionContext: this.sandbox.isAtLeast(1, 3)
        ? { executionArn, executionStartTime: began }
        : { stateMachineExecutionArn: executionArn, stateMachineExecutionStartTime: began },
    }, true);
    state.queueBusyUntil = Math.max(now, state.queueBusyUntil) + QUEUE_MS;
    agenda.add({ at: state.queueBusyUntil, kind: 'settle', accountId, succeeded });
  }

  private plan(account: MemberAccount, ready: boolean): CleaningState {
    const { now, to: { clock, partition }, state, world } = this.sandbox;
    const number = (state.cleanings[account.id] ?? 0) + 1;
    state.cleanings[account.id] = number;
    const { median, spread } = world.cleaningMinutes;
    const drawn = median + spread * (2 * clock.draw('cleaning', account.name, number) - 1);
    const minutes = this.sandbox.struckBy('cleaning-takes', account)?.minutes ?? drawn;
    const turn = turnOf(state.records, world.cleaningsAtATime, now);
    const nukedAt = turn === 'full' ? now + TURNED_AWAY_MS : turn + Math.round(minutes * MINUTE);
    const ending = turn === 'full' ? 'fails' : nukedAt > now + LIMIT_MS ? 'times-out' : this.endingFor(account, ready);
    const latest = this.sandbox.isAtLeast(1, 3);
    const cooldown = latest && ending === 'succeeds' ? world.cooldownMinutes * MINUTE : 0;
    const id = drawUuid(clock, 'cleaning', account.id, number);
    const where = `${world.region}:${world.hubAccountId}`;
    return {
      executionArn: latest
        ? `arn:${partition}:lambda:${where}:function:ISB-AccountCleaner-${world.namespace}:1/durable-execution/${id}`
        : `arn:${partition}:states:${where}:execution:AccountCleanerStepFunctionStateMachineF32685E8:${id}`,
      startedAt: now,
      ...(turn === 'full' ? { turnedAway: true } : turn > now ? { nukesFrom: turn } : {}),
      nukedAt,
      endsAt: ending === 'times-out' ? now + LIMIT_MS : nukedAt + cooldown,
      ending,
      ended: false,
    };
  }

  private endingFor(account: MemberAccount, ready: boolean): CleaningState['ending'] {
    if (!ready || this.sandbox.struckBy('cleaning-fails', account)) {
      return 'fails';
    }
    if (this.sandbox.struckBy('cleaning-times-out', account)) {
      return 'times-out';
    }
    return this.sandbox.struckBy('cleanup-event-lost', account) ? 'succeeds-unheard' : 'succeeds';
  }
}
