/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'ListCostAllocationTags tells of each key that it is Active or Inactive, in pages, of those that are asked for',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_ListCostAllocationTags.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'tags of accounts are keys like those of resources, and tell costs once they are activated',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/account-tags-cost-allocation.html',
  },
  {
    does: 'no account but the management account may list them',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/custom-tags.html',
  },
];
