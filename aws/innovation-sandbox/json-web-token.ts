/** The tokens that Innovation Sandbox 1.2 is spoken to with: HS256, signed with the secret that it signs its users' own with. */

import { createHmac } from 'node:crypto';

/** Seconds that a token is good for: it is made right before its use. */
export const TOKEN_SECONDS = 300;
/** Innovation Sandbox wants an address of whoever acts. This one can't belong to anybody. */
const ACTOR = { email: 'account-robot@account-robot.invalid', displayName: 'Account Robot', userName: 'account-robot', roles: ['Admin'] };

/** A token that says: Account Robot, as an administrator, now. */
export function signToken(secret: string, now: Date): string {
  const iat = Math.floor(now.getTime() / 1000);
  const signed = [{ alg: 'HS256', typ: 'JWT' }, { user: ACTOR, iat, exp: iat + TOKEN_SECONDS }]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
