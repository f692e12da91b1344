/**
 * The tokens of versions up to 1.2, which are signed with a secret.
 *
 * The accounts function reads the secret once a minute at most. So a token may be signed with a secret that the function doesn't know
 * yet, or doesn't know any more.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SandboxContext } from './sandbox-context';
import { SANDBOX_NAMES } from '../../../src/contract';
import type { KeptSecret, SecretsManagerService } from '../secrets-manager/secrets-manager';

/** How long the accounts function trusts what it has read, in milliseconds. */
const CACHE_MS = 60_000;
const SECRET_LENGTH = 32;

/** What a token says, whoever signed it: versions before 1.2 asked no more. */
export function unverified(token: string): Record<string, any> | undefined {
  return parsed(token.split('.')[1] ?? '');
}

/** Keeps the secret of the tokens, and checks what is signed with it. */
export class SandboxTokens {
  private readonly secret: KeptSecret | undefined;

  constructor(private readonly sandbox: SandboxContext, secrets: SecretsManagerService) {
    const { namespace, region, hubAccountId: accountId, secretRotationMinutes: rotationMinutes } = sandbox.world;
    // From 1.3 on there is none.
    this.secret = sandbox.isAtLeast(1, 3) ? undefined : secrets.keep({
      name: SANDBOX_NAMES.jwtSecret(namespace),
      accountId,
      region,
      keyAlias: SANDBOX_NAMES.keyAlias(namespace),
      length: SECRET_LENGTH,
      rotationMinutes,
    });
  }

  /** What whoever signs tokens must be allowed to read: the secret, whose ARN ends in what Secrets Manager adds to its name, and its key. */
  public get resources(): { readonly secretArn: string; readonly keyArn: string } {
    const { to: { partition }, world: { hubAccountId, namespace, region } } = this.sandbox;
    return {
      secretArn: this.secret?.arn ?? `arn:${partition}:secretsmanager:${region}:${hubAccountId}:secret:${SANDBOX_NAMES.jwtSecret(namespace)}-??????`,
      keyArn: this.secret?.keyArn ?? `arn:${partition}:kms:${region}:${hubAccountId}:key/*`,
    };
  }

  /** What a token says that is signed with the secret as the accounts function knows it; undefined for any other. */
  public verified(token: string): Record<string, any> | undefined {
    const [header, payload, signature, ...more] = token.split('.');
    const secret = this.known();
    if (secret === undefined || signature === undefined || more.length > 0) {
      return undefined;
    }
    const [says, claims] = [parsed(header), parsed(payload)];
    if (says?.alg !== 'HS256' || claims === undefined) {
      return undefined;
    }
    const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest();
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      return undefined;
    }
    const isOver = typeof claims.exp === 'number' && claims.exp * 1000 <= this.sandbox.now;
    return isOver ? undefined : claims;
  }

  private known(): string | undefined {
    const { now, state } = this.sandbox;
    if (this.secret && (state.knownSecret === undefined || now - state.knownSecret.readAt >= CACHE_MS)) {
      state.knownSecret = { value: this.secret.value(), readAt: now };
    }
    return state.knownSecret?.value;
  }
}

function parsed(part: string): Record<string, any> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
