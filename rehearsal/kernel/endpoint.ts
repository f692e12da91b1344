/**
 * The endpoint that every function's AWS calls go to. It has no address: requests are handed to it as the SDK made them, or come over
 * connections in memory to a real HTTP server.
 *
 * It answers nothing by itself. Requests are collected, and handed out when every function rests: in the order of the
 * instances and their call numbers, never in the order of arrival.
 */

import * as http from 'node:http';
import type { Duplex } from 'node:stream';
import type { Functions, FunctionDefinition, Network } from './function-host';
import type { Wires } from './function-network';
import { CALL_HEADER, INSTANCE_HEADER } from './function-reports';
import { connectInMemory } from './memory-connection';
import type { Session, SessionCredentials, SessionRegister } from './session';
import type { Caller, Clock } from './types';
import type { WireAnswer, WireRequest } from './wire';

/** A request that waits for its answer. */
export interface HeldRequest {
  /** The instance that made it. */
  readonly instance: string;
  /** Its number among the instance's requests. */
  readonly call: number;
  /** From outside of the rehearsal: signed by a clock of its own, by somebody who lives as long as he likes. */
  readonly visiting?: true;
  readonly request: WireRequest;
  readonly answer: (answer: WireAnswer) => void;
  /** Breaks the connection: the answer never arrives. */
  readonly lose: () => void;
}

/** Nobody listens there. The SDK wants an address, and what is meant for any is sent to this endpoint. */
const ENDPOINT_URL = 'http://127.0.0.1';
/** The same for all functions: nobody outside this process can use them. */
const SECRET = 'secretOfTheFunctions';
const TOKEN = 'tokenOfTheFunctions';

export class Endpoint implements Network, SessionRegister {
  private readonly server: http.Server;
  private readonly sessions = new Map<string, Session>();
  private readonly connections = new Map<string, readonly Duplex[]>();
  private held: HeldRequest[] = [];
  private functions?: Functions;

  /** @param labelOf how the report names a function */
  constructor(private readonly partition: string, private readonly clock: Clock, private readonly labelOf: (fn: FunctionDefinition) => string) {
    this.server = http.createServer((incoming, outgoing) => this.receive(incoming, outgoing));
    // A rehearsal may stop for seconds of real time between two calls of one connection: no limit of the server's may show.
    this.server.keepAliveTimeout = 0;
    this.server.headersTimeout = 0;
    this.server.requestTimeout = 0;
    this.server.timeout = 0;
  }

  public open(functions: (network: Network) => Functions): Functions {
    return this.functions = functions(this);
  }

  /** Breaks the connections of an instance that is gone: Node keeps what is open, and with it all that the instance held. */
  public disconnect(instance: string): void {
    for (const end of this.connections.get(instance) ?? []) {
      end.destroy();
    }
    this.connections.delete(instance);
  }

  public wiresOf(instance: string): Wires {
    return {
      connect: () => {
        const [client, server] = connectInMemory();
        this.server.emit('connection', server);
        this.connections.set(instance, [...this.connections.get(instance) ?? [], client, server].filter(end => !end.destroyed));
        return client;
      },
      send: (call, request, onAnswer, onLoss) => {
        this.held.push({
          instance,
          call,
          request,
          answer: answer => this.functions!.answered(instance, () => onAnswer({ ...answer, headers: this.dated(answer.headers) })),
          lose: () => this.functions!.answered(instance, onLoss),
        });
        this.functions!.arrived(instance);
      },
    };
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
        label: this.labelOf(fn),
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
      AWS_ENDPOINT_URL: ENDPOINT_URL,
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
        if (over) {
          return;
        }
        over = true;
        this.functions!.answered(instance, act);
      };
      outgoing.once('close', () => once(() => undefined));
      this.held.push({
        instance,
        call: Number(headers[CALL_HEADER] ?? 0),
        request,
        answer: answer => once(() => outgoing.writeHead(answer.status, this.dated(answer.headers)).end(answer.body)),
        lose: () => once(() => { incoming.socket.destroy(); }),
      });
      this.functions!.arrived(instance);
    });
  }

  /** The SDK sets its clock by the answers' date and signs with it: Node's own header would bring real time in. */
  private dated(headers: Record<string, string>): Record<string, string> {
    return { date: this.clock.date.toUTCString(), ...headers };
  }
}
