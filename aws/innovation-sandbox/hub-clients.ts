/** Clients that act in the hub account, as a role there. */

import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { Credentials } from '../shared/signature';

/** Builds a client for a region, with a role's credentials or, without, with our own. */
export interface HubClients {
  readonly ssm: (region: string, credentials?: Credentials) => SSMClient;
  readonly secrets: (region: string, credentials: Credentials) => SecretsManagerClient;
  readonly lambda: (region: string, credentials: Credentials) => LambdaClient;
}
