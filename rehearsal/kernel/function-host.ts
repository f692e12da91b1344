/**
 * Runs Lambda functions in workers: instances, invocations, time limits.
 *
 * Time moves only when every worker is at rest, and a worker is at rest when its last report covers all that was sent to it and
 * all that it sent. A worker that is never heard of again ends the run with a sentence about its function, and so does one that
 * goes on by itself after the time at which it rested has passed: its calls would carry moments that depend on this machine.
 */

import { Worker } from 'node:worker_threads';
import { silent, unaccounted, unloadable } from './function-faults';
import { FunctionDefinition, Instance, isQuiet, asThrown } from './function-instance';
import { packageFile } from './package-files';
import { Patience } from './patience';
import { VirtualClock } from './virtual-clock';
import { FromWorker, InvocationOutcome, Late, ToWorker, WorkerSetup } from './worker-protocol';

export type { FunctionDefinition } from './function-instance';
export type { InvocationOutcome } from './worker-protocol';

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
  readonly port: number;
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

/** Real seconds without a word of any worker after which the run is given up: starting one takes a tenth of a second, on a machine with much else to do a few. */
const PATIENCE_SECONDS = 30;
/** Real milliseconds for workers to end, when the rehearsal is over. */
const CLOSE_MILLISECONDS = 2000;
/**
 * Options of the worker's Node: none of the caller's, whose loader hooks are no business of a function, and the one that lets a
 * dynamic import of a compiled function be counted.
 */
const WORKER_OPTIONS = ['--experimental-vm-modules'];

/** What a bench of the host may set otherwise. */
export interface FunctionsOptions {
  /** @default 30 */
  readonly patienceSeconds?: number;
  /** @default - the worker of this package */
  readonly workerFile?: string;
}

/** V8's compiled form of the SDK bundle, from the first worker of this process: later ones start in half the time. */
let sdkCode: Uint8Array | undefined;

export class Functions implements FunctionHost {
  /** What the functions wrote to their logs. */
  public readonly log: LogLine[] = [];
  private readonly definitions = new Map<string, FunctionDefinition>();
  private readonly instances = new Map<string, Instance[]>();
  private readonly byId = new Map<string, Instance>();
  private readonly time = new SharedArrayBuffer(8);
  private readonly cell = new Float64Array(this.time);
  private invocations = 0;
  private instancesMade = 0;
  private crash?: Error;
  /** Wakes whoever waits for the workers to be quiet. */
  private wake?: () => void;

  private readonly patience: Patience;

  constructor(
    private readonly clock: VirtualClock,
    private readonly network: Network,
    private readonly seed: string,
    private readonly options: FunctionsOptions = {},
  ) {
    this.patience = new Patience(options.patienceSeconds ?? PATIENCE_SECONDS, {
      ask: () => this.unquiet().forEach(instance => instance.worker.postMessage({ kind: 'describe' } satisfies ToWorker)),
      giveUp: seconds => this.giveUp(seconds),
    });
  }

  public define(fn: FunctionDefinition): void {
    const known = this.definitions.get(fn.arn);
    this.definitions.set(fn.arn, fn);
    // New code or settings start in new instances; what runs goes on to its end in the old one.
    if (known && JSON.stringify(known) !== JSON.stringify(fn)) this.retire(fn.arn);
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
    let count = 0;
    for (const instance of this.byId.values()) if (instance.invocation) count++;
    return count;
  }

