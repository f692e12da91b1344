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
];
