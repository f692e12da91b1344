/** Who may use the accounts API, before and after version 1.3. */

import { fail } from './answers';
import type { SandboxContext } from './sandbox-context';
import type { SandboxTokens } from './tokens';
import { unverified } from './tokens';
import type { Caller } from '../../kernel/types';

type Headers = Readonly<Record<string, string | undefined>>;

const ROLES = ['Admin', 'Manager', 'User'];

/** Up to 1.2: a token in the header `authorization`. Its roles are looked at by API Gateway's authorizer only. */
export function checkToken(sandbox: SandboxContext, tokens: SandboxTokens, headers: Headers): void {
  const given = headers.authorization;
  if (given === undefined || given === '') {
    throw fail(400, 'Authorization header is missing from the request.');
  }
  const token = /^Bearer (\S+)$/.exec(given)?.[1];
  if (token === undefined) {
    throw fail(400, 'Authorization header must be in format: Bearer <token>');
  }
  const claims = sandbox.isAtLeast(1, 2) ? tokens.verified(token) : unverified(token);
  if (claims === undefined) {
    throw fail(401, 'Invalid bearer token.');
  }
  const { user } = claims;
  const roles: unknown = user?.roles;
  const isValid = typeof user?.email === 'string' && user.email.includes('@')
    && (roles === undefined || (Array.isArray(roles) && roles.every(role => ROLES.includes(role))));
  if (!isValid) {
    throw fail(400, 'Token payload has invalid user object.');
  }
}

/** From 1.3 on: the session of a machine client's role, as API Gateway tells it. */
export function checkMachineClient(sandbox: SandboxContext, caller: Caller, headers: Headers): void {
  const { namespace } = sandbox.world;
  const role = new RegExp(`^arn:[a-z0-9-]+:sts::\\d+:assumed-role/${namespace}-isb-m2m-(admin|manager|user)-([a-z0-9-]+)/`).exec(caller.sessionArn)?.[1];
  // Whoever is no machine is taken for a user of the web page. The words for one without identity are ours.
  if (role === undefined) {
    throw fail(401, 'x-isb-identity header is missing from the request.');
  }
  if (headers['x-isb-identity'] !== undefined) {
    throw fail(400, 'x-isb-identity header is not permitted on M2M requests.');
  }
  if (role !== 'admin') {
    throw fail(403, 'No valid ISB role on M2M caller.');
  }
}
