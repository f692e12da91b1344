/** The roles in the hub account of an Innovation Sandbox. */

import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { STSClient } from '@aws-sdk/client-sts';
import { AccessError, TransientError } from '../../core/failures/errors';
import type { Sandbox } from '../../core/registration/innovation-sandbox/model';
import { isNamed, isTransient } from '../shared/errors';
import type { Credentials } from '../shared/signature';

const OPERATION = 'sts:AssumeRole';
const SESSION_NAME = 'account-robot';
/** A session is given up so long before it ends. */
const RESERVE_MS = 5 * 60_000;
/** What the template of machine clients makes for an external id. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Session {
  readonly credentials: Credentials;
  readonly endsAt: number;
}

/** Sessions of roles, kept as long as the function stays warm. */
export class AssumedRoles {
  private readonly sessions = new Map<string, Session>();

  constructor(private readonly client: STSClient, private readonly now: () => Date) {}

  /** Credentials of the role. Throws an AccessError if it can't be assumed. */
  public async credentials(roleArn: string, sandbox: Sandbox): Promise<Credentials> {
    const { externalId } = sandbox.access;
    const key = `${roleArn} ${externalId ?? ''}`;
    const known = this.sessions.get(key);
    if (known !== undefined && known.endsAt - RESERVE_MS > this.now().getTime()) {
      return known.credentials;
    }
    const session = await this.assume(roleArn, sandbox);
    this.sessions.set(key, session);
    return session.credentials;
  }

  private async assume(roleArn: string, sandbox: Sandbox): Promise<Session> {
    const { externalId } = sandbox.access;
    try {
      const answer = await this.client.send(new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: SESSION_NAME,
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
      }));
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken, Expiration } = answer.Credentials ?? {};
      return {
        credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
        endsAt: Expiration?.getTime() ?? 0,
      };
    } catch (exception) {
      throw refusalOf(exception, roleArn, sandbox);
    }
  }
}

/**
 * AWS gives the same answer whether the role is missing, doesn't trust us, or wants another external id. What was sent tells a little more: a machine client's
 * is a UUID, and the role of SandboxHubAccess always wants one.
 */
function refusalOf(exception: unknown, roleArn: string, sandbox: Sandbox): Error {
  const text = exception instanceof Error ? `${exception.name}: ${exception.message}` : String(exception);
  const options = { cause: exception };
  if (isTransient(exception)) {
    return new TransientError(OPERATION, text, options);
  }
  const { namespace, access: { kind, externalId } } = sandbox;
  const doubt = externalId === undefined ? 'no external id was sent, which a role made by SandboxHubAccess always wants'
    : isNamed(exception, 'ValidationError', 'ValidationException') && /external ?id/i.test(text) ? 'AWS takes the external id for malformed'
      : kind === 'machine-client' && !UUID.test(externalId) ? 'the external id is no UUID, as that of a machine client is' : undefined;
  const values = { value: roleArn, sandbox: namespace };
  return doubt === undefined
    ? new AccessError(OPERATION, 'AR-SANDBOX-ROLE', values, text, true, options)
    : new AccessError(OPERATION, 'AR-SANDBOX-EXTERNAL-ID', { ...values, expected: doubt }, text, true, options);
}