  public invoke(arn: string, event: unknown, done: (outcome: InvocationOutcome) => void): void {
    const fn = this.definitions.get(arn);
    if (!fn) throw new Error(`there is no function ${arn}`);
    const id = `${fn.name}/${++this.invocations}`;
    const instance = this.idleInstance(fn);
    instance.invocation = { id, account: accountOf(event), done };
    const deadline = this.clock.date.getTime() + fn.timeoutSeconds * 1000;
    this.tell(instance, { kind: 'invoke', invocation: id, event, deadline });
    this.clock.after(fn.timeoutSeconds, `timeout ${id}`, () => {
      if (instance.invocation?.id !== id) return;
      this.kill(instance, { errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${id} Error: Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds`, trace: [] });
    });
  }

  /** The process dies in the middle of its work, as when Lambda loses the host. */
  public die(instanceId: string): void {
    const instance = this.byId.get(instanceId);
    if (!instance) return;
    this.kill(instance, { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${instance.invocation?.id} Error: Runtime exited with error: signal: killed`, trace: [] });
  }

  /** The account that the current invocation of this instance is about, if it is about one. */
  public accountAt(instanceId: string): string | undefined {
    return this.byId.get(instanceId)?.invocation?.account;
  }

  public isAlive(instanceId: string): boolean {
    return this.byId.has(instanceId);
  }

  /** The endpoint received a request. */
  public arrived(instanceId: string): void {
    const instance = this.byId.get(instanceId);
    if (instance) instance.arrived++;
    this.heard();
  }

  /** The endpoint answered a request, or saw it broken off: the worker is at work again. */
  public answered(instanceId: string): void {
    this.cell[0] = this.clock.date.getTime();
    const instance = this.byId.get(instanceId);
    if (instance) instance.over++;
  }

  /** Resolves when no worker can go on by itself. What ended meanwhile has been turned into events of the clock. */
  public async quiet(): Promise<void> {
    if (!this.crash && this.unquiet().length > 0) {
      this.patience.begin();
      while (!this.crash && this.unquiet().length > 0) await new Promise<void>(resolve => { this.wake = resolve; });
      this.patience.end();
    }
    this.wake = undefined;
    if (this.crash) throw this.crash;
    // In the order in which the instances were made, whatever the order of the reports.
    for (const instance of this.byId.values()) this.collect(instance);
  }

  public async close(): Promise<void> {
    const instances = [...this.byId.values()];
    this.byId.clear();
    for (const instance of instances) instance.dead = true;
    // A thread that hangs in a system call doesn't end before the call does, and nobody waits for that.
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>(resolve => { timer = setTimeout(resolve, CLOSE_MILLISECONDS); });
    await Promise.race([enough, Promise.all(instances.map(instance => instance.worker.terminate()))]);
    clearTimeout(timer);
  }

  private heard(): void {
    this.patience.heard();
    this.wake?.();
  }

  private unquiet(): Instance[] {
    return [...this.byId.values()].filter(instance => !isQuiet(instance));
  }

  private fail(error: Error): void {
    this.crash ??= error;
    this.wake?.();
  }

  private giveUp(seconds: number): void {
    const [{ fn, description, arrived }, ...more] = this.unquiet();
    this.fail(silent(fn, { seconds, at: this.clock.now, description, arrived, others: more.length }));
  }

  /** Nobody caught what the function threw: the runtime reports it and ends. */
  private broke(instance: Instance, error: unknown): void {
    if (!instance.ready) {
      this.fail(new Error(`the worker of function '${instance.fn.name}' broke: ${String(error)}`, { cause: error }));
      return;
    }
    this.kill(instance, asThrown(error));
    this.heard();
  }

  /** The function ended its own process. */
  private exited(instance: Instance, code: number): void {
    const reason = code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`;
    this.kill(instance, { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${instance.invocation?.id} Error: ${reason}`, trace: [] });
    this.heard();
  }

