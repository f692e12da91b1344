/**
 * One instance of one Lambda function, in a thread of its own.
 *
 * The function's code is loaded unmodified from the cloud assembly. Around it stand virtual time, keyed chance, a numbered
 * network, counted work and the SDK clients that AWS's runtime would supply. Whenever the code can't go on by itself, because
 * it waits for an answer or a timer or has ended, the worker tells the kernel: only when every worker has said so does time move.
 */

import { parentPort, workerData } from 'node:worker_threads';
import { captureLog, logThrown } from './worker-log';
import { FunctionModules } from './worker-modules';
import { CountedNetwork } from './worker-network';
import { FromWorker, InvocationOutcome, ToWorker, WorkerSetup } from './worker-protocol';
import { Rest } from './worker-rest';
import { SuppliedSdk } from './worker-sdk';
import { VirtualTime } from './worker-time';
import { PendingWork } from './worker-work';

const setup = workerData as WorkerSetup;
const kernel = parentPort!;
const log: string[] = [];
let heard = 0;
let outcome: InvocationOutcome | undefined;

const tell = (message: FromWorker) => kernel.postMessage(message);
const rest = new Rest({
  isWaiting: () => work.count > 0 || (heard > 0 && !outcome && network.issued === network.closed && time.nextTimer() === undefined),
  state: () => `${heard}/${network.issued}/${network.closed}/${time.nextTimer()}/${outcome !== undefined}`,
  late: what => tell({ kind: 'late', what }),
  report,
});
const time = new VirtualTime(new Float64Array(setup.time), setup.randomKey, () => rest.stirred('sets a timer'));
const network = new CountedNetwork(setup.instance, setup.port, () => rest.stirred('makes a request'), () => rest.woken());
const work = new PendingWork(what => rest.stirred(`begins ${what}`));
const sdk = new SuppliedSdk(setup.sdkBundle, setup.sdkCode, setup.functionName);
const modules = new FunctionModules(setup.codeDirectory, work, request => sdk.client(request));

function report(): void {
  // What an ended invocation left behind must not run in the next one.
  if (outcome) time.clear();
  const code = outcome && sdk.compiled();
  if (code) tell({ kind: 'sdk-code', code });
  tell({ kind: 'quiet', heard, issued: network.issued, closed: network.closed, timer: time.nextTimer(), outcome, log: log.splice(0) });
}

/** Undefined if the run ends with this. */
async function handlerOf(): Promise<((event: unknown, context: object) => unknown) | undefined> {
  const [file, name] = setup.handler.split('.');
  try {
    const handler: unknown = (await modules.load(file))[name];
    if (typeof handler !== 'function') throw new Error(`${file} exports no function '${name}'`);
    return handler as (event: unknown, context: object) => unknown;
  } catch (error) {
    tell({ kind: 'unloadable', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
    return undefined;
  }
}

/** Undefined if the code can't be loaded. */
async function run(event: unknown, invocation: string, deadline: number): Promise<InvocationOutcome | undefined> {
  const handler = await handlerOf();
  if (!handler) return undefined;
  const context = {
    awsRequestId: invocation,
    functionName: setup.functionName,
    invokedFunctionArn: setup.functionArn,
    memoryLimitInMB: '128',
    getRemainingTimeInMillis: () => deadline - time.now(),
  };
  try {
    const payload = await handler(event, context);
    return { payload: payload === undefined ? null : JSON.parse(JSON.stringify(payload)) };
  } catch (thrown) {
    // The Node runtime tells no stack of what is no error, and takes its type for its name.
    if (!(thrown instanceof Error)) return { error: { errorType: typeof thrown, errorMessage: String(thrown), trace: [] } };
    logThrown(thrown, invocation);
    return { error: { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') } };
  }
}

// Work first: what the others take from Node's modules is then counted, and what they put in its place stays.
work.install();
time.install();
network.install();
modules.install();
captureLog(line => { log.push(line); }, setup.logLevel);
tell({ kind: 'ready' });

kernel.on('message', (message: ToWorker) => {
  if (message.kind === 'describe') {
    tell({ kind: 'description', pending: work.describe(), issued: network.issued });
    return;
  }
  heard++;
  rest.woken();
  if (message.kind === 'timers') {
    time.runDue();
    return;
  }
  outcome = undefined;
  void run(message.event, message.invocation, message.deadline).then(result => {
    outcome = result;
    rest.stirred('ends');
  });
});
