/** What Control Tower's own API tells of the landing zone. Its requests go to a path for each operation; AWS's runtime has a client, which our functions do without. */

import type { EnrolmentsState } from './factory-state';
import { jsonAnswer, signedByHand } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { ApiError } from '../../kernel/types';
import type { Protocol } from '../../kernel/wire';
import { drawId, drawUuid } from '../identifiers';
import type { OrganizationsService } from '../organizations/organizations';
import { pageOf, pageSize } from '../paging';
import type { ServiceContext } from '../service';

/** Operations by their paths. */
const OPERATIONS: Readonly<Record<string, string>> = {
  '/list-landingzones': 'ListLandingZones',
  '/get-landingzone': 'GetLandingZone',
  '/list-landingzone-operations': 'ListLandingZoneOperations',
  '/get-landingzone-operation': 'GetLandingZoneOperation',
  '/list-enabled-baselines': 'ListEnabledBaselines',
};
/** Lists give so many at a time. */
const PAGE = 100;
/** The baseline that registers a unit. */
const BASELINE = { id: '17BSJV3IGJ2QSGA2', version: '4.0' };

export const CONTROL_TOWER_PROTOCOL: Protocol = signedByHand({
  decode: ({ method, url, body }) => {
    const action = method === 'POST' ? OPERATIONS[url] : undefined;
    return action === undefined ? undefined : {
      action,
      input: body ? JSON.parse(body) : {},
      answer: output => jsonAnswer(200, output),
      refuse: ({ code, message, statusCode }) => {
        const { headers, ...answer } = jsonAnswer(statusCode, { message });
        return { ...answer, headers: { ...headers, 'x-amzn-errortype': code } };
      },
    };
  },
});

/** What the landing zone's units and accounts are known from. */
export interface LandingZonePeers {
  readonly organizations: OrganizationsService;
  /** Accounts that came into Control Tower's care by a move, by their ids. */
  readonly enrolments: () => EnrolmentsState['accounts'];
  /** Accounts that the factory is at work on. */
  readonly changing: () => readonly string[];
}

export class LandingZoneApi {
  private readonly arn: string;
  private readonly began: number;

  constructor(private readonly to: ServiceContext, private readonly peers: LandingZonePeers) {
    this.began = to.time.now;
    const { homeRegion, managementAccountId } = to.world.organization;
    this.arn = `arn:${to.partition}:controltower:${homeRegion}:${managementAccountId}:landingzone/${drawId(to.clock, '', 16, 'catalog', 'landing-zone').toUpperCase()}`;
  }

  /** There is one, in the home Region. */
  public list({ region }: ApiRequest): object {
    return { landingZones: region === this.homeRegion && !this.to.world.organization.absentServices.includes('controltower') ? [{ arn: this.arn }] : [] };
  }

  public get({ input }: ApiRequest): object {
    if (input.landingZoneIdentifier !== this.arn) {
      throw new ApiError('ResourceNotFoundException', `Landing zone ${String(input.landingZoneIdentifier)} was not found`, 404);
    }
    const { organization } = this.to.world;
    const { accessManagement, auditAccountId, autoEnrollment, homeRegion, landingZoneVersion, logArchiveAccountId } = organization;
    return {
      landingZone: {
        arn: this.arn,
        status: this.isAtRest() ? 'ACTIVE' : 'PROCESSING',
        version: landingZoneVersion,
        latestAvailableVersion: organization.latestLandingZoneVersion ?? landingZoneVersion,
        driftStatus: { status: organization.landingZoneDrift },
        ...(autoEnrollment ? { remediationTypes: ['INHERITANCE_DRIFT'] } : {}),
        manifest: {
          governedRegions: [homeRegion],
          accessManagement: { enabled: accessManagement === 'control-tower' },
          ...(logArchiveAccountId === undefined ? {} : { centralizedLogging: { enabled: true, accountId: logArchiveAccountId } }),
          ...(auditAccountId === undefined ? {} : { securityRoles: { accountId: auditAccountId } }),
        },
      },
    };
  }

