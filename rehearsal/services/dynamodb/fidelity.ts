/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'condition, filter, key, update and projection expressions, with names and values that must all be used, and words that are reserved',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html',
    heldAgainst: ['service models', 'moto', 'ministack'],
  },
  {
    does: 'a write whose condition doesn\'t hold changes nothing, and tells what is there if it is asked to (ALL_OLD)',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html',
    heldAgainst: ['service models', 'moto', 'ministack'],
  },
  {
    does: 'TransactWriteItems happens all or not at all; the same token within ten minutes is the same request, another request with it is refused; each part is a right of its own',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html',
    heldAgainst: ['service models', 'ministack'],
  },
  {
    does: 'Query goes by the sort key, forwards or back, up to Limit or 1 MB, and filters what it has read; a global index is never read consistently',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.html',
    heldAgainst: ['service models', 'moto', 'ministack'],
  },
  {
    does: 'numbers are decimal, have 38 digits at most, and are one number however they are written; zeros that say nothing are trimmed',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html',
    heldAgainst: ['service models', 'moto', 'ministack'],
  },
  {
    does: 'items whose time to live is over stay: AWS deletes them within days',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html',
  },
  {
    does: 'reads that ask for no consistency show each item by itself as it was, for as long as the world says',
    mark: 'inferred',
    source: 'AWS gives no more than "usually within a second"',
  },
];
