/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'intrinsic functions, conditions, parameters and mappings have CloudFormation\'s values',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html',
    heldAgainst: ['moto'],
  },
  {
    does: 'templates that it takes are valid',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/resource-type-ref.html',
    heldAgainst: ['cfn-lint'],
  },
  {
    does: 'resources are made side by side as their dependencies allow, and removed in the opposite order',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html',
  },
  {
    does: 'the first failure cancels what is in flight and rolls back; without rollback each independent path goes on to its end',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html',
  },
  {
    does: 'a cancelled custom resource gets its Delete within seconds, while its waiter goes on',
    mark: 'observed',
    source: 'aws/aws-cdk, issue 26139; aws-cloudformation/cloudformation-coverage-roadmap, issue 1730',
  },
  {
    does: 'a custom resource has an hour, or its ServiceTimeout, to answer; an answer of more than 4096 bytes is too long',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-customresource.html',
  },
  {
    does: 'a custom resource that never answered is deleted with an id that CloudFormation makes up',
    mark: 'documented',
    source: 'aws/aws-cdk, README of custom-resources',
  },
  {
    does: 'a rolled back update sends the old properties as the new ones',
    mark: 'documented',
    source: 'aws/aws-cdk, docs/CLOUDFORMATION.md',
  },
  {
    does: 'a Delete while an update is cleaned up is tried three times, then given up',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html',
  },
  {
    does: 'the service token of a custom resource can\'t be changed',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudformation-customresource.html',
  },
  {
    does: 'DeletionPolicy Retain keeps a resource; an operation with RetainExceptOnCreate deletes one that it has just made',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
  },
  {
    does: 'a request that is tried again has the id of the one that failed',
    mark: 'observed',
    source: 'aws/aws-cdk, issue 35957',
  },
  {
    does: '500 resources, 1 MB of template',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
  },
  {
    does: 'a nested stack is a stack of its own with parameters, outputs and Ref as its id; an update never replaces it, and leaves one alone that is as it was; its TimeoutInMinutes holds for its creation',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html',
  },
  {
    does: 'the cleanup of a nested stack waits for the stack around it, and what went well in it is rolled back if something fails there meanwhile',
    mark: 'documented',
    source: 'https://repost.aws/knowledge-center/cloudformation-stack-cleanup-stuck',
  },
  {
    does: 'a rollback that failed in a nested stack is gone on with from the outermost one, and what is skipped in it is named behind the name of that stack',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html',
  },
  {
    does: 'a nested stack that can\'t be created fails its resource with the words "Embedded stack ... was not successfully created"; its name ends in twelve characters',
    mark: 'observed',
    source: 'aws-quickstart/quickstart-hashicorp-consul, issue 69; aws-samples/aws-scalable-big-blue-button-example, issue 74',
  },
  {
    does: 'such a stack shows CREATE_FAILED until the rollback of the stack around it deletes it; without rollback the next deployment makes it anew',
    mark: 'inferred',
    source: 'its reason lacks the words that a rollback adds; what holds of resources that never were stable',
  },
  {
    does: 'a nested stack whose update fails or is cancelled rolls back by itself, and the stack around it waits for that',
    mark: 'inferred',
    source: 'its resource\'s type asks for the right to cancel updates, "which is required if an update rolls back"',
  },
  {
    does: 'RetainExceptOnCreate of an operation holds for what is in nested stacks, too',
    mark: 'inferred',
    source: 'they are part of the operation',
  },
];
