/** The properties of nested stacks: what is known of them, and what they pass on. */

import type { KnownProperties } from './known-properties';
import { NESTED_STACK_TYPE } from './nested-templates';
import { isRecord } from './template';

/** Of the resources that nest stacks. */
export const NESTED_STACK_PROPERTIES: KnownProperties = {
  understood: ['Parameters', 'TemplateURL', 'TimeoutInMinutes'],
  harmless: {
    NotificationARNs: 'who is told of events changes none of them',
    Tags: 'no account gets the tags of a stack',
  },
};

/** The types that CloudFormation makes by itself, with what is known of their properties. */
export const TYPES_OF_THE_ENGINE: ReadonlyMap<string, { readonly facts: { readonly properties: KnownProperties } }> =
  new Map([[NESTED_STACK_TYPE, { facts: { properties: NESTED_STACK_PROPERTIES } }]]);

/** A parameter whose value isn't known, with the reason: it matters only to who reads it. */
interface Withheld {
  readonly unknown: string;
}

/** What stands in properties for the value of a parameter that isn't known. */
export function withheld(reason: string): Withheld {
  return { unknown: reason };
}

/** What a nested stack gets from the one around it: values of parameters, and the reasons why others have none. */
export function passedTo(properties: Readonly<Record<string, unknown>>): {
  readonly parameters: Readonly<Record<string, string>>;
  readonly unknownParameters: Readonly<Record<string, string>>;
} {
  const passed = Object.entries(isRecord(properties.Parameters) ? properties.Parameters : {});
  return {
    parameters: Object.fromEntries(passed.flatMap(([name, value]) => (isRecord(value) ? [] : [[name, String(value)]]))),
    unknownParameters: Object.fromEntries(passed.flatMap(([name, value]) => (isRecord(value) ? [[name, String(value.unknown)]] : []))),
  };
}
