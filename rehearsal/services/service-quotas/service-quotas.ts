/** Service Quotas: the quotas of AWS Organizations. */

import type { ListServiceQuotasCommandOutput, ServiceQuota } from '@aws-sdk/client-service-quotas';
import { ACCOUNT_QUOTA_CODE, ACCOUNT_QUOTA_NAME, QUOTA_REGION, QUOTA_SERVICE } from '../../../src/contract';
import { AWS_JSON } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';
import { pageOf, pageSize } from '../paging';
import { ANYTHING } from '../permissions';
import type { Answer } from '../sdk';
import type { ServiceContext } from '../service';
import { defineService } from '../service';

const PAGE = 100;

export class ServiceQuotasService {
  constructor(private readonly to: ServiceContext) {}

  /** The quotas of AWS Organizations are told in one Region. What AWS answers elsewhere is inferred. */
  public listServiceQuotas({ caller, input, region }: ApiRequest): Answer<ListServiceQuotasCommandOutput> {
    if (input.ServiceCode !== QUOTA_SERVICE) {
      throw new UnknownToRehearsal(`${caller.label} called servicequotas:ListServiceQuotas for '${String(input.ServiceCode)}', which the rehearsal does not know; it knows the quotas of '${QUOTA_SERVICE}'`);
    }
    if (region !== QUOTA_REGION) {
      throw new ApiError('NoSuchResourceException', `The request failed because the specified service ${QUOTA_SERVICE} does not exist.`);
    }
    const quotas: ServiceQuota[] = [{
      ServiceCode: QUOTA_SERVICE,
      ServiceName: 'AWS Organizations',
      QuotaArn: `arn:${this.to.partition}:servicequotas::${caller.accountId}:${QUOTA_SERVICE}/${ACCOUNT_QUOTA_CODE}`,
      QuotaCode: ACCOUNT_QUOTA_CODE,
      QuotaName: ACCOUNT_QUOTA_NAME,
      Value: this.to.world.organization.accountQuota,
      Unit: 'None',
      Adjustable: true,
      GlobalQuota: true,
    }];
    const page = pageOf(quotas, input.NextToken, pageSize(input.MaxResults, PAGE, PAGE));
    return { Quotas: page.items, NextToken: page.next };
  }
}

export const serviceQuotas = defineService({
  name: 'serviceQuotas',
  prefix: 'servicequotas',
  protocol: AWS_JSON,
  start: to => new ServiceQuotasService(to),
  operations: {
    ListServiceQuotas: { may: ANYTHING, answer: (service, request) => service.listServiceQuotas(request) },
  },
});
