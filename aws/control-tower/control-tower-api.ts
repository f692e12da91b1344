/** The API of Control Tower. The few calls of a deployment are not worth a client of it. */

import { RefusalError, TransientError } from '../../core/failures/errors';
import { dnsSuffixOf } from '../../src/contract';
import type { Credentials } from '../shared/signature';
import { sendSigned } from '../shared/signed-request';

/** What is needed besides the network. */
export interface ControlTowerContext {
  readonly region: string;
  readonly credentials: () => Promise<Credentials>;
  readonly now: () => Date;
}

/** Operations, by the paths that their requests go to. */
const PATHS = {
  ListLandingZones: '/list-landingzones',
  GetLandingZone: '/get-landingzone',
  ListEnabledBaselines: '/list-enabled-baselines',
} as const;

/** Makes the call. Throws a TransientError if Control Tower didn't answer, and a RefusalError if it said no. */
export async function callControlTower<T>({ region, credentials, now }: ControlTowerContext, action: keyof typeof PATHS, input: object): Promise<T> {
  const operation = `controltower:${action}`;
  const { status, body } = await sendSigned({
    operation,
    method: 'POST',
    host: `controltower.${region}.${dnsSuffixOf(region)}`,
    path: PATHS[action],
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
    service: 'controltower',
    region,
    credentials: await credentials(),
    now: now(),
  });
  if (status === 200) {
    return JSON.parse(body) as T;
  }
  throw status >= 500 || status === 429 ? new TransientError(operation, `status ${status}: ${body}`) : new RefusalError(operation, `status ${status}: ${body}`);
}
