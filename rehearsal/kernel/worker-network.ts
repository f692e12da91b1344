/**
 * The network of a worker: the real `http` and `https` modules, with every request numbered and every connection
 * going to the loopback endpoint.
 *
 * The Provider framework answers CloudFormation over https and drops the port, so the process-wide https agent opens a
 * plain connection to the endpoint instead: the host name stays, no certificate is needed.
 */

import type { ClientRequest } from 'node:http';
import * as net from 'node:net';
import { CALL_HEADER, INSTANCE_HEADER } from './worker-protocol';

// The modules themselves and not a bundler's copy of them: their members are replaced below.
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

export class CountedNetwork {
  public issued = 0;
  public closed = 0;

  /**
   * @param onRequest called when a request is made
   * @param onAnswer called when its answer begins to arrive, when it fails and when it is over
   */
  constructor(
    private readonly instance: string,
    private readonly port: number,
    private readonly onRequest: () => void,
    private readonly onAnswer: () => void,
  ) {}

  public install(): void {
    (https.globalAgent as any).createConnection = () => net.connect(this.port, '127.0.0.1');
    this.count(http);
    this.count(https);
  }

  private count(module: typeof http | typeof https): void {
    const original = module.request as (...args: any[]) => ClientRequest;
    const counted = (...args: any[]) => {
      const request = original(...args);
      request.setHeader(INSTANCE_HEADER, this.instance);
      request.setHeader(CALL_HEADER, String(++this.issued));
      request.once('close', () => { this.closed++; });
      this.wakeBefore(request, ['response', 'error', 'close']);
      this.onRequest();
      return request;
    };
    (module as any).request = counted;
    (module as any).get = (...args: any[]) => {
      const request = counted(...args);
      request.end();
      return request;
    };
  }

  /** Not by listeners: a response to which nobody listens is read by Node itself. */
  private wakeBefore(request: ClientRequest, events: readonly (string | symbol)[]): void {
    const emit = request.emit;
    request.emit = (event: string | symbol, ...args: any[]): boolean => {
      if (events.includes(event)) this.onAnswer();
      return Reflect.apply(emit, request, [event, ...args]);
    };
  }
}
