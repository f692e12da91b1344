/**
 * A hub account on this machine: one plain HTTP server behind the SDK clients and, in place of TLS, behind Node's https.
 *
 * It checks what it is sent by its own means: signatures of version 4 and tokens are computed here from the specifications and not with our code or its libraries.
 */

import { createHash, createHmac } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { HubClients } from '../../../aws/innovation-sandbox/hub-clients';
import { MachineClient } from '../../../aws/innovation-sandbox/machine-client';
import { SandboxApi } from '../../../aws/innovation-sandbox/sandbox-api';
import { SignedInvoke } from '../../../aws/innovation-sandbox/signed-invoke';
import type { Credentials } from '../../../aws/shared/signature';
import { AssumedRoles } from '../../../aws/sts/assumed-roles';
import { at } from '../../core/fixtures';

/** Each key of a role, by its session. */
export const SESSION_SECRET = 'session-secret-of-the-role';
export const SECRET = 'a-secret-of-thirty-two-characters';
export const ROTATED = 'the-next-secret-of-thirty-two-ch.';
const OWN: Credentials = { accessKeyId: 'AKIDOWN', secretAccessKey: 'own-secret' };

/** One request as it arrived. */
export interface Received {
  /** 'AssumeRole', 'GetParameter', or 'GET /prod/accounts/111122223333'. */
  readonly operation: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly host: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** An answer: a body for 200, or a status and a body, or a connection that is cut. */
export type HubReply = { readonly status?: number; readonly body: unknown; readonly headers?: Record<string, string> } | 'cut';
type Answer = (request: Received) => HubReply | undefined;

const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text, 'utf8').digest();

