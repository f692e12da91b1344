/** A function's own credentials, for those that have no client of the SDK. Lambda gives them to each instance by its environment. */

import { requireEnv } from './environment';
import type { Environment } from './environment';
import type { Credentials } from '../../aws/shared/signature';

/** The credentials of the function's role. */
export function ownCredentials(environment: Environment): Credentials {
  const sessionToken = environment.AWS_SESSION_TOKEN;
  return {
    accessKeyId: requireEnv(environment, 'AWS_ACCESS_KEY_ID'),
    secretAccessKey: requireEnv(environment, 'AWS_SECRET_ACCESS_KEY'),
    ...sessionToken === undefined || sessionToken === '' ? {} : { sessionToken },
  };
}
