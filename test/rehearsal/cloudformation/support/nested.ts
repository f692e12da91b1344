/** A stack in a bench around a nested stack of accounts. */

import type { Bench, DeployOptions, DeployResult } from './bench';
import { nestedIn, nesting, templateOf } from './bench';
import type { NestedTemplate } from '../../../../rehearsal/cloudformation/nested-templates';
import type { Template, TemplateResource } from '../../../../rehearsal/cloudformation/template';

export const TOKEN = { 'Fn::GetAtt': ['OnEvent', 'Arn'] };

/** Accounts whose function is passed to them, with an output for each. */
export function accounts(resources: Record<string, TemplateResource>): NestedTemplate {
  const ours = Object.entries(resources).map(([logicalId, resource]) => [
    logicalId, { ...resource, Properties: { ...resource.Properties, ServiceToken: { Ref: 'Token' } } },
  ]);
  return nestedIn('Accounts', {
    Parameters: { Token: { Type: 'String' } },
    Resources: Object.fromEntries(ours) as Template['Resources'],
    Outputs: Object.fromEntries(Object.keys(resources).map(logicalId => [logicalId, { Value: { 'Fn::GetAtt': [logicalId, 'AccountId'] } }])),
  });
}

/** Begins to deploy a stack with a provider, a nested stack of accounts, and what else there is. */
export function beginAround(
  bench: Bench, version: string, inner: Record<string, TemplateResource>, beside: Record<string, TemplateResource> = {}, options: DeployOptions = {},
): { value?: DeployResult } {
  return bench.begin(
    templateOf({ Nested: nesting(version, { properties: { Parameters: { Token: TOKEN } } }), ...beside }),
    { nested: new Map([['Nested', accounts(inner)]]), ...options },
  );
}

/** The same to its end. */
export function deployAround(...deployment: Parameters<typeof beginAround>): DeployResult {
  const [bench] = deployment;
  return ended(bench, beginAround(...deployment));
}

/** Lets time run to the end of a deployment. */
export function ended(bench: Bench, result: { readonly value?: DeployResult }): DeployResult {
  bench.clock.run(() => result.value !== undefined);
  if (result.value === undefined) {
    throw new Error('the deployment never ended');
  }
  return result.value;
}

/** What happened to stacks and to resources that nest them, in order. */
export function story(bench: Bench): string[] {
  return bench.events.filter(({ type }) => type === 'AWS::CloudFormation::Stack')
    .map(({ stack, logicalId, status }) => `${stack === logicalId ? stack : `${stack}: ${logicalId}`} ${status}`);
}
