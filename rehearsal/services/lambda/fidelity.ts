/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'functions run the code of the assembly, with the environment and the time-out of the template',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html',
  },
  {
    does: 'a function whose role may not decrypt its environment is never run: KMSAccessDeniedException, status 502',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/API_Invoke.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'reserved concurrency throttles with TooManyRequestsException, status 429',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/API_Invoke.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'an invocation that comes without waiting is tried again after one and after two minutes, three times in all',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html',
  },
  {
    does: 'a function in a network needs rights of its role for the interfaces',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  },
  {
    does: 'and none for the network\'s addresses',
    mark: 'inferred',
    source: 'Lambda\'s documentation asks for it only in some networks',
  },
  {
    does: 'an instance may be used again, with what the last call left in its memory',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html',
  },
  {
    does: 'an event (InvocationType Event) is tried again a minute and then two minutes after an error, and for six hours while there is no execution; EventInvokeConfig says otherwise',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'a service may invoke a function that a permission lets it in to, for the ARN and the account that it names',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
  },
  {
    does: 'events run the functions of this package; what would be sent to others is counted',
    mark: 'inferred',
    source: 'nothing of an account depends on what those do',
  },
];