  /** What makes it not ready is an operation in progress. */
  public listOperations({ input, region }: ApiRequest): object {
    const wanted: readonly string[] = input.filter?.statuses ?? ['IN_PROGRESS'];
    const isShown = region === this.homeRegion && !this.isAtRest() && wanted.includes('IN_PROGRESS');
    return { landingZoneOperations: isShown ? [this.operation()] : [] };
  }

  public getOperation({ input }: ApiRequest): object {
    const operation = this.operation();
    if (input.operationIdentifier !== operation.operationIdentifier || this.isAtRest()) {
      throw new ApiError('ResourceNotFoundException', `Operation ${String(input.operationIdentifier)} was not found`, 404);
    }
    return { operationDetails: { ...operation, startTime: new Date(this.began).toISOString(), statusMessage: 'The operation is in progress.' } };
  }

  /** Of units, and with children of the accounts in them that the factory is at work on, or that were enrolled by a move. */
  public listEnabledBaselines({ input, region }: ApiRequest): object {
    const statuses: readonly string[] | undefined = input.filter?.statuses;
    const { units } = this.peers.organizations.state;
    const ofUnits = units.filter(({ registered }) => registered).map(unit => ({
      ...this.baseline('ou', unit.id),
      ...driftOf(unit.baselineDrift),
      statusSummary: { status: unit.baselineStatus ?? 'SUCCEEDED' },
    }));
    const inCare = [
      ...this.peers.changing().map(accountId => ({ accountId, status: 'UNDER_CHANGE' })),
      ...Object.entries(this.peers.enrolments()).map(([accountId, { status }]) => ({ accountId, status })),
    ];
    const children = input.includeChildren === true ? inCare.flatMap(({ accountId, status }) => {
      const account = this.peers.organizations.account(accountId);
      const unit = units.find(({ id, registered }) => registered && id === account?.parentId);
      return unit === undefined ? [] : [{
        ...this.baseline('account', accountId),
        ...driftOf('IN_SYNC'),
        parentIdentifier: this.baseline('ou', unit.id).arn,
        statusSummary: { status },
      }];
    }) : [];
    const here = region === this.homeRegion ? [...ofUnits, ...children] : [];
    const all = here.filter(({ statusSummary }) => statuses === undefined || statuses.includes(statusSummary.status));
    const page = pageOf(all, input.nextToken, pageSize(input.maxResults, PAGE, PAGE));
    return { enabledBaselines: page.items, ...(page.next === undefined ? {} : { nextToken: page.next }) };
  }

  private get homeRegion(): string {
    return this.to.world.organization.homeRegion;
  }

  private isAtRest(): boolean {
    const { landingZone, landingZoneMinutes = Infinity } = this.to.world.organization;
    return landingZone === 'ready' || this.to.time.now >= this.began + landingZoneMinutes * 60_000;
  }

  private operation() {
    const operationIdentifier = drawUuid(this.to.clock, 'landing-zone-operation');
    return { operationType: this.to.world.organization.landingZone === 'setting-up' ? 'CREATE' : 'UPDATE', operationIdentifier, status: 'IN_PROGRESS' };
  }

  private baseline(type: 'ou' | 'account', targetId: string) {
    const { clock, partition, world: { organization: { homeRegion, managementAccountId } } } = this.to;
    return {
      arn: `arn:${partition}:controltower:${homeRegion}:${managementAccountId}:enabledbaseline/${drawId(clock, 'X', 15, 'baseline', targetId).toUpperCase()}`,
      baselineIdentifier: `arn:${partition}:controltower:${homeRegion}::baseline/${BASELINE.id}`,
      baselineVersion: BASELINE.version,
      targetIdentifier: `arn:${partition}:organizations::${managementAccountId}:${type}/${this.peers.organizations.state.id}/${targetId}`,
    };
  }
}

function driftOf(status: 'IN_SYNC' | 'DRIFTED' = 'IN_SYNC'): object {
  return { driftStatusSummary: { types: { inheritance: { status } } } };
}
