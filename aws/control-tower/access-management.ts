/** The landing zone's manifest, for who gives people access to accounts: Control Tower through IAM Identity Center, or the organization by itself. */

import { RefusalError, TransientError } from '../../core/failures/errors';
import { dnsSuffixOf } from '../../src/contract';
import type { Credentials } from '../shared/signature';
import { sendSigned } from '../shared/signed-request';

/** What is needed besides the network. */
export interface AccessManagementContext {
  readonly region: string;
  readonly credentials: () => Promise<Credentials>;
  readonly now: () => Date;
}

interface LandingZones {
  readonly landingZones?: readonly { readonly arn?: string }[];
}

interface LandingZone {
  readonly landingZone?: { readonly manifest?: { readonly accessManagement?: { readonly enabled?: boolean } } };
}

/** The API of Control Tower. Two calls of a whole deployment at most are not worth a client of it. */
export class AccessManagement {
  constructor(private readonly context: AccessManagementContext) {}

  /** Whether the landing zone says that it leaves access alone. Without a landing zone nobody says so. */
  public async isSelfManaged(): Promise<boolean> {
    const { landingZones = [] } = await this.call<LandingZones>('ListLandingZones', '/list-landingzones', {});
    const arn = landingZones[0]?.arn;
    if (arn === undefined) {
      return false;
    }
    const { landingZone } = await this.call<LandingZone>('GetLandingZone', '/get-landingzone', { landingZoneIdentifier: arn });
    return landingZone?.manifest?.accessManagement?.enabled === false;
  }

  private async call<T>(action: 'ListLandingZones' | 'GetLandingZone', path: string, input: object): Promise<T> {
    const { region, credentials, now } = this.context;
    const operation = `controltower:${action}`;
    const { status, body } = await sendSigned({
      operation,
      method: 'POST',
      host: `controltower.${region}.${dnsSuffixOf(region)}`,
      path,
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
}
