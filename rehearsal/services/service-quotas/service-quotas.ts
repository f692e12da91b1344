/** Service Quotas: the quotas of AWS Organizations and of Control Tower. */

import type { ListRequestedServiceQuotaChangeHistoryCommandOutput, ListServiceQuotasCommandOutput, RequestedServiceQuotaChange, ServiceQuota } from '@aws-sdk/client-service-quotas';
import { ACCOUNT_QUOTA_CODE, ACCOUNT_QUOTA_NAME, QUOTA_REGION, QUOTA_SERVICE } from '../../../src/contract';
import { AWS_JSON } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';
import type { WorldQuotaRequest } from '../../world/world';
import { drawId } from '../identifiers';
import { pageOf, pageSize } from '../paging';
import { ANYTHING } from '../permissions';
import type { Answer } from '../sdk';
import type { ServiceContext } from '../service';
import { defineService } from '../service';

const PAGE = 100;
const DAY = 24 * 60 * 60_000;
/** Its code, and that of its quota, are invented: nobody has published them. */
const CONTROL_TOWER = 'controltower';
const CONCURRENCY_CODE = 'L-00000005';

export class ServiceQuotasService {
  private readonly began: number;

  constructor(private readonly to: ServiceContext) {
    this.began = to.time.now;
  }

  /** The quotas of AWS Organizations are told in one Region, those of Control Tower in its home. What AWS answers elsewhere is inferred. */
  public listServiceQuotas(request: ApiRequest): Answer<ListServiceQuotasCommandOutput> {
    const page = pageOf(this.quotasHere(request), request.input.NextToken, pageSize(request.input.MaxResults, PAGE, PAGE));
    return { Quotas: page.items.map(({ shown }) => shown), NextToken: page.next };
  }

  /** Requests that AWS has not decided on; the world tells of no others. */
  public listRequests(request: ApiRequest): Answer<ListRequestedServiceQuotaChangeHistoryCommandOutput> {
    const { organization } = this.to.world;
    const view = (shown: ServiceQuota, { quota, value, status }: WorldQuotaRequest, index: number): RequestedServiceQuotaChange => ({
      Id: drawId(this.to.clock, '', 32, 'quota-request', quota, index),
      ServiceCode: shown.ServiceCode,
      ServiceName: shown.ServiceName,
      QuotaCode: shown.QuotaCode,
      QuotaName: shown.QuotaName,
      DesiredValue: value,
      Status: status,
      Created: new Date(this.began - DAY),
    });
    const requests = this.quotasHere(request)
      .flatMap(({ quota, shown }) => organization.quotaRequests.filter(each => each.quota === quota).map((each, index) => view(shown, each, index)))
      .filter(({ Status }) => request.input.Status === undefined || request.input.Status === Status);
    const page = pageOf(requests, request.input.NextToken, pageSize(request.input.MaxResults, PAGE, PAGE));
    return { RequestedQuotas: page.items, NextToken: page.next };
  }

  private quotasHere({ action, caller, input, region }: ApiRequest): { readonly quota: WorldQuotaRequest['quota']; readonly shown: ServiceQuota }[] {
    const { factory, organization: { absentServices, accountQuota, homeRegion } } = this.to.world;
    const service = String(input.ServiceCode);
    const places: Readonly<Record<string, boolean>> = { [QUOTA_SERVICE]: region === QUOTA_REGION, [CONTROL_TOWER]: region === homeRegion && !absentServices.includes('controltower') };
    if (!(service in places)) {
      throw new UnknownToRehearsal(`${caller.label} called servicequotas:${action} for '${service}', which the rehearsal does not know; it knows the quotas of ${Object.keys(places).map(known => `'${known}'`).join(' and ')}`);
    }
    if (!places[service]) {
      throw new ApiError('NoSuchResourceException', `The request failed because the specified service ${service} does not exist.`);
    }
    const shared = { ServiceCode: service, Unit: 'None', Adjustable: true } as const;
    const arnOf = (code: string) => `arn:${this.to.partition}:servicequotas:${service === QUOTA_SERVICE ? '' : region}:${caller.accountId}:${service}/${code}`;
    return service === QUOTA_SERVICE ? [{
      quota: 'accounts',
      shown: {
        ...shared,
        ServiceName: 'AWS Organizations',
        QuotaArn: arnOf(ACCOUNT_QUOTA_CODE),
        QuotaCode: ACCOUNT_QUOTA_CODE,
        QuotaName: ACCOUNT_QUOTA_NAME,
        Value: accountQuota,
        GlobalQuota: true,
      },
    }] : [{
      quota: 'concurrency',
      shown: {
        ...shared,
        ServiceName: 'AWS Control Tower',
        QuotaArn: arnOf(CONCURRENCY_CODE),
        QuotaCode: CONCURRENCY_CODE,
        QuotaName: 'Concurrent account operations',
        Value: factory.concurrency,
        GlobalQuota: false,
      },
    }];
  }
}

export const serviceQuotas = defineService({
  name: 'serviceQuotas',
  prefix: 'servicequotas',
  protocol: AWS_JSON,
  start: to => new ServiceQuotasService(to),
  operations: {
    ListRequestedServiceQuotaChangeHistory: { may: ANYTHING, answer: (service, request) => service.listRequests(request) },
    ListServiceQuotas: { may: ANYTHING, answer: (service, request) => service.listServiceQuotas(request) },
  },
});