  private listen(instance: Instance, message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        instance.ready = true;
        return;
      case 'sdk-code':
        sdkCode ??= message.code;
        return;
      case 'description':
        instance.description = message;
        return;
      case 'unloadable':
        this.fail(unloadable(instance.fn, message.message));
        return;
      case 'late':
        this.hearLate(instance, message);
        return;
      case 'quiet':
        instance.last = message;
        instance.quietAt = this.clock.now;
        instance.description = undefined;
        this.heard();
    }
  }

  /** No harm is done while time has stood still: the report that follows counts. */
  private hearLate(instance: Instance, { what }: Late): void {
    if (instance.quietAt !== this.clock.now) this.fail(unaccounted(instance.fn, what, this.clock.now));
    instance.last = undefined;
  }

  private collect(instance: Instance): void {
    const report = instance.last!;
    for (const line of report.log) this.log.push({ at: this.clock.now, function: instance.fn.name, line });
    (report.log as string[]).length = 0;
    const invocation = instance.invocation;
    if (report.outcome && invocation && !invocation.ended) {
      invocation.ended = true;
      const outcome = report.outcome;
      this.clock.after(0, `end ${invocation.id}`, () => {
        if (instance.dead) return;
        instance.invocation = undefined;
        instance.usedAt = this.clock.now;
        if (this.definitions.get(instance.fn.arn) !== instance.fn) this.discard(instance);
        invocation.done(outcome);
      });
      return;
    }
    if (report.timer === undefined || report.timer === instance.timerSet || !invocation) return;
    const timer = report.timer;
    instance.timerSet = timer;
    this.clock.after(Math.max(0, (timer - this.clock.date.getTime()) / 1000), `timer ${invocation.id}`, () => {
      if (instance.dead || instance.invocation !== invocation || instance.timerSet !== timer) return;
      instance.timerSet = undefined;
      this.tell(instance, { kind: 'timers' });
    });
  }

  private idleInstance(fn: FunctionDefinition): Instance {
    this.giveUpIdle();
    const instances = this.instances.get(fn.arn) ?? [];
    this.instances.set(fn.arn, instances);
    const idle = instances.find(instance => !instance.invocation);
    if (idle) return idle;
    const id = `${fn.name}#${++this.instancesMade}`;
    const setup: WorkerSetup = {
      instance: id,
      functionName: fn.name,
      functionArn: fn.arn,
      logLevel: fn.logLevel,
      codeDirectory: fn.codeDirectory,
      handler: fn.handler,
      port: this.network.port,
      sdkBundle: packageFile('assets/rehearsal/kernel/sdk/index.js'),
      sdkCode,
      randomKey: `${this.seed} ${id}`,
      time: this.time,
    };
    const worker = new Worker(this.options.workerFile ?? packageFile('assets/rehearsal/kernel/worker/index.js'), {
      workerData: setup,
      env: { ...fn.environment, ...this.network.credentialsFor(fn) },
      execArgv: WORKER_OPTIONS,
      stdout: true,
      stderr: true,
    });
    const instance: Instance = { id, fn, worker, told: 0, arrived: 0, over: 0, usedAt: this.clock.now };
    worker.on('message', (message: FromWorker) => {
      if (!instance.dead) this.listen(instance, message);
    });
    worker.on('error', error => { if (!instance.dead) this.broke(instance, error); });
    worker.on('exit', code => { if (!instance.dead) this.exited(instance, code); });
    instances.push(instance);
    this.byId.set(id, instance);
    return instance;
  }

  private giveUpIdle(): void {
    for (const instance of this.byId.values()) {
      if (!instance.invocation && this.clock.now - instance.usedAt > IDLE_SECONDS) this.discard(instance);
    }
  }

  private tell(instance: Instance, message: ToWorker): void {
    this.cell[0] = this.clock.date.getTime();
    instance.told++;
    instance.worker.postMessage(message);
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
    for (const instance of this.instances.get(arn) ?? []) if (!instance.invocation) this.discard(instance);
    this.instances.delete(arn);
  }

  private discard(instance: Instance): void {
    instance.dead = true;
    this.byId.delete(instance.id);
    const siblings = this.instances.get(instance.fn.arn);
    if (siblings?.includes(instance)) siblings.splice(siblings.indexOf(instance), 1);
    void instance.worker.terminate();
  }
}

function accountOf(event: unknown): string | undefined {
  const properties = (event as { ResourceProperties?: { AccountName?: unknown } } | null)?.ResourceProperties;
  return typeof properties?.AccountName === 'string' ? properties.AccountName : undefined;
}
