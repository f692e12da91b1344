/**
 * Innovation Sandbox 1.2: its accounts function, invoked directly with a token of its own kind.
 *
 * The function keeps the secret for a minute, and we keep it for some: after a rotation either side may be ahead. So a refusal is tried once more with a secret
 * that was read just now, and one that stays is believed only when the secret is old enough for everybody to know it.
 */

import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { HubClients } from './hub-clients';
import { signToken } from './json-web-token';
import { isUnauthorized, operationOf, requireStanding, wordsOf } from './sandbox-transport';
import type { SandboxCall, SandboxTransport } from './sandbox-transport';
import { AccessError } from '../../core/failures/errors';
import { UnansweredError } from '../../core/registration/innovation-sandbox/errors';
import type { Sandbox } from '../../core/registration/innovation-sandbox/model';
import { SANDBOX_NAMES } from '../../src/contract';
import type { SignedInvokeAccess } from '../../src/contract';
import { calling, isNamed, isTransient } from '../shared/errors';
import type { Credentials } from '../shared/signature';
import type { RawAnswer } from '../shared/signed-request';
import type { AssumedRoles } from '../sts/assumed-roles';

/** How long we keep a secret. */
const SECRET_MS = 15 * 60_000;
/** When everybody knows a new secret. */
const SPREAD_MS = 5 * 60_000;
const WORDS_MAX = 300;

interface Secret {
  readonly value: string;
  readonly readAt: number;
  /** Since when it is the present one, if AWS says. */
  readonly madeAt?: number;
}

/** The way by token. */
export class SignedInvoke implements SandboxTransport {
  private readonly secrets = new Map<string, Secret>();

  constructor(private readonly roles: AssumedRoles, private readonly clients: HubClients, private readonly now: () => Date) {}

  public async call(sandbox: Sandbox, call: SandboxCall): Promise<RawAnswer> {
    const access = accessOf(sandbox);
    const credentials = await this.roles.credentials(access.hubRoleArn, sandbox);
    const known = this.secrets.get(keyOf(sandbox));
    const secret = known !== undefined && this.now().getTime() - known.readAt < SECRET_MS ? known : await this.readSecret(sandbox, credentials);
    const answer = await this.invoke(sandbox, access, credentials, secret, call);
    if (!isUnauthorized(answer)) {
      return answer;
    }
    const fresh = await this.readSecret(sandbox, credentials);
    await requireStanding(call);
    const again = await this.invoke(sandbox, access, credentials, fresh, call);
    if (!isUnauthorized(again)) {
      return again;
    }
    const text = wordsOf(again.body);
    if (fresh.madeAt === undefined || this.now().getTime() - fresh.madeAt < SPREAD_MS) {
      throw new UnansweredError(operationOf(call), text);
    }
    throw new AccessError(operationOf(call), 'AR-SANDBOX-TOKEN', { sandbox: sandbox.namespace }, text, true);
  }

  private async invoke(
    sandbox: Sandbox, access: SignedInvokeAccess, credentials: Credentials, secret: Secret, call: SandboxCall,
  ): Promise<RawAnswer> {
    const { namespace, region } = sandbox;
    const event = {
      httpMethod: call.method,
      path: call.path,
      headers: {
        'Authorization': `Bearer ${signToken(secret.value, this.now())}`,
        'User-Agent': 'account-robot',
        ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      queryStringParameters: null,
      pathParameters: null,
      body: call.body ?? null,
      requestContext: {},
    };
    const answer = await this.inHub(call, access, sandbox, async () => this.clients.lambda(region, credentials).send(new InvokeCommand({
      FunctionName: SANDBOX_NAMES.accountsFunction(namespace),
      Payload: Buffer.from(JSON.stringify(event)),
    })));
    const payload = Buffer.from(answer.Payload ?? []).toString('utf8');
    const result = parsed(payload);
    if (answer.FunctionError !== undefined || typeof result?.statusCode !== 'number') {
      throw new UnansweredError(operationOf(call), `${answer.FunctionError ?? 'no answer'}: ${payload.slice(0, WORDS_MAX)}`);
    }
    return { status: result.statusCode, body: typeof result.body === 'string' ? result.body : JSON.stringify(result.body ?? '') };
  }

  private async inHub<T>(call: SandboxCall, access: SignedInvokeAccess, sandbox: Sandbox, use: () => Promise<T>): Promise<T> {
    try {
      return await use();
    } catch (exception) {
      const { namespace, region } = sandbox;
      const text = String(exception);
      const options = { cause: exception };
      if (isTransient(exception)) {
        throw new UnansweredError(operationOf(call), text, options);
      }
      throw isNamed(exception, 'ResourceNotFoundException')
        ? new AccessError('lambda:InvokeFunction', 'AR-SANDBOX-CONFIGURATION', {
          sandbox: namespace,
          value: `no function ${SANDBOX_NAMES.accountsFunction(namespace)} in region ${region} of the hub account`,
          expected: 'its accounts function',
        }, text, false, options)
        : new AccessError('lambda:InvokeFunction', 'AR-SANDBOX-HUB-DENIED', { value: access.hubRoleArn, sandbox: namespace }, text, true, options);
    }
  }

  private async readSecret(sandbox: Sandbox, credentials: Credentials): Promise<Secret> {
    const { namespace, region } = sandbox;
    const name = SANDBOX_NAMES.jwtSecret(namespace);
    try {
      const answer = await this.clients.secrets(region, credentials).send(new GetSecretValueCommand({ SecretId: name }));
      const madeAt = answer.CreatedDate?.getTime();
      const secret: Secret = { value: answer.SecretString ?? '', readAt: this.now().getTime(), ...(madeAt === undefined ? {} : { madeAt }) };
      this.secrets.set(keyOf(sandbox), secret);
      return secret;
    } catch (exception) {
      if (isTransient(exception)) {
        return calling('secretsmanager:GetSecretValue', async () => Promise.reject(exception as Error));
      }
      throw new AccessError('secretsmanager:GetSecretValue', 'AR-SANDBOX-SECRET', { value: name, sandbox: namespace }, String(exception), true, { cause: exception });
    }
  }
}

function parsed(payload: string): { readonly statusCode?: unknown; readonly body?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function accessOf({ access }: Sandbox): SignedInvokeAccess {
  if (access.kind !== 'signed-invoke') {
    throw new Error(`a signed invocation is asked to speak ${access.kind}`);
  }
  return access;
}

function keyOf({ namespace, region }: Sandbox): string {
  return `${region} ${namespace}`;
}
