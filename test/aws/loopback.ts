/**
 * An AWS endpoint on this machine, so that a request of the real SDK really leaves: JSON 1.1 with a target header, or a query that is answered in XML.
 */

import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface Received {
  /** 'ListAccounts' */
  readonly operation: string;
  readonly input: any;
}

/** What to answer: a body for 200, or a status and a body, or a connection that is cut. A text is XML. */
export type Reply = object | string | { readonly status: number; readonly body: object | string } | 'cut';

/** Answers requests in the order of `replies` and remembers them. */
export class Loopback {
  /** Starts an endpoint; the last reply is repeated. */
  public static async start(...replies: Reply[]): Promise<Loopback> {
    const loopback = new Loopback(replies);
    await new Promise<void>(resolve => loopback.server.listen(0, '127.0.0.1', resolve));
    return loopback;
  }

  public readonly received: Received[] = [];
  private readonly server: http.Server;

  private constructor(private readonly replies: Reply[]) {
    this.server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => this.answer(request, Buffer.concat(chunks).toString(), response));
    });
  }

  /** For the constructor of an SDK client. */
  public get config() {
    const { port } = this.server.address() as AddressInfo;
    return {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
      maxAttempts: 1,
    };
  }

  public get operations(): string[] {
    return this.received.map(({ operation }) => operation);
  }

  public get inputs(): any[] {
    return this.received.map(({ input }) => input);
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private answer(request: http.IncomingMessage, body: string, response: http.ServerResponse): void {
    const target = request.headers['x-amz-target'];
    if (typeof target === 'string') {
      this.received.push({ operation: target.split('.')[1], input: JSON.parse(body) });
    } else {
      const { Action, ...input } = Object.fromEntries(new URLSearchParams(body));
      this.received.push({ operation: Action, input });
    }
    const reply = this.replies.length > 1 ? this.replies.shift()! : this.replies[0];
    if (reply === 'cut') {
      request.socket.destroy();
      return;
    }
    const { status, body: answer } = typeof reply === 'object' && 'status' in reply && 'body' in reply ? reply as { status: number; body: object | string } : { status: 200, body: reply };
    response.writeHead(status, { 'content-type': typeof answer === 'string' ? 'text/xml' : 'application/x-amz-json-1.1' })
      .end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  }
}

/** An exception in the words of a service. */
export function refusal(type: string, message: string, status = 400): Reply {
  return { status, body: { __type: type, message, Message: message } };
}

/** Starts an endpoint, uses it, and stops it. */
export async function withLoopback(replies: Reply[], use: (loopback: Loopback) => Promise<void>): Promise<void> {
  const loopback = await Loopback.start(...replies);
  try {
    await use(loopback);
  } finally {
    await loopback.stop();
  }
}
