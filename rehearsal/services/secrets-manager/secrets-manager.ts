/**
 * The secret that tokens are signed with up to version 1.2: in Secrets Manager, and in the memory of the accounts function.
 *
 * The function reads it once a minute at most. So a token may be signed with a secret that the function doesn't know yet, or
 * doesn't know any more.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { SANDBOX_NAMES } from '../../../src/contract';
import { ApiError, ApiRequest, Clock } from '../../kernel/types';
import { drawId, drawUuid } from '../identifiers';
import { epochSeconds } from '../paging';
import { SandboxContext } from '../innovation-sandbox/sandbox-context';
import { SecretState } from '../innovation-sandbox/sandbox-state';

/** How long the accounts function trusts what it has read, in milliseconds. */
const CACHE_MS = 60_000;
const LENGTH = 32;

/** The secret as it is before anyone rotated it. */
export function firstSecret(clock: Clock, at: number): SecretState {
  return { value: drawId(clock, '', LENGTH, 'jwt-secret', 1), version: 1, rotatedAt: at };
}

/** What a token says, whoever signed it: versions before 1.2 asked no more. */
export function unverified(token: string): Record<string, any> | undefined {
  return parsed(token.split('.')[1] ?? '');
}

export class SandboxSecret {
  constructor(private readonly sandbox: SandboxContext) {}

  get name(): string {
    return SANDBOX_NAMES.jwtSecret(this.sandbox.world.namespace);
  }

  get arn(): string {
    const { organization: { clock, partition }, world } = this.sandbox;
    return `arn:${partition}:secretsmanager:${world.region}:${world.hubAccountId}:secret:${this.name}-${drawId(clock, '', 6, 'secret', this.name)}`;
  }

  /** The key that it is encrypted with. */
  get keyArn(): string {
    const { organization: { clock, partition }, world } = this.sandbox;
    return `arn:${partition}:kms:${world.region}:${world.hubAccountId}:key/${drawUuid(clock, 'key', world.namespace)}`;
  }

  /** Whether that is its name or ARN, asked for in that account and Region. From 1.3 on there is none. */
  isMeant(id: string, accountId: string, region: string): boolean {
    const { world } = this.sandbox;
    if (this.sandbox.isAtLeast(1, 3) || region !== world.region) return false;
    return id === this.arn || (id === this.name && accountId === world.hubAccountId);
  }

  /** GetSecretValue, which needs the key as well as the secret. */
  read(request: ApiRequest): unknown {
    const { organization: { faults, iam }, state: { secret }, world } = this.sandbox;
    if (!this.isMeant(String(request.input.SecretId), request.caller.accountId, request.region)) {
      throw new ApiError('ResourceNotFoundException', 'Secrets Manager can\'t find the specified secret.');
    }
    try {
      iam.authorize(request.caller, 'kms:Decrypt', this.keyArn, {
        'aws:RequestedRegion': request.region,
        'kms:ViaService': `secretsmanager.${world.region}.amazonaws.com`,
        'kms:CallerAccount': request.caller.accountId,
        'kms:ResourceAliases': SANDBOX_NAMES.keyAlias(world.namespace),
        'kms:EncryptionContext:SecretARN': this.arn,
      });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'AccessDeniedException') throw error;
      throw new ApiError('AccessDeniedException', 'Access to KMS is not allowed');
    }
    if (faults.take('secret-rotated', ({ moment }) => moment === 'before-read')) this.rotate();
    const answer = {
      ARN: this.arn,
      Name: this.name,
      VersionId: drawUuid(this.sandbox.organization.clock, 'secret-version', secret.version),
      SecretString: secret.value,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: epochSeconds(secret.rotatedAt),
    };
    if (faults.take('secret-rotated', ({ moment }) => moment === 'after-read')) this.rotate();
    return answer;
  }

  rotate(): void {
    const { organization: { clock }, now, state: { secret } } = this.sandbox;
    secret.version += 1;
    secret.value = drawId(clock, '', LENGTH, 'jwt-secret', secret.version);
    secret.rotatedAt = now;
  }

  /** What a token says that is signed with the secret as the accounts function knows it; undefined for any other. */
  verified(token: string): Record<string, any> | undefined {
    const [header, payload, signature, ...more] = token.split('.');
    if (signature === undefined || more.length > 0) return undefined;
    const [says, claims] = [parsed(header), parsed(payload)];
    if (says?.alg !== 'HS256' || claims === undefined) return undefined;
    const expected = createHmac('sha256', this.known()).update(`${header}.${payload}`).digest();
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const isOver = typeof claims.exp === 'number' && claims.exp * 1000 <= this.sandbox.now;
    return isOver ? undefined : claims;
  }

  private known(): string {
    const { now, state: { secret } } = this.sandbox;
    if (secret.cached === undefined || now - secret.cached.readAt >= CACHE_MS) secret.cached = { value: secret.value, readAt: now };
    return secret.cached.value;
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
