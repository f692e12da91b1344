/**
 * One instance of one Lambda function, in a thread of its own.
 *
 * The function's code is loaded unmodified from the cloud assembly. Around it stand virtual time, keyed chance, a numbered
 * network and the SDK clients that AWS's runtime would supply. Whenever the code can't go on by itself, because it waits for
 * an answer or a timer or has ended, the worker tells the kernel: only when every worker has said so does time move.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vm from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { CountedNetwork } from './worker-network';
import { InvocationOutcome, Quiet, SdkCode, ToWorker, WorkerSetup } from './worker-protocol';
import { VirtualTime } from './worker-time';

const Module = process.getBuiltinModule('node:module');
const setup = workerData as WorkerSetup;
const kernel = parentPort!;
const log: string[] = [];
let heard = 0;
let outcome: InvocationOutcome | undefined;

const time = new VirtualTime(new Float64Array(setup.time), setup.randomKey);
const network = new CountedNetwork(setup.instance, setup.port, settle);

/**
 * What may be open in a thread that only waits: the port to the kernel, and sockets of requests whose answers are held.
 * Anything else, such as a file being read or a connection being made, is work that will call back by itself.
 */
const IDLE = new Set(['MessagePort', 'TCPSocketWrap', 'Timeout']);

let settling = false;

/** Waits until nothing moves any more in this thread, then reports. */
function settle(): void {
  if (settling) return;
  settling = true;
  let calm = 0;
  let seen = '';
  const look = () => {
    const state = `${heard}/${network.issued}/${network.closed}/${time.nextTimer()}/${outcome !== undefined}`;
    const busy = process.getActiveResourcesInfo().some(name => !IDLE.has(name));
    calm = busy || state !== seen ? 0 : calm + 1;
    seen = state;
    // Two quiet turns: a promise that the first one resolved has had its say by the second.
    if (calm < 2) {
      setImmediate(look);
      return;
    }
    settling = false;
    const report: Quiet = { kind: 'quiet', heard, issued: network.issued, closed: network.closed, timer: time.nextTimer(), outcome, log: log.splice(0) };
    if (outcome) time.clear();
    if (outcome) shareSdkCode();
    kernel.postMessage(outcome ? { ...report, timer: undefined } : report);
  };
  setImmediate(look);
}

/** The clients come from one bundle; everything else is resolved as usual. */
function supplySdk(): void {
  const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const load = loader._load;
  let modules: Record<string, () => unknown> | undefined;
  loader._load = function (request: string, ...rest: unknown[]) {
    if (!request.startsWith('@aws-sdk/')) return load.call(this, request, ...rest);
    modules ??= loadSdk();
    const client = modules[request];
    if (!client) throw new Error(`function '${setup.functionName}' imports '${request}', which the rehearsal does not carry; it carries ${Object.keys(modules).join(', ')}`);
    return client();
  };
}

let sdkScript: vm.Script | undefined;

/** As `require` would, but with the compiled form at hand: compiling is half of what a new instance costs. */
function loadSdk(): Record<string, () => unknown> {
  const source = fs.readFileSync(setup.sdkBundle, 'utf8');
  const cachedData = setup.sdkCode && Buffer.from(setup.sdkCode);
  sdkScript = new vm.Script(`(function (exports, require, module) {${source}\n})`, { filename: setup.sdkBundle, cachedData });
  const module = { exports: {} as { modules: Record<string, () => unknown> } };
  sdkScript.runInThisContext()(module.exports, require, module);
  return module.exports.modules;
}

/** After an invocation, when the functions that matter have been compiled, and once. */
function shareSdkCode(): void {
  if (setup.sdkCode || !sdkScript) return;
  const message: SdkCode = { kind: 'sdk-code', code: sdkScript.createCachedData() };
  sdkScript = undefined;
  kernel.postMessage(message);
}

/** Lambda's levels of logs, the least important first. */
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const CONSOLE = { debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' } as const;

/** What goes to the console passes the function's log level, as in Lambda; what goes to the streams always does. */
function captureLog(): void {
  const write = (line: string) => { log.push(line); };
  for (const [method, level] of Object.entries(CONSOLE)) {
    const isLogged = LEVELS.indexOf(level) >= LEVELS.indexOf(setup.logLevel ?? 'TRACE');
    console[method as keyof typeof CONSOLE] = (...parts: unknown[]) => {
      if (isLogged) write(parts.map(part => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '));
    };
  }
  process.stdout.write = ((chunk: unknown) => { write(String(chunk)); return true; }) as typeof process.stdout.write;
  process.stderr.write = ((chunk: unknown) => { write(String(chunk)); return true; }) as typeof process.stderr.write;
}

/** The Node runtime logs what a handler throws, with all fields of its own: by the console, so that a log level holds for it too. */
function logThrown(error: Error, invocation: string): void {
  const record = { errorType: error.name, errorMessage: error.message, ...error, stack: (error.stack ?? '').split('\n') };
  console.error(`${new Date(time.now()).toISOString()} ${invocation} ERROR Invoke Error ${JSON.stringify(record)}`);
}

async function run(event: unknown, invocation: string, deadline: number): Promise<InvocationOutcome> {
  try {
    const [file, name] = setup.handler.split('.');
    const code = require(path.join(setup.codeDirectory, `${file}.js`));
    const context = {
      awsRequestId: invocation,
      functionName: setup.functionName,
      invokedFunctionArn: setup.functionArn,
      memoryLimitInMB: '128',
      getRemainingTimeInMillis: () => deadline - time.now(),
    };
    const payload = await code[name](event, context);
    return { payload: payload === undefined ? null : JSON.parse(JSON.stringify(payload)) };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    logThrown(error, invocation);
    return { error: { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') } };
  }
}

time.install();
network.install();
supplySdk();
captureLog();

kernel.on('message', (message: ToWorker) => {
  heard++;
  if (message.kind === 'timers') {
    time.runDue();
  } else {
    outcome = undefined;
    void run(message.event, message.invocation, message.deadline).then(result => {
      outcome = result;
      settle();
    });
  }
  settle();
});
