/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'a request to a private or regional API is signed, and refused with 403 where IAM refuses',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html',
  },
  {
    does: 'an integration that takes longer than 29 seconds is 504',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
];
