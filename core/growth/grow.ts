/**
 * One run of growth: looks, decides, writes down, tells, and updates the stack, in this order.
 *
 *     ledger --- event --- UpdateStack          a run that dies between two of them is gone on with by the next one: the ledger has the entry,
 *                                               the event its id, the update its token
 *
 * Runs may come doubled and at once. Each step of the ledger is taken by one of them: who is second leaves the rest to the first, or to the next tick.
 */

import { decideAnswer } from './approval';
import type { GrowthDecision } from './decide-growth';
import { decideGrowth } from './decide-growth';
import type { EntryDraft, GrowthEntry, LedgerEntry, LedgerPort } from './ledger';
import { isHalted, isNews, nextEntry, questionId, untold, updateToken } from './ledger';
import type { GrowthPolicy } from './policy';
import { poolKey } from './policy';
import type { PoolStackPort } from './pool-stack';
import type { GrowthRefusal } from './refusals';
import { refusalOf } from './refusals';
import { tellingOf } from './telling';
import type { GrowReply, GrowRequest } from '../../src/contract';
import { GrowOutcome } from '../../src/contract';
import type { CountsPort, PoolCounts } from '../capacity/counts';
import type { EventsPort } from '../events/event';
import { assertNever, RefusalError } from '../failures/errors';

/** The systems that growth looks at and acts on. */
export interface GrowthPorts {
  readonly ledger: LedgerPort;
  readonly stack: PoolStackPort;
  readonly counts: CountsPort;
  readonly events: EventsPort;
  readonly now: () => Date;
  /** Learns of each entry that was written. */
  readonly written: (entry: LedgerEntry) => void;
}

/** Notes that a decision may ask for one behind the other: an outcome, and a halt. */
const NOTES_MAX = 3;

/** Does what is asked, as far as the rules allow it. */
export async function grow(request: GrowRequest, policy: GrowthPolicy, ports: GrowthPorts): Promise<GrowReply> {
  return new Run(policy, ports).answer(request);
}

class Run {
  private ledger: readonly LedgerEntry[] = [];
  private counts?: PoolCounts;

  constructor(private readonly policy: GrowthPolicy, private readonly ports: GrowthPorts) {}

  public async answer(request: GrowRequest): Promise<GrowReply> {
    this.ledger = await this.ports.ledger.read();
    await this.tell();
    switch (request.ask) {
      case 'look': return this.look();
      case 'size': return this.look({ to: request.to, by: request.by });
      case 'clear': return isHalted(this.ledger) ? this.record({ kind: 'clear', by: request.by }) : this.refused(this.refusal('AR-GROWTH-NOT-HALTED'));
      case 'answer': {
        const draft = decideAnswer(this.policy, this.ledger, { id: request.id, isYes: request.approve, by: request.by }, this.ports.now());
        return 'code' in draft ? this.refused(draft) : this.record(draft);
      }
      default: return assertNever(request);
    }
  }

  /** Writes what a person has said, and looks what follows from it. */
  private async record(draft: EntryDraft): Promise<GrowReply> {
    return await this.write(draft) === undefined ? this.overtaken() : this.look();
  }

  private async look(wanted?: { readonly to: number; readonly by: string }): Promise<GrowReply> {
    for (let notes = 0; notes <= NOTES_MAX; notes++) {
      // Counted first: what the stack does after that is known of, and never the other way around.
      this.counts ??= await this.ports.counts.count();
      const stack = await this.ports.stack.read();
      const { policy, counts, ledger } = this;
      const decision = decideGrowth({ policy, counts, stack, ledger, now: this.ports.now(), ...wanted && { wanted } });
      if (decision.kind !== 'note') {
        return this.act(decision, wanted !== undefined);
      }
      if (await this.write(decision.draft) === undefined) {
        return this.overtaken();
      }
    }
    throw new Error(`growth of ${poolKey(this.policy)} has noted ${NOTES_MAX} things and wants to note more: its rules go in a circle`);
  }

