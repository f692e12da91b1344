/** Cost Explorer: which tags costs are told by. */

import { AWS_JSON } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { ApiError } from '../../kernel/types';
import { pageOf, pageSize } from '../paging';
import { ANYTHING } from '../permissions';
import type { ServiceContext } from '../service';
import { defineService } from '../service';

const PAGE = 100;
const LARGEST_PAGE = 1000;

/** What ListCostAllocationTags answers: the model's own names. */
interface CostAllocationTagsPage {
  readonly CostAllocationTags: readonly { readonly TagKey: string; readonly Type: string; readonly Status: string }[];
  readonly NextToken?: string;
}

export class CostExplorerService {
  constructor(private readonly to: ServiceContext) {}

  /** Keys that billing has seen, with whether somebody has activated them. */
  public listCostAllocationTags({ caller, input }: ApiRequest): CostAllocationTagsPage {
    const { costAllocationTags, managementAccountId } = this.to.world.organization;
    if (caller.accountId !== managementAccountId) {
      throw new ApiError('AccessDeniedException', 'Failed to list Cost Allocation Tags: Linked account doesn\'t have access to cost allocation tags.');
    }
    const keys = input.TagKeys as readonly string[] | undefined;
    const wanted = costAllocationTags.filter(({ key, status }) =>
      (keys === undefined || keys.includes(key)) && (input.Status === undefined || input.Status === status));
    const page = pageOf(wanted, input.NextToken, pageSize(input.MaxResults, PAGE, LARGEST_PAGE));
    return {
      CostAllocationTags: page.items.map(({ key, status }) => ({ TagKey: key, Type: key.startsWith('aws:') ? 'AWSGenerated' : 'UserDefined', Status: status })),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  }
}

export const costExplorer = defineService({
  name: 'costExplorer',
  prefix: 'ce',
  protocol: AWS_JSON,
  start: to => new CostExplorerService(to),
  operations: {
    ListCostAllocationTags: { may: ANYTHING, answer: (service, request) => service.listCostAllocationTags(request) },
  },
});
