/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'an organization without IAM Identity Center has no instance',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListInstances.html',
    heldAgainst: ['service models'],
  },
];
