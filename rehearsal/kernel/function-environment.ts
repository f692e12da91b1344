/**
 * One instance of one Lambda function: its realm, and around its unmodified code virtual time, keyed chance, a numbered network,
 * counted work and the SDK clients that AWS's runtime would supply.
 *
 *     invoked, answered, a timer is due -> it works -> it can't go on by itself: it waits or has ended -> it reports, and rests
 *
 * Its code runs in the thread of the kernel, so whoever wakes it waits until it rests. It has a realm of its own
 * (function-realm.ts), but the process is one: what surprises is that nothing can stop it in the middle. An instance that is
 * given up stays as it is: nobody wakes it any more, and what it had begun ends unheard.
 */

import { FunctionBuiltins } from './function-builtins';
import { KeyedChance } from './function-chance';
import type { FunctionCode } from './function-code';
import type { CountedModule } from './function-counted';
import { installConsole, logThrown } from './function-log';
import { FunctionModules } from './function-modules';
import type { Wires } from './function-network';
import { CountedNetwork } from './function-network';
import { installProcess, ProcessExit } from './function-process';
import type { Realm } from './function-realm';
import { isErrorOf, openRealm } from './function-realm';
import type { Description, InvocationOutcome, Report } from './function-reports';
import { Rest } from './function-rest';
import { SuppliedSdk } from './function-sdk';
import { VirtualTime } from './function-time';
import { PendingWork } from './function-work';

/** How an environment is set up. */
export interface EnvironmentSetup {
  /** Names this instance in its requests. */
  readonly instance: string;
  readonly functionName: string;
  readonly functionArn: string;
  /** TRACE, DEBUG, INFO, WARN, ERROR or FATAL; undefined logs everything. */
  readonly logLevel?: string;
  readonly codeDirectory: string;
  /** `file.export`, as in Lambda. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Makes this instance's random numbers: never real ones. */
  readonly randomKey: string;
  readonly counted: readonly CountedModule[];
  readonly code: FunctionCode;
  /** Epoch milliseconds of virtual time. */
  readonly now: () => number;
  /** By how much the function's calendar is ahead of it. */
  readonly aheadMs?: number;
}

/** Who hears of an environment. */
export interface EnvironmentListener {
  /** It can't go on by itself. */
  rested(report: Report): void;
  /** It had come to rest, and goes on although nobody woke it: what it had begun was not counted. `what` is the verb of a sentence. */
  late(what: string): void;
  /** Its code can't be loaded. */
  unloadable(message: string): void;
  /** It ended its own process. */
  exited(code: number): void;
  /** Nobody caught what it threw. */
  broke(error: unknown): void;
}

type Handler = (event: unknown, context: object) => unknown;

export class FunctionEnvironment {
  private readonly realm: Realm = openRealm();
  private readonly log: string[] = [];
  private readonly rest: Rest;
  private readonly time: VirtualTime;
  private readonly network: CountedNetwork;
  private readonly work: PendingWork;
  private readonly modules: FunctionModules;
  /** Requests that the endpoint has, and those of them that are over. */
  private arrived = 0;
  private over = 0;
  private invoked = false;
  private outcome?: InvocationOutcome;
  /** Found once, as Lambda's runtime does when an environment starts. */
  private found?: Handler;

  constructor(private readonly setup: EnvironmentSetup, wires: Wires, private readonly listener: EnvironmentListener) {
    const { realm } = this;
    const write = (line: string) => { this.log.push(line); };
    const builtins = new FunctionBuiltins(realm);
    this.rest = new Rest({
      isWaiting: () => this.isWaiting(),
      state: () => `${this.network.issued}/${this.network.closed}/${this.time.nextTimer()}/${this.outcome !== undefined}`,
      late: what => listener.late(what),
      report: () => this.report(),
    });
    this.time = new VirtualTime(setup.now, () => this.rest.stirred('sets a timer'), setup.aheadMs);
    this.work = new PendingWork(setup.counted, what => this.rest.worked(`begins ${what}`));
    this.network = new CountedNetwork(setup.instance, wires, this.work, {
      onRequest: () => this.rest.stirred('makes a request'),
      onAnswer: () => this.rest.woken(),
    });
    installProcess(realm, builtins, setup.environment, { exit: code => listener.exited(code), write });
    installConsole(realm, write, setup.logLevel);
    // Work first: what the others take from Node's modules is then counted, and what they put in its place stays.
    this.work.install(realm, builtins);
    this.time.install(realm, builtins);
    new KeyedChance(setup.randomKey).install(realm, builtins);
    this.network.install(realm, builtins);
    const sdk: SuppliedSdk = new SuppliedSdk(setup.functionName, {
      realm,
      builtin: request => this.modules.builtin(request),
      transport: request => this.network.send(request),
    });
    this.modules = new FunctionModules(setup.codeDirectory, {
      realm,
      builtins,
      work: this.work,
      code: setup.code,
      sdk: request => sdk.client(request),
    });
  }