/** Whether the signature of a request is the one that its headers claim, for this secret. Paths and queries here need no encoding. */
export function isSigned(method: string, path: string, headers: http.IncomingHttpHeaders, body: string, secret: string, service: string): boolean {
  const found = /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '');
  if (!found || found[3] !== service) {
    return false;
  }
  const [, date, region, , names, signature] = found;
  if (!names.split(';').includes('host') || !String(headers['x-amz-date']).startsWith(date)) {
    return false;
  }
  const canonical = [
    method, path, '', ...names.split(';').map(name => `${name}:${String(headers[name]).trim()}`), '', names, hash(body),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${date}/${region}/${service}/aws4_request`, hash(canonical)].join('\n');
  const key = [region, service, 'aws4_request'].reduce((previous, part) => hmac(previous, part), hmac(`AWS4${secret}`, date));
  return hmac(key, toSign).toString('hex') === signature;
}

/** What a token says, if it is signed with this secret, by HS256, and is good at this time. */
export function readToken(token: string, secret: string, now: Date): { user: { email: string; roles: string[] } } | undefined {
  const [header, payload, signature, ...rest] = token.split('.');
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
  if (rest.length > 0 || signature !== expected || decode(header).alg !== 'HS256') {
    return undefined;
  }
  const claims = decode(payload);
  const seconds = now.getTime() / 1000;
  return claims.iat <= seconds && claims.exp > seconds ? claims : undefined;
}

export class Hub {
  /** Starts a hub, uses it, and stops it. Requests that `answer` has no answer for get the usual one. */
  public static async use(answer: Answer, use: (hub: Hub) => Promise<void>): Promise<void> {
    const hub = new Hub(answer);
    await new Promise<void>(resolve => hub.server.listen(0, '127.0.0.1', resolve));
    const { createConnection } = https.globalAgent as any;
    (https.globalAgent as any).createConnection = () => net.connect(hub.port, '127.0.0.1');
    try {
      await use(hub);
    } finally {
      (https.globalAgent as any).createConnection = createConnection;
      hub.server.closeAllConnections();
      await new Promise(resolve => hub.server.close(resolve));
    }
  }

  public readonly received: Received[] = [];
  /** Minutes after the deployment began. */
  public minute = 0;
  public secret = { value: SECRET, madeAt: at(-1000) as Date | undefined };
  public apiId = 'abc123';
  /** What the accounts function knows as its secret. */
  public functionSecret = SECRET;
  private readonly server: http.Server;
  private sessions = 0;

  private constructor(private readonly answer: Answer) {
    this.server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => this.serve(request, Buffer.concat(chunks).toString('utf8'), response));
    });
  }

  public get operations(): string[] {
    return this.received.map(({ operation }) => operation);
  }

  /** For AWS_ENDPOINT_URL. */
  public get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  public get now(): Date {
    return at(this.minute);
  }

  public get clients(): HubClients {
    return {
      ssm: (region, credentials = OWN) => new SSMClient({ ...this.config(region), credentials }),
      secrets: (region, credentials) => new SecretsManagerClient({ ...this.config(region), credentials }),
      lambda: (region, credentials) => new LambdaClient({ ...this.config(region), credentials }),
    };
  }

  public get roles(): AssumedRoles {
    return new AssumedRoles(new STSClient({ ...this.config('eu-west-1'), credentials: OWN }), () => this.now);
  }

  /** The API, by both ways. */
  public get api(): SandboxApi {
    const { roles, clients } = this;
    return new SandboxApi({
      machineClient: new MachineClient(roles, clients, () => this.now),
      signedInvoke: new SignedInvoke(roles, clients, () => this.now),
    }, () => this.now);
  }

  public cloudFormation(region: string): CloudFormationClient {
    return new CloudFormationClient({ ...this.config(region), credentials: OWN });
  }

  private get port(): number {
    return (this.server.address() as net.AddressInfo).port;
  }

  private config(region: string) {
    return { region, endpoint: this.endpoint, maxAttempts: 1 };
  }

  private serve(request: http.IncomingMessage, body: string, response: http.ServerResponse): void {
    const { headers } = request;
    const [, accessKeyId = '', region = ''] = /Credential=([^/]+)\/\d{8}\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
    const received: Received = { operation: operationOf(request, body), region, accessKeyId, host: headers.host ?? '', headers, body };
    this.received.push(received);
    const reply = this.answer(received) ?? this.usual(received, request);
    if (reply === 'cut') {
      request.socket.destroy();
      return;
    }
    const { status = 200, body: answer, headers: more } = reply;
    response.writeHead(status, { 'content-type': typeof answer === 'string' && answer.startsWith('<') ? 'text/xml' : 'application/json', ...more })
      .end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  }

  private usual({ operation, body, headers }: Received, request: http.IncomingMessage): HubReply {
    switch (operation) {
      case 'AssumeRole':
        return {
          body: `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>AKIDROLE${++this.sessions}</AccessKeyId>
            <SecretAccessKey>${SESSION_SECRET}</SecretAccessKey><SessionToken>session-token</SessionToken><Expiration>${at(this.minute + 60).toISOString()}</Expiration>
            </Credentials></AssumeRoleResult></AssumeRoleResponse>`,
        };
      case 'GetParameter':
        return { body: { Parameter: { Value: this.apiId } } };
      case 'GetSecretValue': {
        const { value, madeAt } = this.secret;
        return { body: { SecretString: value, ...(madeAt === undefined ? {} : { CreatedDate: madeAt.getTime() / 1000 }) } };
      }
      case 'Invoke': {
        const token = String(JSON.parse(body).headers.Authorization).replace(/^Bearer /, '');
        return readToken(token, this.functionSecret, this.now) === undefined ? invoked(401, fail('Invalid bearer token.')) : invoked(200, ACCOUNT);
      }
      default:
        return headers.host === `${this.apiId}.execute-api.us-west-2.amazonaws.com`
          && isSigned(request.method!, request.url!, headers, body, SESSION_SECRET, 'execute-api')
          ? { body: ACCOUNT } : { status: 403, body: { message: 'Forbidden' } };
    }
  }
}

/** An account as 1.2 answers it. */
export const ACCOUNT = { status: 'success', data: { awsAccountId: '111122223333', email: 'canary@example.com', name: 'pool-010', status: 'CleanUp', meta: { lastEditTime: at(3).toISOString() } } };

/** A failure in the words of Innovation Sandbox. */
export function fail(message: string) {
  return { status: 'fail', data: { errors: [{ message }] } };
}

/** What a function answers through Lambda. */
export function invoked(statusCode: number, body: unknown): HubReply {
  return { body: { statusCode, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) } };
}

/** An exception in the words of an AWS service that speaks JSON. */
export function refused(type: string, message: string, status = 400): HubReply {
  return { status, body: { __type: type, message, Message: message }, headers: { 'x-amzn-errortype': type } };
}

/** An exception of a service that speaks XML. */
export function refusedInXml(code: string, message: string, status = 403): HubReply {
  return { status, body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>` };
}

function operationOf(request: http.IncomingMessage, body: string): string {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    return target.split('.')[1];
  }
  if (request.url!.startsWith('/2015-03-31/functions/')) {
    return 'Invoke';
  }
  return new URLSearchParams(body).get('Action') ?? `${request.method} ${request.url}`;
}
