/** Service Quotas: a quota by its name, and what was asked for it. */

import { ListRequestedServiceQuotaChangeHistoryCommand, ListServiceQuotasCommand } from '@aws-sdk/client-service-quotas';
import type { RequestedServiceQuotaChange, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { iso, pages, present } from './looks';
import type { SnapshotQuota } from '../../core/operator/snapshot';
import { callingOrNull } from '../shared/errors';

const PAGE = 100;
/** Of requests that AWS has not decided on. */
const OPEN: readonly string[] = ['PENDING', 'CASE_OPENED'];

/** Which quota is meant. Its code comes second, where it is known: names are what people see. */
export interface WantedQuota {
  readonly service: string;
  readonly name: string;
  readonly code?: string;
}

export class QuotaReader {
  constructor(private readonly client: ServiceQuotasClient) {}

  /** null where the service has no such quota. */
  public async quota({ service, name, code }: WantedQuota): Promise<SnapshotQuota | null> {
    const quotas = await pages(async token => {
      const answer = await callingOrNull('servicequotas:ListServiceQuotas', ['NoSuchResourceException'], async () =>
        this.client.send(new ListServiceQuotasCommand({ ServiceCode: service, NextToken: token, MaxResults: PAGE })));
      return { items: answer?.Quotas, next: answer?.NextToken };
    });
    const quota = quotas.find(({ QuotaName }) => QuotaName === name) ?? quotas.find(({ QuotaCode }) => code !== undefined && QuotaCode === code);
    return quota?.Value === undefined ? null : present({ value: quota.Value, adjustable: quota.Adjustable, requests: [] });
  }

  /** What was asked for of that quota and isn't decided on. */
  public async requests({ service, name, code }: WantedQuota): Promise<SnapshotQuota['requests']> {
    const all = await pages<RequestedServiceQuotaChange>(async token => {
      const answer = await callingOrNull('servicequotas:ListRequestedServiceQuotaChangeHistory', ['NoSuchResourceException'], async () =>
        this.client.send(new ListRequestedServiceQuotaChangeHistoryCommand({ ServiceCode: service, NextToken: token, MaxResults: PAGE })));
      return { items: answer?.RequestedQuotas, next: answer?.NextToken };
    });
    return all
      .filter(({ QuotaName, QuotaCode, Status }) => (QuotaName === name || (code !== undefined && QuotaCode === code)) && OPEN.includes(Status ?? ''))
      .map(({ DesiredValue = 0, Status = '', Created }) => present({ value: DesiredValue, status: Status, createdAt: iso(Created) }));
  }
}
