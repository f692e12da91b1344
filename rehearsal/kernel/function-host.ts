/**
 * Runs Lambda functions: instances, invocations, time limits. All of them live in this thread, and one at a time is at work.
 *
 *     told something (an event, an answer, a timer) -> waits its turn -> works until it rests -> its report is collected
 *
 * Time moves only when every instance is at rest. Fallbacks, where one never comes to rest:
 *
 *     it waits for something, or for nothing that is known -> nothing is heard for half a minute of real time -> the run ends
 *     it computes without a pause -> nothing of this thread runs; the thread beside it (run-thread.ts) ends it
 *     it goes on although its moment has passed -> its calls would carry moments that depend on this machine; the run ends
 *
 * Each with one sentence about the function. What surprises: an instance that is given up (its process ended, its time was up) is
 * not stopped but left alone; it keeps its memory until nothing refers to it, and what it does by itself has no effect. Errors
 * that nobody catches belong to the function whose realm made them, or else to the one that is at work.
 */

import { FunctionCode } from './function-code';
import type { CountedModule } from './function-counted';
import { COUNTED_MODULES } from './function-counted';
import { FunctionEnvironment } from './function-environment';
import { silent, unaccounted, unloadable } from './function-faults';
import type { FunctionDefinition, Instance } from './function-instance';
import { asThrown } from './function-instance';
import { inOrder, Instances } from './function-instances';
import type { Wires } from './function-network';
import type { InvocationOutcome, Report } from './function-reports';
import { Patience } from './patience';
import { Uncaught } from './uncaught';
import type { VirtualClock } from './virtual-clock';

export type { FunctionDefinition } from './function-instance';
export type { InvocationOutcome } from './function-reports';

export interface FunctionHost {
  /** Creates or replaces a function. */
  define(fn: FunctionDefinition): void;
  remove(arn: string): void;
  has(arn: string): boolean;
  /** Runs the function; `done` is called as an event of the clock. Throws if there is no such function. */
  invoke(arn: string, event: unknown, done: (outcome: InvocationOutcome) => void): void;
}

/** What the host needs of the endpoint. */
export interface Network {
  /** How an instance reaches it. */
  wiresOf(instance: string): Wires;
  /** The instance is gone. */
  disconnect(instance: string): void;
  /** The credentials that calls of this function carry. */
  credentialsFor(fn: FunctionDefinition): Record<string, string>;
}

export interface LogLine {
  readonly at: number;
  readonly function: string;
  readonly line: string;
}

/** Virtual seconds after which an instance that nobody used is given up, as Lambda does: a large deployment would pile up those of stacks that are done. */
const IDLE_SECONDS = 3600;

/** Real seconds without a word of any function after which the run is given up: starting one takes milliseconds, on a machine with much else to do a second. */
const PATIENCE_SECONDS = 30;

/** What the one who starts the host may set. */
export interface FunctionsOptions {
  /** What an invocation is about, by the name that the world's faults know; undefined if it is about nothing of the kind. */
  readonly subjectOf?: (event: unknown) => string | undefined;
  /** By how much the functions' calendars are ahead of AWS's. */
  readonly aheadMs?: number;
  /** Hears which function is invoked. */
  readonly onInvoke?: (fn: FunctionDefinition) => void;
  /** Hears each line that a function writes. */
  readonly onLine?: (fn: FunctionDefinition, line: string) => void;
  /** Hears which function is at work from now on, and at which virtual second. */
  readonly onWork?: (fn: FunctionDefinition | undefined, at: number) => void;
  /** @default 30 */
  readonly patienceSeconds?: number;
  /** What is counted of Node's modules. @default - all that is known to begin work */
  readonly counted?: readonly CountedModule[];
}

