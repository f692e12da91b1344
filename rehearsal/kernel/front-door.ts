/**
 * A real HTTP endpoint on this machine, for whoever isn't rehearsed: any AWS SDK or command line that is pointed to it calls the rehearsed services.
 *
 *     a request comes in -> waits for those before it -> is carried out at this moment of virtual time -> its answer goes out
 *
 * Only this machine reaches it, and an access key is no secret here: its last twelve digits say from which account its owner calls.
 */

import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HeldRequest } from './endpoint';
import type { Session } from './session';
import { UnknownToRehearsal, UnusableInput } from './types';
import type { WireAnswer, WireRequest } from './wire';

const HOST = '127.0.0.1';
/** What the access keys of visitors begin with. */
const KEY_PREFIX = 'AKIA0000';
const KEY = new RegExp(`^${KEY_PREFIX}(\\d{12})$`);
/** The secret of all of them. */
export const VISITOR_SECRET = 'rehearsal';
/** How the report of calls names them. */
export const VISITOR = 'visitor';

/** The access key of a visitor who calls from that account. */
export function visitorKey(accountId: string): string {
  return `${KEY_PREFIX}${accountId}`;
}

/** Whose key that is; undefined for one that no visitor has. */
export function visitorOf(accessKeyId: string, partition: string): Session | undefined {
  const accountId = KEY.exec(accessKeyId)?.[1];
  return accountId === undefined ? undefined : {
    caller: {
      roleArn: `arn:${partition}:iam::${accountId}:role/Visitor`,
      sessionArn: `arn:${partition}:sts::${accountId}:assumed-role/Visitor/visitor`,
      accountId,
      label: VISITOR,
    },
    secretAccessKey: VISITOR_SECRET,
  };
}

/** What the door leads to. */
export interface Inside {
  /** The same moment for all headers of an answer. */
  readonly clock: { readonly date: Date };
  /** Carries out a request and ends when it was answered or lost, or never will be. */
  readonly serve: (held: HeldRequest) => Promise<void>;
}

export class FrontDoor {
  /** Opens a door at that port, or at any free one for 0. Throws {@link UnusableInput} if it is taken. */
  public static async open(port: number, inside: Inside): Promise<FrontDoor> {
    const door = new FrontDoor(inside);
    await new Promise<void>((resolve, reject) => {
      door.server.once('error', (error: NodeJS.ErrnoException) => reject(new UnusableInput(
        `--port: ${port} can't be used (${error.code ?? error.message}); name another one, or leave the option out for any that is free`)));
      door.server.listen(port, HOST, resolve);
    });
    return door;
  }

  private readonly server: http.Server;
  private calls = 0;

  private constructor(private readonly inside: Inside) {
    this.server = http.createServer((incoming, outgoing) => this.receive(incoming, outgoing));
    // Whoever reads along in a debugger takes his time.
    this.server.requestTimeout = 0;
  }

  /** Where it is: http://127.0.0.1:43211 */
  public get url(): string {
    return `http://${HOST}:${(this.server.address() as AddressInfo).port}`;
  }

  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private receive(incoming: http.IncomingMessage, outgoing: http.ServerResponse): void {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request: WireRequest = {
        method: incoming.method ?? 'GET',
        url: incoming.url ?? '/',
        headers: incoming.headers as Record<string, string | undefined>,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      void this.answer(request, outgoing);
    });
  }

  private async answer(request: WireRequest, outgoing: http.ServerResponse): Promise<void> {
    let over = false;
    const answer = (reply: WireAnswer) => {
      if (!over) {
        over = true;
        // Clients take their time from the date of an answer: virtual time, so that what they compute of it fits.
        outgoing.writeHead(reply.status, { date: this.inside.clock.date.toUTCString(), ...reply.headers }).end(reply.body);
      }
    };
    const lose = () => {
      over = true;
      outgoing.destroy();
    };
    try {
      await this.inside.serve({ instance: VISITOR, call: ++this.calls, visiting: true, request, answer, lose });
      if (!over) {
        lose();
      }
    } catch (error) {
      if (!(error instanceof UnknownToRehearsal)) {
        answer(refusal(request, 500, 'InternalFailure', String(error)));
        return;
      }
      // The rest of the sentence is about the end of a rehearsal. No status of the service's own fault: clients would try again.
      answer(refusal(request, 400, 'UnknownOperationException', error.message.split('; ')[0]));
    }
  }
}

/** In the form that the caller's protocol reads: XML where a form came, JSON elsewhere. */
function refusal({ headers }: WireRequest, status: number, code: string, message: string): WireAnswer {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const text = message.replace(/&/g, '&amp;').replace(/</g, '&lt;');
    return { status, headers: { 'content-type': 'text/xml' }, body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${text}</Message></Error></ErrorResponse>` };
  }
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code }, body: JSON.stringify({ __type: code, message }) };
}
