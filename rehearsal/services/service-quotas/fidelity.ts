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
];
