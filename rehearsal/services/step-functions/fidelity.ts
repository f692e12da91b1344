/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'a retrier waits its interval, times the back-off rate for each further try, up to its own number of tries; each retrier counts by itself',
    mark: 'documented',
    source: 'https://states-language.net/spec.html#retrying-after-error',
    heldAgainst: ['asl-validator'],
  },
  {
    does: 'States.ALL is every error, States.TaskFailed every one but States.Timeout',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html',
  },
  {
    does: 'retriers that the language does not allow are refused with InvalidDefinition',
    mark: 'documented',
    source: 'https://states-language.net/spec.html#retrying-after-error',
    heldAgainst: ['asl-validator'],
  },
  {
    does: 'an execution goes on with the definition that it was started with',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html',
  },
  {
    does: 'it goes on though the stack operation that began it has ended',
    mark: 'observed',
    source: 'aws/aws-cdk, issue 31541',
  },
  {
    does: 'an execution\'s name can be used once',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'a task may be carried out late, or twice',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-standard-vs-express.html',
  },
];
