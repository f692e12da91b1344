/**
 * `Fn::ForEach` of the transform AWS::LanguageExtensions, carried out before anything else is read:
 *
 *     "Fn::ForEach::Names": ["Name", ["a", "b"], { "Topic${Name}": { ... ${Name} ... } }]  ->  Topica, Topicb
 *
 * `&{Name}` stands for the same without whatever a logical id can't hold.
 */

import type { Template } from './template';
import { isRecord, Refusal } from './template';

const LOOP = /^Fn::ForEach::[A-Za-z0-9]+$/;
const LANGUAGE_EXTENSIONS = 'AWS::LanguageExtensions';

/** The names of the transforms that a template asks for. */
export function transformsOf({ Transform: transform }: Pick<Template, 'Transform'>): string[] {
  const all = Array.isArray(transform) ? transform : transform === undefined ? [] : [transform];
  return all.map(one => isRecord(one) ? String(one.Name) : String(one));
}

/** The transforms that only AWS can apply. */
export function foreignTransforms(template: Pick<Template, 'Transform'>): string[] {
  return transformsOf(template).filter(name => name !== LANGUAGE_EXTENSIONS);
}

/** Whether a key of a section stands for a loop and not for an entry. */
export function isLoop(key: string): boolean {
  return LOOP.test(key);
}

/** The template with its loops carried out. `listOf` tells the value of a parameter that is gone through. */
export function withoutLoops(template: Template, listOf: (parameter: string) => readonly string[] | undefined): Template {
  return transformsOf(template).includes(LANGUAGE_EXTENSIONS) ? expand(template, listOf) as Template : template;
}

function expand(value: unknown, listOf: (parameter: string) => readonly string[] | undefined): unknown {
  if (Array.isArray(value)) {
    return value.map(item => expand(item, listOf));
  }
  if (!isRecord(value)) {
    return value;
  }
  const expanded: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (!isLoop(key)) {
      expanded[key] = expand(inner, listOf);
      continue;
    }
    const [identifier, collection, body] = Array.isArray(inner) ? inner as unknown[] : [];
    const items = isRecord(collection) && typeof collection.Ref === 'string' ? listOf(collection.Ref) : collection;
    if (typeof identifier !== 'string' || !Array.isArray(items) || !isRecord(body)) {
      throw new Refusal(`Template error: ${key} has an argument it cannot take: ${JSON.stringify(inner)}`);
    }
    for (const item of items) {
      Object.assign(expanded, expand(replaced(body, identifier, String(item)), listOf));
    }
  }
  return expanded;
}

function replaced(value: unknown, identifier: string, item: string): unknown {
  const inText = (text: string) => text.replaceAll(`\${${identifier}}`, item).replaceAll(`&{${identifier}}`, item.replace(/[^A-Za-z0-9]/g, ''));
  if (typeof value === 'string') {
    return inText(value);
  }
  if (Array.isArray(value)) {
    return value.map(inner => replaced(inner, identifier, item));
  }
  if (!isRecord(value)) {
    return value;
  }
  return value.Ref === identifier && Object.keys(value).length === 1
    ? item
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [inText(key), replaced(inner, identifier, item)]));
}
