import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { UserError } from '../shared/user-error';

/** Id, below its stack, of the source that accounts share which don't name one that stands elsewhere. It is the same whichever road that is. */
export const SHARED_SOURCE_ID = 'AccountFactory';

/** The functions of a source work where it stands. `which` completes "give both stacks the same 'env', ...". */
export function refuseOtherEnvironment(source: Construct, account: Construct, which: string): void {
  const [here, there] = [Stack.of(source), Stack.of(account)];
  if (here.account !== there.account || here.region !== there.region) {
    throw new UserError(`pool account '${account.node.path}': its stack must have the environment of its source '${source.node.path}' (${here.environment}), `
      + `got ${there.environment}; give both stacks the same 'env', ${which}`);
  }
}
