/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'a parameter that isn\'t there is ParameterNotFound; of several, the missing ones are listed',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'PutParameter refuses a name that is taken unless it is told to overwrite; DeleteParameter of one that isn\'t there is ParameterNotFound',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'DescribeParameters finds parameters by what their names begin with',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html',
    heldAgainst: ['service models'],
  },
];
