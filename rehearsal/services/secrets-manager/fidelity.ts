/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'a secret of another account needs its policy, and its key',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'a secret that is rotated has another value from then on',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html',
  },
];