export class Functions implements FunctionHost {
  /** What the functions wrote to their logs. */
  public readonly log: LogLine[] = [];
  private readonly definitions = new Map<string, FunctionDefinition>();
  private readonly instances = new Instances();
  private readonly awake = new Set<Instance>();
  private readonly reported = new Set<Instance>();
  private readonly code = new FunctionCode((specifier, file) => this.atWork!.environment.import(specifier, file));
  private readonly uncaught = new Uncaught((kind, error, promise) => {
    const instance = this.instances.all.find(({ environment }) => environment.isOwn(error)) ?? this.atWork;
    if (instance) {
      instance.environment.uncaught(error, kind, promise);
    } else {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
  private readonly patience: Patience;
  private invocations = 0;
  private instancesMade = 0;
  private crash?: Error;
  /** Whose code runs. */
  private atWork?: Instance;
  /** Wakes whoever waits for it. */
  private wake?: () => void;

  constructor(
    private readonly clock: VirtualClock,
    private readonly network: Network,
    private readonly seed: string,
    private readonly options: FunctionsOptions = {},
  ) {
    this.patience = new Patience(options.patienceSeconds ?? PATIENCE_SECONDS, seconds => this.giveUp(seconds));
  }

  public define(fn: FunctionDefinition): void {
    const known = this.definitions.get(fn.arn);
    this.definitions.set(fn.arn, fn);
    // New code or settings start in new instances; what runs goes on to its end in the old one.
    if (known && JSON.stringify(known) !== JSON.stringify(fn)) {
      this.retire(fn.arn);
    }
  }

  public remove(arn: string): void {
    this.definitions.delete(arn);
    this.retire(arn);
  }

  public has(arn: string): boolean {
    return this.definitions.has(arn);
  }

  /** Invocations that have not ended. */
  public get running(): number {
    return this.instances.invoked.length;
  }

  public invoke(arn: string, event: unknown, done: (outcome: InvocationOutcome) => void): void {
    const fn = this.definitions.get(arn);
    if (!fn) {
      throw new Error(`there is no function ${arn}`);
    }
    this.options.onInvoke?.(fn);
    const id = `${fn.name}/${++this.invocations}`;
    const instance = this.idleInstance(fn);
    instance.invocation = { id, subject: this.options.subjectOf?.(event), done };
    const deadline = this.clock.date.getTime() + fn.timeoutSeconds * 1000;
    this.tell(instance, () => instance.environment.invoke(id, event, deadline));
    this.clock.after(fn.timeoutSeconds, `timeout ${id}`, () => {
      if (instance.invocation?.id !== id) {
        return;
      }
      this.kill(instance, { errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${id} Error: Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds`, trace: [] });
    });
  }

  /** The process dies in the middle of its work, as when Lambda loses the host. */
  public die(instanceId: string): void {
    const instance = this.instances.get(instanceId);
    if (!instance) {
      return;
    }
    this.kill(instance, { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${instance.invocation?.id} Error: Runtime exited with error: signal: killed`, trace: [] });
  }

  /** What the current invocation of this instance is about. */
  public subjectAt(instanceId: string): string | undefined {
    return this.instances.get(instanceId)?.invocation?.subject;
  }

  public isAlive(instanceId: string): boolean {
    return this.instances.has(instanceId);
  }

  /** The endpoint received a request. */
  public arrived(instanceId: string): void {
    this.instances.get(instanceId)?.environment.requestArrived();
    this.patience.heard();
  }

  /** The endpoint has an answer for an instance, or lost one: it hears of that when it is its turn. */
  public answered(instanceId: string, deliver: () => void): void {
    const instance = this.instances.get(instanceId);
    if (!instance) {
      return;
    }
    this.tell(instance, () => {
      instance.environment.requestOver();
      deliver();
    });
  }

  /** Resolves when no function can go on by itself. What ended meanwhile has been turned into events of the clock. */
  public async quiet(): Promise<void> {
    if (!this.crash && this.awake.size > 0) {
      this.patience.begin();
      this.uncaught.begin();
      try {
        while (!this.crash && this.awake.size > 0) {
          await this.work(this.next());
        }
      } finally {
        this.uncaught.end();
        this.patience.end();
      }
    }
    if (this.crash) {
      throw this.crash;
    }
    // In the order in which the instances were made, whatever the order of the reports.
    for (const instance of inOrder(this.reported)) {
      this.collect(instance);
    }
    this.reported.clear();
  }

  /** No function is heard any more. */
  public close(): void {
    for (const instance of this.instances.all) {
      this.discard(instance);
    }
  }

  private next(): Instance {
    const [instance] = inOrder(this.awake);
    return instance;
  }

  /** Tells an instance what it was told, and waits until it rests. */
  private async work(instance: Instance): Promise<void> {
    this.awake.delete(instance);
    if (instance.dead) {
      return;
    }
    this.atWork = instance;
    this.options.onWork?.(instance.fn, this.clock.now);
    instance.last = undefined;
    await new Promise<void>(resolve => {
      this.wake = resolve;
      for (const deliver of instance.inbox.splice(0)) {
        deliver();
      }
    });
    this.wake = undefined;
    this.atWork = undefined;
    this.options.onWork?.(undefined, this.clock.now);
  }

  private fail(error: Error): void {
    this.crash ??= error;
    this.wake?.();
  }

  private giveUp(seconds: number): void {
    const { fn, environment } = this.atWork!;
    this.fail(silent(fn, { seconds, at: this.clock.now, description: environment.describe(), others: this.awake.size }));
  }

  /** Nobody caught what the function threw: the runtime reports it and ends. */
  private broke(instance: Instance, error: unknown): void {
    this.kill(instance, asThrown(error));
  }

  /** The function ended its own process. */
  private exited(instance: Instance, code: number): void {
    const reason = code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`;
    this.kill(instance, { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${instance.invocation?.id} Error: ${reason}`, trace: [] });
  }

  private hearReport(instance: Instance, report: Report): void {
    instance.last = report;
    instance.quietAt = this.clock.now;
    this.reported.add(instance);
    this.patience.heard();
    if (instance === this.atWork) {
      this.wake?.();
    } else if (instance.inbox.length === 0) {
      this.awake.delete(instance);
    }
  }

  /** No harm is done while time has stood still: the report that follows counts. */
  private hearLate(instance: Instance, what: string): void {
    if (instance.quietAt !== this.clock.now) {
      this.fail(unaccounted(instance.fn, what, this.clock.now));
    } else if (instance !== this.atWork) {
      this.awake.add(instance);
    }
  }

  private collect(instance: Instance): void {
    const report = instance.last!;
    for (const line of report.log) {
      this.log.push({ at: this.clock.now, function: instance.fn.name, line });
      this.options.onLine?.(instance.fn, line);
    }
    const invocation = instance.invocation;
    if (report.outcome && invocation && !invocation.ended) {
      invocation.ended = true;
      const outcome = report.outcome;
      this.clock.after(0, `end ${invocation.id}`, () => {
        if (instance.dead) {
          return;
        }
        instance.invocation = undefined;
        instance.usedAt = this.clock.now;
        if (this.definitions.get(instance.fn.arn) !== instance.fn) {
          this.discard(instance);
        }
        invocation.done(outcome);
      });
      return;
    }
    if (report.timer === undefined || report.timer === instance.timerSet || !invocation) {
      return;
    }
    const timer = report.timer;
    instance.timerSet = timer;
    this.clock.after(Math.max(0, (timer - this.clock.date.getTime()) / 1000), `timer ${invocation.id}`, () => {
      if (instance.dead || instance.invocation !== invocation || instance.timerSet !== timer) {
        return;
      }
      instance.timerSet = undefined;
      this.tell(instance, () => instance.environment.runTimers());
    });
  }

  private idleInstance(fn: FunctionDefinition): Instance {
    for (const unused of this.instances.unusedFor(IDLE_SECONDS, this.clock.now)) {
      this.discard(unused);
    }
    const idle = this.instances.idleOf(fn.arn);
    if (idle) {
      return idle;
    }
    const id = `${fn.name}#${++this.instancesMade}`;
    const hearing = (hear: (instance: Instance) => void) => {
      if (!instance.dead) {
        hear(instance);
      }
    };
    const environment = new FunctionEnvironment({
      instance: id,
      functionName: fn.name,
      functionArn: fn.arn,
      logLevel: fn.logLevel,
      codeDirectory: fn.codeDirectory,
      handler: fn.handler,
      environment: { ...fn.environment, ...this.network.credentialsFor(fn) },
      randomKey: `${this.seed} ${id}`,
      counted: this.options.counted ?? COUNTED_MODULES,
      code: this.code,
      now: () => this.clock.date.getTime(),
      aheadMs: this.options.aheadMs,
    }, this.network.wiresOf(id), {
      rested: report => hearing(() => this.hearReport(instance, report)),
      late: what => hearing(() => this.hearLate(instance, what)),
      unloadable: message => hearing(() => this.fail(unloadable(fn, message))),
      exited: code => hearing(() => this.exited(instance, code)),
      broke: error => hearing(() => this.broke(instance, error)),
    });
    const instance: Instance = { id, number: this.instancesMade, fn, environment, inbox: [], usedAt: this.clock.now };
    this.instances.add(instance);
    return instance;
  }

  private tell(instance: Instance, deliver: () => void): void {
    instance.inbox.push(deliver);
    this.awake.add(instance);
  }

  private kill(instance: Instance, error: NonNullable<InvocationOutcome['error']>): void {
    const invocation = instance.invocation;
    this.discard(instance);
    if (invocation && !invocation.ended) {
      invocation.ended = true;
      this.clock.after(0, `end ${invocation.id}`, () => invocation.done({ error }));
    }
  }

  private retire(arn: string): void {
    for (const idle of this.instances.retire(arn)) {
      this.discard(idle);
    }
  }

  private discard(instance: Instance): void {
    instance.dead = true;
    this.instances.remove(instance);
    instance.environment.abandon();
    this.network.disconnect(instance.id);
    this.awake.delete(instance);
    this.reported.delete(instance);
    if (instance === this.atWork) {
      this.wake?.();
    }
  }
}
