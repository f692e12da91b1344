/**
 * Watches a pool that grows: each decision at the moment at which it is written down, each update at the moment at which it is asked for, each event as it is sent.
 *
 * What a decision was made of is not believed: how many accounts there are, how the stack stands and how much room there is are what the organization really has then.
 */

import type { GrowthBook } from './book';
import type { GrowthRules } from './rules';
import { GROWN, POOL_STACK } from './rules';
import { standingOf } from '../../core/growth/pool-stack';
import type { LedgerEntry } from '../../core/growth/ledger';
import { faultsOfEvent } from '../event-check';
import { isOfStackItself } from '../../rehearsal/cloudformation/stack-events';
import type { ApiRequest } from '../../rehearsal/kernel/types';
import type { Progress } from '../../rehearsal/rehearse';
import { organizations } from '../../rehearsal/services/organizations/organizations';
import type { RehearsedServices } from '../../rehearsal/services/rehearsed-services';
import type { WorldLag, WorldSandbox } from '../../rehearsal/world/world';
import { FunctionLabel, LEDGER_SORT_KEY, POOL_ACCOUNT_TYPE } from '../../src/contract';

/** A run looks, counts and decides within so many seconds, and AWS may take a moment for each call. */
const RUN_SECONDS = 240;
/** The quota and the number of accounts are believed for a quarter of an hour. */
const BELIEVED_SECONDS = 16 * 60;
/** Between a look at the stack and the word of it. */
const LOOK_SECONDS = 60;
const UNITS = ['available', 'active', 'frozen', 'cleanUp', 'quarantine'] as const;

/** How many accounts a lease finds or will find, at one moment. */
interface Level {
  readonly at: number;
  readonly effective: number;
}

export class GrowthGuard {
  public readonly violations: string[] = [];
  /** Times at which the function looked into its ledger: each run of it does. */
  public readonly looks: number[] = [];
  private readonly levels: Level[] = [];
  /** When something moved an account, or changed how it stands. */
  private readonly moves: number[] = [];
  /** When each unit was last counted, and the quota last read. */
  private readonly counted = new Map<string, number>();
  private stackSince = -Infinity;
  private now = 0;

  constructor(
    private readonly rules: GrowthRules, private readonly lag: WorldLag, private readonly sandbox: WorldSandbox, private readonly accountQuota: number, private readonly book: GrowthBook,
  ) {}

  /** Whether there were too few accounts at the last look, and nothing has moved for a while. */
  public get isLow(): boolean {
    const last = this.levels.at(-1);
    return last !== undefined && last.effective < this.rules.lowWater && !this.moves.some(at => at > last.at - BELIEVED_SECONDS);
  }

  public onProgress(progress: Progress): void {
    this.now = progress.at;
    if (progress.kind === 'stack' && progress.event.stack === POOL_STACK && isOfStackItself(progress.event)) {
      this.stackSince = progress.at;
    }
    if (progress.kind === 'organization') {
      this.moves.push(progress.at);
    }
  }

  public onCall(call: ApiRequest, services: RehearsedServices): void {
    const name = `${call.service}:${call.action}`;
    if (name === 'events:PutEvents') {
      this.checkEvents(call);
    }
    if (call.caller.label !== FunctionLabel.GROW) {
      return;
    }
    switch (name) {
      case 'dynamodb:Query':
        this.looks.push(this.now);
        this.levels.push({ at: this.now, effective: this.effective(services) });
        break;
      case 'organizations:ListAccountsForParent': this.counted.set(String(call.input.ParentId), this.now); break;
      case 'servicequotas:ListServiceQuotas': this.counted.set('quota', this.now); break;
      case 'dynamodb:PutItem': this.note(call, services); break;
      case 'cloudformation:UpdateStack': this.book.asked(this.now, services.get(organizations).to.time.now, call); break;
      default:
    }
  }

  private checkEvents({ input }: ApiRequest): void {
    for (const { Detail, DetailType, Source } of input.Entries as readonly Record<string, string>[]) {
      const faults = Source === 'account-robot' ? faultsOfEvent(DetailType, JSON.parse(Detail)) : [];
      faults.forEach(fault => this.say(`an event isn't as the catalogue says: ${fault}`));
      this.book.told(DetailType, JSON.parse(Detail)).forEach(violation => this.say(violation));
    }
  }

