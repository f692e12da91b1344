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
];
