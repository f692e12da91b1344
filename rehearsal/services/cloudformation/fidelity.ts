/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'DescribeStacks of a stack that isn\'t there is a ValidationError; a deleted one goes by its ARN',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'ListStackResources comes in pages, and says since when each resource is as it is',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'DescribeStackEvents tells of a stack and of its resources, the newest first, in pages; the stack itself goes by its own id',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'a page of DescribeStackEvents has a hundred events, and those of earlier rehearsals are gone; AWS keeps them for ninety days',
    mark: 'inferred',
    source: 'no page tells how long a page is; what earlier rehearsals did is in the state of the stack alone',
  },
  {
    does: 'a stack set that deploys automatically reaches an account minutes after it came into its unit',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'DescribeStacks tells of a nested stack, and of no other, the stack around it (ParentId) and the outermost one (RootId)',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'GetTemplate gives the template of the operation under way, or of the last one; after a rollback that before it',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html',
    heldAgainst: ['service models'],
  },
];
