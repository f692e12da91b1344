/** A bench for functions in workers: a kernel, an endpoint, and functions written by the test. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { AccountCallFaults } from '../../../rehearsal/accounts/account-faults';
import { accountOf, labelOf } from '../../../rehearsal/accounts/account-functions';
import { Dispatcher } from '../../../rehearsal/kernel/dispatcher';
import { Endpoint } from '../../../rehearsal/kernel/endpoint';
import type { FunctionDefinition, FunctionsOptions } from '../../../rehearsal/kernel/function-host';
import { Functions } from '../../../rehearsal/kernel/function-host';
import type { InvocationOutcome } from '../../../rehearsal/kernel/function-reports';
import { Kernel } from '../../../rehearsal/kernel/kernel';
import type { ApiRequest } from '../../../rehearsal/kernel/types';
import { VirtualClock } from '../../../rehearsal/kernel/virtual-clock';
import { protocolOf } from '../../../rehearsal/services/rehearsed-services';
import { FaultBook } from '../../../rehearsal/world/faults';
import type { Fault } from '../../../rehearsal/world/world';
import { testWorld } from '../support/test-organization';
import { EVERYBODY, TestServices } from '../support/test-services';

export const START = Date.parse('2026-01-05T08:00:00Z');

export interface BenchOptions {
  readonly seed?: string;
  readonly faults?: Fault[];
  readonly timeoutSeconds?: number;
  logLevel?: string;
  readonly host?: FunctionsOptions;
  /** The bench's folder. @default - a temporary one */
  readonly root?: string;
  /** Files beside the functions' own, by their path below the bench's folder. */
  readonly files?: Record<string, string>;
  readonly sts?: (request: ApiRequest, at: number) => unknown;
}

/** A bench with functions written in the test, one service that answers `sts` and a list of faults. */
export async function bench(sources: Record<string, string>, options: BenchOptions = {}) {
  const seed = options.seed ?? '1';
  const clock = new VirtualClock(seed, START);
  const endpoint = new Endpoint('aws', clock, labelOf);
  const functions = endpoint.open(network => new Functions(clock, network, seed, { subjectOf: accountOf, ...options.host }));
  const responses: { url: string; body: any }[] = [];
  // Each fault of a test strikes once.
  const faults = new FaultBook((options.faults ?? []).map(fault => ({ times: 1, ...fault })), clock);
  const services = new TestServices({ clock, world: testWorld(), faults, iam: EVERYBODY, partition: 'aws', host: functions });
  const dispatcher = new Dispatcher({
    clock,
    endpoint,
    functions,
    protocolOf,
    authorizationsOf: () => [],
    authorize: () => undefined,
    handle: request => (request.service === 'lambda' ? services.handle(request) : (options.sts ?? (() => ({ Account: '111122223333' })))(request, clock.now)),
    respond: (url, body) => responses.push({ url, body }),
    faults: new AccountCallFaults(faults, functions, clock),
  });
  const root = options.root ?? fs.mkdtempSync(path.join(os.tmpdir(), 'functions-'));
  for (const [file, text] of Object.entries(options.files ?? {})) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
  for (const [name, source] of Object.entries(sources)) {
    fs.mkdirSync(path.join(root, name), { recursive: true });
    if (source !== '') {
      fs.writeFileSync(path.join(root, name, 'index.js'), source);
    }
    const definition: FunctionDefinition = {
      arn: arn(name),
      name,
      roleArn: 'arn:aws:iam::111122223333:role/Role',
      accountId: '111122223333',
      region: 'eu-west-1',
      codeDirectory: path.join(root, name),
      handler: 'index.handler',
      environment: { ACCOUNT_ROBOT_FUNCTION: name },
      timeoutSeconds: options.timeoutSeconds ?? 300,
      logLevel: options.logLevel,
    };
    functions.define(definition);
  }
  const outcomes: { name: string; at: number; outcome: InvocationOutcome }[] = [];
  const kernel = new Kernel(clock, functions, endpoint, held => dispatcher.serve(held));
  return {
    root,
    clock,
    endpoint,
    functions,
    dispatcher,
    responses,
    outcomes,
    invoke: (name: string, event: unknown = {}) => functions.invoke(arn(name), event, outcome => outcomes.push({ name, at: clock.now, outcome })),
    run: () => kernel.run(() => false),
    close: async () => {
      functions.close();
      fs.rmSync(root, { recursive: true });
    },
  };
}

export const arn = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;

/** A handler that asks who it is, by the real SDK. */
export const IDENTITY = `
const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
const client = new STSClient();
exports.handler = async event => (await client.send(new GetCallerIdentityCommand({}))).Account;
`;
