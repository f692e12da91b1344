/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'a view of billing has a filter of accounts, which is read and written as a whole: two writers overwrite each other',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_billing_UpdateBillingView.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'what an error calls the type of a view',
    mark: 'inferred',
    source: 'the model says that errors name a type, and no documentation which',
    heldAgainst: ['service models'],
  },
];
