/** What Control Tower's own API tells of the landing zone. Its requests go to a path for each operation; AWS's runtime has a client, which our functions do without. */

import { jsonAnswer, signedByHand } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { ApiError } from '../../kernel/types';
import type { Protocol } from '../../kernel/wire';
import { drawId } from '../identifiers';
import type { ServiceContext } from '../service';

/** Operations by their paths. */
const OPERATIONS: Readonly<Record<string, string>> = { '/list-landingzones': 'ListLandingZones', '/get-landingzone': 'GetLandingZone' };

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

export class LandingZoneApi {
  private readonly arn: string;

  constructor(private readonly to: ServiceContext) {
    const { homeRegion, managementAccountId } = to.world.organization;
    this.arn = `arn:${to.partition}:controltower:${homeRegion}:${managementAccountId}:landingzone/${drawId(to.clock, '', 16, 'catalog', 'landing-zone').toUpperCase()}`;
  }

  /** There is one, in the home Region. */
  public list({ region }: ApiRequest): object {
    return { landingZones: region === this.to.world.organization.homeRegion ? [{ arn: this.arn }] : [] };
  }

  public get({ input }: ApiRequest): object {
    if (input.landingZoneIdentifier !== this.arn) {
      throw new ApiError('ResourceNotFoundException', `Landing zone ${String(input.landingZoneIdentifier)} was not found`, 404);
    }
    const { accessManagement, homeRegion, landingZone } = this.to.world.organization;
    return {
      landingZone: {
        arn: this.arn,
        status: landingZone === 'ready' ? 'ACTIVE' : 'PROCESSING',
        version: '3.3',
        manifest: { governedRegions: [homeRegion], accessManagement: { enabled: accessManagement === 'control-tower' } },
      },
    };
  }
}