  public invoke(invocation: string, event: unknown, deadline: number): void {
    this.outcome = undefined;
    this.invoked = true;
    this.rest.woken();
    void this.run(event, invocation, deadline).then(outcome => {
      this.outcome = outcome;
      this.rest.stirred('ends');
    });
  }

  /** Virtual time has come to the next timer. */
  public runTimers(): void {
    this.rest.woken();
    try {
      this.time.runDue();
    } catch (error) {
      this.uncaught(error, 'uncaughtException');
    }
  }

  /** A dynamic import in a file of the function's. */
  public import(specifier: string, file: string): Promise<unknown> {
    return this.modules.import(specifier, file);
  }

  /** The endpoint has a request of this instance. */
  public requestArrived(): void {
    this.arrived++;
    this.rest.woken();
  }

  /** It was answered or broken off. */
  public requestOver(): void {
    this.over++;
    this.rest.woken();
  }

  /** What it waits for. */
  public describe(): Description {
    return { pending: this.work.describe(), unsent: this.network.issued - this.arrived };
  }

  /** Whether the error was made in the realm of this function. */
  public isOwn(error: unknown): boolean {
    return isErrorOf(this.realm, error);
  }

  /** Something was thrown that nobody caught. A function may have asked to hear of that. */
  public uncaught(error: unknown, kind: 'uncaughtException' | 'unhandledRejection', promise?: unknown): void {
    // Its process has ended already.
    if (error instanceof ProcessExit) {
      return;
    }
    const process: NodeJS.EventEmitter = this.realm.process;
    if (process.listenerCount(kind) > 0) {
      process.emit(kind, error, promise ?? 'uncaughtException');
    } else if (process.listenerCount('uncaughtException') > 0) {
      process.emit('uncaughtException', error, kind);
    } else {
      this.listener.broke(error);
    }
  }

  /** Nobody hears it any more. */
  public abandon(): void {
    this.time.clear();
    this.work.abandon();
    this.rest.abandon();
  }

  /** Whether it will go on by itself, as far as is known, or else is waited for in silence. */
  private isWaiting(): boolean {
    const { issued, closed } = this.network;
    return this.work.count > 0 || issued !== this.arrived || closed !== this.over
      || (this.invoked && !this.outcome && issued === closed && this.time.nextTimer() === undefined);
  }

  private report(): void {
    // What an ended invocation left behind must not run in the next one.
    if (this.outcome) {
      this.time.clear();
    }
    this.listener.rested({ timer: this.time.nextTimer(), outcome: this.outcome, log: this.log.splice(0) });
  }

  /** Undefined if the run ends with this. */
  private async handler(): Promise<Handler | undefined> {
    if (this.found) {
      return this.found;
    }
    const [file, name] = this.setup.handler.split('.');
    try {
      const handler: unknown = (await this.modules.load(file))[name];
      if (typeof handler !== 'function') {
        throw new Error(`${file} exports no function '${name}'`);
      }
      this.found = handler as Handler;
      return this.found;
    } catch (error) {
      if (error instanceof ProcessExit) {
        return undefined;
      }
      const { name: type, message } = Object(error) as Partial<Error>;
      this.listener.unloadable(message === undefined ? String(error) : `${type}: ${message}`);
      return undefined;
    }
  }

  /** Undefined if the code can't be loaded. */
  private async run(event: unknown, invocation: string, deadline: number): Promise<InvocationOutcome | undefined> {
    const handler = await this.handler();
    if (!handler) {
      return undefined;
    }
    const { realm, setup } = this;
    const context = Object.assign(new realm.Object(), {
      awsRequestId: invocation,
      functionName: setup.functionName,
      invokedFunctionArn: setup.functionArn,
      memoryLimitInMB: '128',
      getRemainingTimeInMillis: () => deadline - setup.now(),
    });
    try {
      const payload = await handler(realm.JSON.parse(JSON.stringify(event ?? null)), context);
      return { payload: payload === undefined ? null : JSON.parse(JSON.stringify(payload)) };
    } catch (thrown) {
      // The Node runtime tells no stack of what is no error, and takes its type for its name.
      if (!(thrown instanceof realm.Error)) {
        return { error: { errorType: typeof thrown, errorMessage: String(thrown), trace: [] } };
      }
      logThrown(realm, thrown, invocation, setup.now());
      return { error: { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') } };
    }
  }
}