  /** An entry is written down; another one of its number may be there already, and then DynamoDB refuses it. */
  private note({ input }: ApiRequest, services: RehearsedServices): void {
    const item = input.Item as Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;
    const entry = { ...JSON.parse(item.entry.S!), number: Number(item[LEDGER_SORT_KEY].N), at: new Date(item.at.S!) } as LedgerEntry;
    const table = String(input.TableName);
    this.book.written(table, entry);
    if (entry.kind === 'growth') {
      this.checkBounds(entry);
      this.checkStack(services);
      this.checkCounts(entry, services);
      this.checkRoom(entry, services);
    }
  }

  private checkBounds({ from, to }: Extract<LedgerEntry, { kind: 'growth' }>): void {
    if (to > GROWN.max || to <= from) {
      this.say(`decides to grow from ${from} to ${to}, where ${GROWN.max} is the most`);
    }
  }

  /** Never from a stack that moves, or that needs a person; what the stack has done in the last moment a look may have missed. */
  private checkStack(services: RehearsedServices): void {
    const { managementAccountId, homeRegion } = services.get(organizations).to.world.organization;
    const stacks = services.get(organizations).to.stacks();
    const stack = stacks.describe(managementAccountId, homeRegion, POOL_STACK).find(({ deletedAt }) => deletedAt === undefined);
    if (this.now - this.stackSince <= LOOK_SECONDS + this.lag.stacks) {
      return;
    }
    const otherFailures = stack === undefined ? [] : stacks.resourcesOf(stack.id)
      .filter(({ status, type }) => status.endsWith('_FAILED') && type !== POOL_ACCOUNT_TYPE).map(({ logicalId }) => logicalId);
    const standing = stack === undefined ? 'not there' : standingOf({ status: stack.status, otherFailures }).kind;
    if (standing !== 'settled') {
      this.say(`decides to grow although stack ${POOL_STACK} is ${standing} (${stack?.status} for ${Math.round(this.now - this.stackSince)} s; failed: ${otherFailures.join(', ')})`);
    }
  }

  /** Every unit was counted in this very run, and there were too few accounts at some moment of the last minutes, whichever of them moved meanwhile. */
  private checkCounts({ by }: Extract<LedgerEntry, { kind: 'growth' }>, services: RehearsedServices): void {
    for (const unit of UNITS) {
      const at = this.counted.get(this.sandbox.organizationalUnits[unit]);
      if (at === undefined || this.now - at > RUN_SECONDS) {
        this.say(`decides to grow although the unit ${unit} wasn't counted`);
      }
    }
    if (by !== 'low-water') {
      return;
    }
    const since = this.now - RUN_SECONDS - Math.max(this.lag.parents, this.lag.listAccounts);
    const least = Math.min(this.effective(services), ...this.levels.filter(({ at }) => at >= since).map(({ effective }) => effective));
    const moved = this.moves.filter(at => at >= since).length;
    if (least - moved >= this.rules.lowWater) {
      this.say(`decides to grow although there were never fewer than ${least} accounts, where ${this.rules.lowWater} are to be there`);
    }
  }

  /** Accounts that joined in the last quarter of an hour may not have been counted. */
  private checkRoom({ from, to }: Extract<LedgerEntry, { kind: 'growth' }>, services: RehearsedServices): void {
    const read = this.counted.get('quota');
    if (read === undefined || this.now - read > BELIEVED_SECONDS + RUN_SECONDS) {
      this.say('decides to grow although the quota wasn\'t read');
    }
    const { state: { accounts }, to: { time: { now } } } = services.get(organizations);
    const known = accounts.filter(({ joinedAt }) => joinedAt < now - (BELIEVED_SECONDS + RUN_SECONDS + this.lag.listAccounts) * 1000).length;
    if (to - from > this.accountQuota - known) {
      this.say(`decides to grow from ${from} to ${to} although ${known} of ${this.accountQuota} accounts of the organization are there`);
    }
  }

  /** At least so many a lease finds, now or without another growth. */
  private effective(services: RehearsedServices): number {
    const { accounts } = services.get(organizations).state;
    const { available, cleanUp } = this.sandbox.organizationalUnits;
    const inUnit = (unit: string) => accounts.filter(({ parentId, status }) => parentId === unit && status === 'ACTIVE').length;
    // From 1.3 on whoever is in CleanUp may cool down, and there is no access to ask who does.
    return inUnit(available) + (this.sandbox.version.startsWith('1.2.') ? 0 : inUnit(cleanUp));
  }

  private say(violation: string): void {
    this.violations.push(`minute ${(this.now / 60).toFixed(1)}: growth ${violation}`);
  }
}
