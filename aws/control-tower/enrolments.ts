/** Enrolment by moves: whether Control Tower follows them, and what it makes of an account. */

import { callControlTower } from './control-tower-api';
import type { ControlTowerContext } from './control-tower-api';
import type { AutoEnrolment, EnrolmentState } from '../../core/vending/organizations/model';
import type { EnrolmentPort } from '../../core/vending/organizations/ports';

interface LandingZones {
  readonly landingZones?: readonly { readonly arn?: string }[];
}

interface LandingZone {
  readonly landingZone?: { readonly remediationTypes?: readonly string[] };
}

interface EnabledBaselines {
  readonly enabledBaselines?: readonly { readonly targetIdentifier?: string; readonly statusSummary?: { readonly status?: string } }[];
  readonly nextToken?: string;
}

/** How long a landing zone that was asked is taken to be as it was: nobody changes it for one account. */
const REMEMBERED_MS = 5 * 60_000;

/** The landing zone, and the baselines of units with those that their accounts inherit. */
export class Enrolments implements EnrolmentPort {
  private known: { readonly readAt: number; readonly unitId: string; readonly answer: AutoEnrolment } | undefined;

  constructor(private readonly context: ControlTowerContext) {}

  public async autoEnrolment(organizationalUnitId: string): Promise<AutoEnrolment> {
    const now = this.context.now().getTime();
    if (this.known?.answer !== 'on' || this.known.unitId !== organizationalUnitId || now - this.known.readAt > REMEMBERED_MS) {
      this.known = { readAt: now, unitId: organizationalUnitId, answer: await this.readAutoEnrolment(organizationalUnitId) };
    }
    return this.known.answer;
  }

  public async enrolment(accountId: string): Promise<EnrolmentState | null> {
    return this.baselineOf('account', accountId, true);
  }

  private async readAutoEnrolment(organizationalUnitId: string): Promise<AutoEnrolment> {
    const { landingZones = [] } = await callControlTower<LandingZones>(this.context, 'ListLandingZones', {});
    const arn = landingZones[0]?.arn;
    if (arn === undefined) {
      return 'no-landing-zone';
    }
    const { landingZone } = await callControlTower<LandingZone>(this.context, 'GetLandingZone', { landingZoneIdentifier: arn });
    if (landingZone?.remediationTypes?.includes('INHERITANCE_DRIFT') !== true) {
      return 'off';
    }
    return await this.baselineOf('ou', organizationalUnitId, false) === null ? 'unit-not-registered' : 'on';
  }

  /** AWS filters by whole ARNs, which hold the id of the organization: so the ends are compared here. */
  private async baselineOf(type: 'ou' | 'account', id: string, includeChildren: boolean): Promise<EnrolmentState | null> {
    let nextToken: string | undefined;
    do {
      const page: EnabledBaselines = await callControlTower<EnabledBaselines>(this.context, 'ListEnabledBaselines', {
        ...includeChildren ? { includeChildren } : {},
        ...nextToken === undefined ? {} : { nextToken },
      });
      const found = page.enabledBaselines?.find(({ targetIdentifier }) => targetIdentifier !== undefined
        && targetIdentifier.includes(`:${type}/`) && targetIdentifier.endsWith(`/${id}`));
      if (found !== undefined) {
        return { status: found.statusSummary?.status ?? 'no status' };
      }
      nextToken = page.nextToken;
    } while (nextToken);
    return null;
  }
}
