/**
 * The network of a function: every request is numbered and goes to the endpoint, which is in the same process.
 *
 * The SDK hands its requests over as they are (function-sdk.ts), and so does `fetch`. What is sent with `http` or `https` is
 * spoken by Node over a connection in memory, whatever host it is meant for: the Provider framework answers CloudFormation so.
 *
 * What surprises: `net` and `tls` are Node's own, and reach nothing of the rehearsal.
 */

import type { ClientRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FunctionBuiltins } from './function-builtins';
import type { Realm } from './function-realm';
import { asOwn, NODE } from './function-realm';
import { CALL_HEADER, INSTANCE_HEADER } from './function-reports';
import type { PendingWork } from './function-work';
import type { WireAnswer, WireRequest } from './wire';

/** The way to the endpoint. */
export interface Wires {
  /** A new connection, as Node's HTTP wants one. */
  connect(): Duplex;
  /** One request, and what comes of it. */
  send(call: number, request: WireRequest, onAnswer: (answer: WireAnswer) => void, onLoss: () => void): void;
}

/** Who hears of requests. */
export interface NetworkListener {
  /** One is made. */
  onRequest(): void;
  /** An answer begins to arrive, fails, or is over. */
  onAnswer(): void;
}

/** What Node says of a connection that breaks before the answer. */
export const HANG_UP = { message: 'socket hang up', code: 'ECONNRESET' };

type HttpModule = Record<string, any>;

export class CountedNetwork {
  public issued = 0;
  public closed = 0;

  constructor(
    private readonly instance: string,
    private readonly wires: Wires,
    private readonly work: PendingWork,
    private readonly listener: NetworkListener,
  ) {}

  public install(realm: Realm, builtins: FunctionBuiltins): void {
    builtins.amend('http', http => this.count(http));
    builtins.amend('https', https => this.count(https));
    realm.fetch = asOwn(realm, (input: any, init?: any) => new realm.Promise((resolve, reject) => this.fetch(input, init).then(resolve, reject)));
  }

  /** Sends a request, at once. Rejects if its answer is lost. */
  public send(request: WireRequest): Promise<WireAnswer> {
    const call = ++this.issued;
    const over = () => {
      this.closed++;
      this.listener.onAnswer();
    };
    this.listener.onRequest();
    return new Promise<WireAnswer>((resolve, reject) => this.wires.send(call, request, given => {
      over();
      resolve(given);
    }, () => {
      over();
      reject(Object.assign(new Error(HANG_UP.message), { code: HANG_UP.code }));
    }));
  }

  private async fetch(input: any, init: any): Promise<Response> {
    const request = new NODE.Request(input, init);
    const { host, pathname, search } = new NODE.URL(request.url);
    const body = await this.work.during('fetch', request.text());
    request.signal.throwIfAborted();
    const aborted = new Promise<never>((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason)));
    try {
      const { status, headers, body: text } = await Promise.race([aborted, this.send({ method: request.method, url: `${pathname}${search}`, headers: { host, ...Object.fromEntries(request.headers) }, body })]);
      return new NODE.Response([204, 205, 304].includes(status) ? null : text, { status, headers });
    } catch (error) {
      if ((error as { code?: unknown }).code !== HANG_UP.code) {
        throw error;
      }
      throw Object.assign(new NODE.TypeError('fetch failed'), { cause: error });
    }
  }

  private count(module: HttpModule): void {
    const { wires } = this;
    class MemoryAgent extends module.Agent {
      public createConnection(): Duplex {
        return wires.connect();
      }
    }
    const Agent: any = new Proxy(MemoryAgent as any, { apply: (target, _, [options]) => new target(options) });
    const globalAgent = new Agent(module.globalAgent.options);
    const original = module.request as (...args: any[]) => ClientRequest;
    const counted = (...args: any[]) => {
      const request = original(...withAgent(args, agent => (agent === false ? new Agent() : agent ?? globalAgent)));
      request.setHeader(INSTANCE_HEADER, this.instance);
      request.setHeader(CALL_HEADER, String(++this.issued));
      request.once('close', () => { this.closed++; });
      this.wakeBefore(request, ['response', 'error', 'close']);
      this.listener.onRequest();
      return request;
    };
    const get = (...args: any[]) => {
      const request = counted(...args);
      request.end();
      return request;
    };
    for (const [name, value] of Object.entries({ Agent, globalAgent, request: counted, get })) {
      Object.defineProperty(module, name, { value, writable: true, enumerable: true, configurable: true });
    }
  }

  /** Not by listeners: a response to which nobody listens is read by Node itself. */
  private wakeBefore(request: ClientRequest, events: readonly (string | symbol)[]): void {
    const emit = request.emit;
    request.emit = (event: string | symbol, ...args: any[]): boolean => {
      // Of a function that is gone the connections are broken, and nobody is there to hear of it.
      if (this.work.isOver) {
        return true;
      }
      if (events.includes(event)) {
        this.listener.onAnswer();
      }
      return Reflect.apply(emit, request, [event, ...args]);
    };
  }
}

/** The arguments of `request`, with the agent that they come to. */
function withAgent(args: readonly any[], agentOf: (agent: unknown) => unknown): any[] {
  const isAddress = typeof args[0] === 'string' || args[0] instanceof NODE.URL;
  const [address, rest] = isAddress ? [[args[0]], args.slice(1)] : [[], args];
  const [options, callbacks] = typeof rest[0] === 'object' && rest[0] !== null ? [rest[0], rest.slice(1)] : [{}, rest.filter(one => typeof one === 'function')];
  return [...address, { ...options, agent: agentOf(options.agent) }, ...callbacks];
}
