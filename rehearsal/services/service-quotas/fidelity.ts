/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'the number of accounts that an organization can have is told in one Region',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'elsewhere the service is not known: NoSuchResourceException',
    mark: 'inferred',
    source: 'that it is told in one Region is documented, what others answer is not',
    heldAgainst: ['service models'],
  },
  {
    does: 'requests for higher quotas show as PENDING or CASE_OPENED',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestedServiceQuotaChange.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'Control Tower has a quota "Concurrent account operations", told in its home Region',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/controltower/latest/userguide/request-an-increase.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'its service code is controltower; the code of the quota is invented',
    mark: 'inferred',
    source: 'the codes of other services are their prefixes',
  },
];
