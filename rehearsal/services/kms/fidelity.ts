/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'a key of the app lets in whom its policy names; of a key that no stack makes it is said that nobody knows',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html',
  },
];
