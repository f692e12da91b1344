/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'Publish refuses an empty or too long message, a subject with line breaks, and a structure without a default',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/sns/latest/api/API_Publish.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'a policy of the template replaces the one that a topic has by itself, which lets alarms of its account publish and rules not',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html',
  },
  {
    does: 'filter policies look at attributes or at the body, in the language of event patterns',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html',
  },
  {
    does: 'a topic that no rehearsed stack makes is taken to be there',
    mark: 'inferred',
    source: 'apps name topics that others made',
  },
];
