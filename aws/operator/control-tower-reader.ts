/** Control Tower's own API: the landing zone, what is at work on it, and which units have its baseline. */

import { iso, pages, present } from './looks';
import { postJson } from './rest-call';
import type { RestContext } from './rest-call';
import type { SnapshotBaseline, SnapshotLandingZone, SnapshotOperation } from '../../core/operator/snapshot';

const PAGE = 100;

interface LandingZone {
  readonly version?: string;
  readonly latestAvailableVersion?: string;
  readonly status?: string;
  readonly driftStatus?: { readonly status?: string };
  readonly remediationTypes?: readonly string[];
  readonly manifest?: { readonly governedRegions?: readonly string[]; readonly accessManagement?: { readonly enabled?: boolean } };
}

interface Drift {
  readonly status?: string;
}

interface RunningOperations {
  readonly landingZoneOperations?: readonly { readonly operationIdentifier?: string; readonly operationType?: string }[];
}

interface EnabledBaseline {
  readonly targetIdentifier?: string;
  readonly baselineIdentifier?: string;
  readonly baselineVersion?: string;
  readonly statusSummary?: { readonly status?: string };
  readonly driftStatusSummary?: { readonly types?: { readonly inheritance?: Drift; readonly source?: Drift } };
}

type Operations = 'ListLandingZones' | 'GetLandingZone' | 'ListLandingZoneOperations' | 'GetLandingZoneOperation' | 'ListEnabledBaselines';

const PATHS: Readonly<Record<Operations, string>> = {
  ListLandingZones: '/list-landingzones',
  GetLandingZone: '/get-landingzone',
  ListLandingZoneOperations: '/list-landingzone-operations',
  GetLandingZoneOperation: '/get-landingzone-operation',
  ListEnabledBaselines: '/list-enabled-baselines',
};

export class ControlTowerReader {
  constructor(private readonly context: RestContext, private readonly sleep: (seconds: number) => Promise<void>) {}

  /** null where no landing zone has its home. */
  public async landingZone(): Promise<SnapshotLandingZone | null> {
    const { landingZones = [] } = await this.call<{ landingZones?: readonly { arn?: string }[] }>('ListLandingZones', {});
    const arn = landingZones[0]?.arn;
    if (arn === undefined) {
      return null;
    }
    const { landingZone = {} } = await this.call<{ landingZone?: LandingZone }>('GetLandingZone', { landingZoneIdentifier: arn });
    const { version, latestAvailableVersion, status, driftStatus, remediationTypes, manifest } = landingZone;
    return present<SnapshotLandingZone>({
      arn,
      version,
      latestVersion: latestAvailableVersion,
      status,
      drift: driftStatus?.status,
      autoEnrollment: (remediationTypes ?? []).includes('INHERITANCE_DRIFT'),
      governedRegions: manifest?.governedRegions,
      accessManagement: manifest?.accessManagement?.enabled === false ? 'self-managed' : 'control-tower',
    });
  }

  /** The operation in progress; null if there is none. */
  public async operation(): Promise<SnapshotOperation | null> {
    const { landingZoneOperations = [] } = await this.call<RunningOperations>(
      'ListLandingZoneOperations', { filter: { statuses: ['IN_PROGRESS'] } });
    const [running] = landingZoneOperations;
    if (running?.operationIdentifier === undefined) {
      return null;
    }
    const id = running.operationIdentifier;
    const { operationDetails: details = {} } = await this.call<{ operationDetails?: { startTime?: string | number; statusMessage?: string } }>(
      'GetLandingZoneOperation', { operationIdentifier: id });
    return present({ id, type: running.operationType, startedAt: iso(dateOf(details.startTime)), message: details.statusMessage });
  }

  /** The baselines of units. */
  public async baselines(): Promise<SnapshotBaseline[]> {
    return this.enabledBaselines({});
  }

  /** What is under change, accounts in units included. */
  public async underChange(): Promise<SnapshotBaseline[]> {
    return this.enabledBaselines({ filter: { statuses: ['UNDER_CHANGE'] }, includeChildren: true });
  }

  private async enabledBaselines(input: object): Promise<SnapshotBaseline[]> {
    const all = await pages(async token => {
      const answer = await this.call<{ enabledBaselines?: readonly EnabledBaseline[]; nextToken?: string }>(
        'ListEnabledBaselines', { ...input, maxResults: PAGE, ...(token === undefined ? {} : { nextToken: token }) });
      return { items: answer.enabledBaselines, next: answer.nextToken };
    });
    return all.map(({ targetIdentifier = '', baselineIdentifier = '', baselineVersion, statusSummary, driftStatusSummary }) => present({
      targetId: lastPart(targetIdentifier),
      baseline: lastPart(baselineIdentifier),
      version: baselineVersion,
      status: statusSummary?.status ?? 'no status',
      inheritanceDrift: driftStatusSummary?.types?.inheritance?.status,
      sourceDrift: driftStatusSummary?.types?.source?.status,
    }));
  }

  private async call<T>(action: Operations, input: object): Promise<T> {
    return postJson<T>('controltower', action, { path: PATHS[action] }, input, this.context, this.sleep);
  }
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** Text in the documentation, a number of seconds in other answers of such services. */
function dateOf(value: string | number | undefined): Date | undefined {
  return value === undefined ? undefined : new Date(typeof value === 'number' ? value * 1000 : value);
}
