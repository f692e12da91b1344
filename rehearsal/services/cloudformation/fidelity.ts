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
  {
    does: 'UpdateStack with UsePreviousTemplate: a parameter that is not named falls to its default, UsePreviousValue takes that of before, tags and role stay unless others are named',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'UpdateStack refuses a stack that is in progress or that can\'t be updated, one in UPDATE_FAILED without DisableRollback, a value that is not allowed, and an update with nothing to do, in AWS\'s words',
    mark: 'observed',
    source: 'aws/aws-cli, issue 6368; ansible-collections/amazon.aws, issue 1655; org-formation/org-formation-cli, issue 455',
  },
  {
    does: 'IAM resources need CAPABILITY_IAM, ones with names of their own CAPABILITY_NAMED_IAM, transforms CAPABILITY_AUTO_EXPAND',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html',
  },
  {
    does: 'what is written of a resource counts for capabilities, whether its condition holds or not',
    mark: 'inferred',
    source: 'they are asked for before anything of the template is evaluated',
  },
  {
    does: 'a RoleARN must be passed by right (iam:PassRole) and let CloudFormation in; from then on the stack is acted on in it, and functions of custom resources are called in its name',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html',
  },
  {
    does: 'parameters that stand in Systems Manager are read in the role, before the update begins',
    mark: 'inferred',
    source: 'the role is what CloudFormation has; the refusal comes with the call',
  },
  {
    does: 'a role that is allowed nothing of a service can\'t change its resources; one that is allowed anything of it is taken to be allowed what that takes',
    mark: 'inferred',
    source: 'which actions a change of a type takes stands in that type\'s own schema',
  },
  {
    does: 'a ClientRequestToken that began an update begins no second one, whatever became of the first; with another request it is TokenAlreadyExistsException',
    mark: 'inferred',
    source: 'the page of UpdateStack says what tokens are for, and not how long they are kept',
  },
];
