/** What CloudFormation wants to be told that its caller knows of a template. */

import type { NestedTemplates } from './nested-templates';
import { NO_NESTED_TEMPLATES } from './nested-templates';
import type { Template } from './template';

const IAM = 'CAPABILITY_IAM';
const NAMED_IAM = 'CAPABILITY_NAMED_IAM';
const AUTO_EXPAND = 'CAPABILITY_AUTO_EXPAND';

/** The types that CloudFormation's reference names, each with the property that gives such a resource a name of its own. */
const IAM_TYPES: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
};

/** The capabilities that are needed and were not given: what is written of a resource counts, whether its condition holds or not. */
export function missingCapabilities(template: Template, nested: NestedTemplates = NO_NESTED_TEMPLATES, given: readonly string[] = []): string[] {
  const needed = neededBy(template, nested);
  const has = (capability: string) => given.includes(capability) || (capability === IAM && given.includes(NAMED_IAM));
  // Whoever acknowledges names acknowledges the rest.
  const wanted = needed.has(NAMED_IAM) ? [...needed].filter(capability => capability !== IAM) : [...needed];
  return wanted.filter(capability => !has(capability)).sort();
}

function neededBy({ Resources: resources = {}, Transform: transform }: Template, nested: NestedTemplates): Set<string> {
  const needed = new Set<string>([...nested.values()].flatMap(inner => [...neededBy(inner.template, inner.nested)]));
  for (const { Type, Properties = {} } of Object.values(resources)) {
    if (!(Type in IAM_TYPES)) {
      continue;
    }
    const name = IAM_TYPES[Type];
    needed.add(name !== undefined && Properties[name] !== undefined ? NAMED_IAM : IAM);
  }
  if (transform !== undefined) {
    needed.add(AUTO_EXPAND);
  }
  return needed;
}
