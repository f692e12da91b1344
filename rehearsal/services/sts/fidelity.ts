/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'AssumeRole needs the trust policy of the role, its external id included, and the caller\'s own permission across accounts',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'a session ends after an hour: ExpiredToken',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'a request that is signed five minutes too early or too late is refused',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html',
  },
];
