/** IAM Identity Center: its one instance. */

import type { ListInstancesCommandOutput } from '@aws-sdk/client-sso-admin';
import { AWS_JSON } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { drawId } from '../identifiers';
import { organizations } from '../organizations/organizations';
import { ANYTHING } from '../permissions';
import type { Answer } from '../sdk';
import type { RunningService, ServiceContext } from '../service';
import { defineService } from '../service';

export interface SsoAdminState {
  readonly instanceId: string;
  readonly storeId: string;
  readonly createdAt: number;
}

export class SsoAdminService implements RunningService {
  public readonly state: SsoAdminState;

  constructor(private readonly to: ServiceContext, saved: SsoAdminState | undefined) {
    const draw = (prefix: string, length: number, key: string) => drawId(to.clock, prefix, length, 'catalog', key);
    this.state = saved ?? { instanceId: draw('ssoins-', 16, 'instance'), storeId: draw('d-', 10, 'store'), createdAt: to.peer(organizations).state.createdAt };
  }

  /** The instance lives in one Region of the management account: Control Tower's home, unless the world says otherwise. */
  public listInstances({ caller, region }: ApiRequest): Answer<ListInstancesCommandOutput> {
    const { partition, world } = this.to;
    const { identityCenter, managementAccountId, homeRegion, identityCenterRegion = homeRegion } = world.organization;
    if (!identityCenter || caller.accountId !== managementAccountId || region !== identityCenterRegion) {
      return { Instances: [] };
    }
    return {
      Instances: [{
        InstanceArn: `arn:${partition}:sso:::instance/${this.state.instanceId}`,
        IdentityStoreId: this.state.storeId,
        OwnerAccountId: managementAccountId,
        CreatedDate: new Date(this.state.createdAt),
        Status: 'ACTIVE',
      }],
    };
  }
}

export const ssoAdmin = defineService({
  name: 'ssoAdmin',
  prefix: 'sso',
  protocol: AWS_JSON,
  start: (to, saved: SsoAdminState | undefined) => new SsoAdminService(to, saved),
  operations: {
    ListInstances: { may: ANYTHING, answer: (service, request) => service.listInstances(request) },
  },
});
