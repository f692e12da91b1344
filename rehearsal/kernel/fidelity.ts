/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from './behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'names, members, types, patterns, lengths, enumerations and errors of every call and answer',
    mark: 'documented',
    source: 'the service models of botocore',
    heldAgainst: ['service models'],
  },
  {
    does: 'the errors that all services have, by the names and statuses of their protocol',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'errors that are a service\'s own fault have the status 500 or 503, so that the SDK tries again',
    mark: 'documented',
    source: 'the service models of botocore',
    heldAgainst: ['service models'],
  },
];