  private async act(decision: Exclude<GrowthDecision, { kind: 'note' }>, isWanted: boolean): Promise<GrowReply> {
    switch (decision.kind) {
      case 'wait': return { outcome: GrowOutcome.WAITING, text: decision.text };
      case 'halt': return { ...this.refused(decision.refusal), outcome: GrowOutcome.HALTED };
      case 'refuse': {
        // Who asked is answered. Nobody hears a tick being refused, so people are told, once a day.
        if (!isWanted && isNews(this.ledger, decision.refusal.code, this.ports.now())) {
          await this.write({ kind: 'refusal', ...decision.refusal });
        }
        return this.refused(decision.refusal);
      }
      case 'ask': {
        const question = await this.write(decision.draft);
        return question === undefined ? this.overtaken() : {
          outcome: GrowOutcome.ASKED,
          text: `growth from ${decision.draft.from} to ${decision.draft.to} accounts has to be approved: ${decision.draft.why}`,
          from: decision.draft.from,
          to: decision.draft.to,
          question: questionId(poolKey(this.policy), { number: question.number, at: question.at, to: decision.draft.to }),
        };
      }
      case 'grow': {
        const growth = await this.write(decision.draft);
        return growth === undefined ? this.overtaken() : this.update({ ...decision.draft, number: growth.number, at: growth.at });
      }
      case 'resume': return this.update(decision.growth);
    }
  }

  private async update(growth: GrowthEntry): Promise<GrowReply> {
    const { from, to, why } = growth;
    try {
      const begun = await this.ports.stack.grow({ parameter: this.policy.parameter, size: to, token: updateToken(poolKey(this.policy), growth) });
      return begun === 'begun'
        ? { outcome: GrowOutcome.GROWING, text: `pool ${this.policy.pool} grows from ${from} to ${to} accounts: ${why}`, from, to }
        : { outcome: GrowOutcome.WAITING, text: `another operation of stack ${this.policy.stackName} was faster: the next tick goes on` };
    } catch (error) {
      if (!(error instanceof RefusalError)) {
        throw error;
      }
      // It counts like a growth whose accounts failed: what CloudFormation refuses twice needs a person.
      await this.write({ kind: 'outcome', growth: growth.number, failed: [error.text] });
      return this.refused(this.refusal('AR-GROWTH-UPDATE', error.text));
    }
  }

  /** Writes an entry, and tells those who are to know. Undefined if another run was faster. */
  private async write(draft: EntryDraft): Promise<LedgerEntry | undefined> {
    const entry = nextEntry(this.ledger, draft, this.ports.now());
    if (!await this.ports.ledger.append(entry)) {
      return undefined;
    }
    this.ledger = [...this.ledger, entry];
    this.ports.written(entry);
    await this.tell();
    return entry;
  }

  /** Tells of all entries that nobody was told of, this run's and those of a run that died. */
  private async tell(): Promise<void> {
    for (const entry of untold(this.ledger, this.ports.now())) {
      await this.ports.events.send([tellingOf(this.policy, this.ledger, entry)]);
      const told = nextEntry(this.ledger, { kind: 'told', of: entry.number }, this.ports.now());
      if (!await this.ports.ledger.append(told)) {
        // Another run writes: it, or the next one, tells what is left, by the same ids.
        this.ledger = await this.ports.ledger.read();
        return;
      }
      this.ledger = [...this.ledger, told];
    }
  }

  private refused({ code, what, fix }: GrowthRefusal): GrowReply {
    return { outcome: GrowOutcome.REFUSED, text: what, code, fix };
  }

  private refusal(code: 'AR-GROWTH-NOT-HALTED' | 'AR-GROWTH-UPDATE', value?: string): GrowthRefusal {
    const { pool, stackName: stack } = this.policy;
    return refusalOf(code, { pool, stack, value });
  }

  private overtaken(): GrowReply {
    return { outcome: GrowOutcome.WAITING, text: `another run decides about pool ${this.policy.pool}: the next tick looks again` };
  }
}
