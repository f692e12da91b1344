/** The landing zone's manifest, for who gives people access to accounts: Control Tower through IAM Identity Center, or the organization by itself. */

import { callControlTower } from './control-tower-api';
import type { ControlTowerContext } from './control-tower-api';

interface LandingZones {
  readonly landingZones?: readonly { readonly arn?: string }[];
}

interface LandingZone {
  readonly landingZone?: { readonly manifest?: { readonly accessManagement?: { readonly enabled?: boolean } } };
}

/** What the manifest says of access. */
export class AccessManagement {
  constructor(private readonly context: ControlTowerContext) {}

  /** Whether the landing zone says that it leaves access alone. Without a landing zone nobody says so. */
  public async isSelfManaged(): Promise<boolean> {
    const { landingZones = [] } = await callControlTower<LandingZones>(this.context, 'ListLandingZones', {});
    const arn = landingZones[0]?.arn;
    if (arn === undefined) {
      return false;
    }
    const { landingZone } = await callControlTower<LandingZone>(this.context, 'GetLandingZone', { landingZoneIdentifier: arn });
    return landingZone?.manifest?.accessManagement?.enabled === false;
  }
}
