/**
 * The loopback endpoint that every worker's AWS calls go to: a real HTTP server on 127.0.0.1.
 *
 * It answers nothing by itself. Requests are collected, and handed out when every worker waits: in the order of the
 * instances and their call numbers, never in the order of arrival.
 */

import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import type { Functions, FunctionDefinition, Network } from './function-host';
import type { Session, SessionCredentials, SessionRegister } from './session';
import { Caller, Clock } from './types';
import { WireAnswer, WireRequest } from './wire';
import { CALL_HEADER, INSTANCE_HEADER } from './worker-protocol';
import { FUNCTION_LABEL } from '../../src/contract';

/** A request that waits for its answer. */
export interface HeldRequest {
  /** The instance that made it. */
  readonly instance: string;
  /** Its number among the instance's requests. */
  readonly call: number;
  readonly request: WireRequest;
  readonly answer: (answer: WireAnswer) => void;
  /** Breaks the connection: the answer never arrives. */
  readonly lose: () => void;
}

/** The same for all functions: nobody outside this process can use them. */
const SECRET = 'secretOfTheFunctions';
const TOKEN = 'tokenOfTheFunctions';

export class Endpoint implements Network, SessionRegister {
  private readonly server: http.Server;
  private readonly sessions = new Map<string, Session>();
  private held: HeldRequest[] = [];
  private functions?: Functions;

  constructor(private readonly partition: string, private readonly clock: Clock) {
    this.server = http.createServer((incoming, outgoing) => this.receive(incoming, outgoing));
    // A rehearsal may stop for seconds of real time between two calls of one connection: no limit of the server's may show.
    this.server.keepAliveTimeout = 0;
    this.server.headersTimeout = 0;
    this.server.requestTimeout = 0;
    this.server.timeout = 0;
  }

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  public async open(functions: (network: Network) => Functions): Promise<Functions> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', resolve);
    });
    return this.functions = functions(this);
  }

  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>(resolve => { this.server.close(() => resolve()); });
  }

  /** The environment that Lambda would give an instance of this function: the access key says whose role calls. */
  public credentialsFor(fn: FunctionDefinition): Record<string, string> {
    const accessKeyId = this.nextAccessKeyId();
    const roleName = fn.roleArn.slice(fn.roleArn.lastIndexOf('/') + 1);
    this.sessions.set(accessKeyId, {
      caller: {
        roleArn: fn.roleArn,
        sessionArn: `arn:${this.partition}:sts::${fn.accountId}:assumed-role/${roleName}/${fn.name}`,
        accountId: fn.accountId,
        label: labelOf(fn),
      },
      secretAccessKey: SECRET,
      sessionToken: TOKEN,
    });
    return {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_SESSION_TOKEN: TOKEN,
      AWS_REGION: fn.region,
      AWS_DEFAULT_REGION: fn.region,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${this.port}`,
      AWS_LAMBDA_FUNCTION_NAME: fn.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      // Nothing of this machine's own AWS settings may leak into a rehearsal.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
  }

  /** Credentials for a role that was assumed. They work until `expiresAt`, in epoch milliseconds of virtual time. */
  public openSession(caller: Caller, expiresAt: number): SessionCredentials {
    const accessKeyId = this.nextAccessKeyId();
    const session = { caller, expiresAt, secretAccessKey: `secretOf${accessKeyId}`, sessionToken: `tokenOf${accessKeyId}` };
    this.sessions.set(accessKeyId, session);
    return { accessKeyId, ...session };
  }

  /** Whose access key that is. */
  public sessionOf(accessKeyId: string): Session | undefined {
    return this.sessions.get(accessKeyId);
  }

  /** The requests that arrived since the last time, in an order that doesn't depend on the network. */
  public take(): HeldRequest[] {
    const taken = this.held;
    this.held = [];
    return taken.sort((a, b) => (a.instance === b.instance ? a.call - b.call : a.instance < b.instance ? -1 : 1));
  }

  private nextAccessKeyId(): string {
    return `ASIA${String(this.sessions.size + 1).padStart(16, '0')}`;
  }

  private receive(incoming: http.IncomingMessage, outgoing: http.ServerResponse): void {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const headers = incoming.headers as Record<string, string | undefined>;
      const request: WireRequest = { method: incoming.method ?? 'GET', url: incoming.url ?? '/', headers, body: Buffer.concat(chunks).toString('utf8') };
      const instance = headers[INSTANCE_HEADER] ?? '';
      let over = false;
      const once = (act: () => void) => {
        if (over) return;
        over = true;
        this.functions!.answered(instance);
        act();
      };
      outgoing.once('close', () => once(() => undefined));
      this.held.push({
        instance,
        call: Number(headers[CALL_HEADER] ?? 0),
        request,
        // The SDK sets its clock by the answers' date and signs with it: Node's own header would bring real time in.
        answer: answer => once(() => outgoing.writeHead(answer.status, { date: this.clock.date.toUTCString(), ...answer.headers }).end(answer.body)),
        lose: () => once(() => { incoming.socket.destroy(); }),
      });
      this.functions!.arrived(instance);
    });
  }
}

/** How the report names the function: as its own environment does, or 'framework' for the Provider framework's. */
function labelOf(fn: FunctionDefinition): string {
  return fn.environment[FUNCTION_LABEL] ?? 'framework';
}
