import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { UserError } from './user-error';

/** Throws if something stands in another account or Region than a pool, as far as both are known. What it looks up of the pool is there alone. */
export function refuseOtherEnvironment(subject: string, scope: IConstruct, pool: IConstruct): void {
  const [own, other] = [Stack.of(scope), Stack.of(pool)];
  for (const [what, here, there] of [['account', own.account, other.account], ['Region', own.region, other.region]]) {
    if (!Token.isUnresolved(here) && !Token.isUnresolved(there) && here !== there) {
      throw new UserError(`${subject}: it stands in ${what} ${here}, and '${pool.node.path}' in ${there}; put it into a stack of the same account and Region as the pool`);
    }
  }
}
