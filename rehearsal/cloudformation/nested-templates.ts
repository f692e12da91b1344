/**
 * Nested stacks as an app writes them: `AWS::CloudFormation::Stack` with the URL of a template that the CDK's command uploads as an asset.
 *
 * Only templates that are in the assembly are known. A stack whose template is somewhere else is a resource like any other that the rehearsal
 * doesn't know.
 */

import type { Template, TemplateResource } from './template';
import { isRecord } from './template';

/** The type that nests a stack in another one. */
export const NESTED_STACK_TYPE = 'AWS::CloudFormation::Stack';

/** The template of a nested stack. */
export interface NestedTemplate {
  /** What it is called below its parent: the construct's id where that is told from the others, or else the logical id. */
  readonly label: string;
  readonly template: Template;
  readonly templateBytes: number;
  readonly nested: NestedTemplates;
}

/** By logical ids of the resources that nest them. */
export type NestedTemplates = ReadonlyMap<string, NestedTemplate>;

/** There are none. */
export const NO_NESTED_TEMPLATES: NestedTemplates = new Map();

/** Where the templates are. */
export interface TemplateFiles {
  /** By S3 key. */
  readonly keys: ReadonlyMap<string, string>;
  /** Values of parameters that the CDK's command passes on. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The file that a resource's metadata names, if it is there. */
  readonly named: (asset: string) => string | undefined;
  readonly read: (file: string) => { readonly template: Template; readonly bytes: number };
}

/** The templates of the stacks that are nested in a template, at any depth. */
export function nestedTemplates(template: Template, files: TemplateFiles): NestedTemplates {
  const found = Object.entries(template.Resources ?? {}).flatMap(([logicalId, resource]) => {
    const file = resource.Type === NESTED_STACK_TYPE ? fileOf(resource, files) : undefined;
    // The CDK writes JSON; a company's YAML is beyond what is read here.
    return file === undefined || !file.endsWith('.json') ? [] : [{ logicalId, ...files.read(file) }];
  });
  const shortNames = found.map(({ logicalId }) => shortName(logicalId));
  return new Map(found.map(({ logicalId, template: inner, bytes }, index) => {
    const short = shortNames[index];
    return [logicalId, {
      label: shortNames.filter(other => other === short).length === 1 ? short : logicalId,
      template: inner,
      templateBytes: bytes,
      nested: nestedTemplates(inner, files),
    }];
  }));
}

/** The CDK makes the logical id of path and id of the construct, of which only these are recognized by people. */
function shortName(logicalId: string): string {
  return /^(.+)NestedStack.+NestedStackResource[0-9A-F]{8}$/.exec(logicalId)?.[1] ?? logicalId;
}

function fileOf({ Properties = {}, Metadata: metadata }: TemplateResource, { keys, parameters, named }: TemplateFiles): string | undefined {
  const { text, names } = partsOf(Properties.TemplateURL);
  const passed = names.map(name => parameters[name]?.replace('||', ''));
  const key = [...keys.keys()].find(candidate => text.endsWith(`/${candidate}`) || passed.includes(candidate));
  const asset = metadata?.['aws:asset:path'];
  if (key !== undefined) {
    return keys.get(key);
  }
  return typeof asset === 'string' ? named(asset) : undefined;
}

/** The literal texts of a value one after the other, and the names that it refers to. */
function partsOf(value: unknown): { readonly text: string; readonly names: readonly string[] } {
  if (typeof value === 'string') {
    return { text: value, names: [] };
  }
  if (isRecord(value) && typeof value.Ref === 'string') {
    return { text: '', names: [value.Ref] };
  }
  const parts = Array.isArray(value) ? value.map(partsOf) : isRecord(value) ? Object.values(value).map(partsOf) : [];
  return { text: parts.map(({ text }) => text).join(''), names: parts.flatMap(({ names }) => names) };
}

/** The outputs of nested stacks that a value reads, by the stack's logical id and the output's name. */
export function nestedOutputsIn(value: unknown): { readonly logicalId: string; readonly output: string }[] {
  if (Array.isArray(value)) {
    return value.flatMap(nestedOutputsIn);
  }
  if (!isRecord(value)) {
    return [];
  }
  const { 'Fn::GetAtt': attribute, 'Fn::Sub': pattern } = value;
  const written = typeof attribute === 'string' ? attribute : Array.isArray(attribute) ? attribute.join('.') : '';
  const [, logicalId, output] = /^([^.]+)\.Outputs\.(.+)$/.exec(written) ?? [];
  const text = Array.isArray(pattern) ? String(pattern[0]) : typeof pattern === 'string' ? pattern : '';
  return [
    ...logicalId === undefined ? [] : [{ logicalId, output }],
    ...[...text.matchAll(/\$\{\s*([^.}!\s]+)\.Outputs\.([^}\s]+)\s*\}/g)].map(([, stack, name]) => ({ logicalId: stack, output: name })),
    ...Object.values(value).flatMap(nestedOutputsIn),
  ];
}
