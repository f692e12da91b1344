/** The properties of nested stacks: what is known of them, and what they pass on. */

import { EvaluationFailure } from './evaluate';
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

/** Evaluates a value; throws for one that can't be had, or isn't known. */
type Evaluate = (value: unknown, place: string) => unknown;

/** The properties evaluated. What isn't known matters only to whoever reads it: `tolerate` says which errors mean that. */
export function nestedProperties(
  { Parameters: declared, ...others }: Readonly<Record<string, unknown>>, place: string, evaluate: Evaluate, tolerate: (error: unknown) => boolean,
): Record<string, unknown> {
  const tolerant = (value: unknown, where: string, otherwise: (reason: string) => unknown): unknown => {
    try {
      return evaluate(value, where);
    } catch (error) {
      if (!tolerate(error)) {
        throw error;
      }
      return otherwise((error as Error).message);
    }
  };
  const parameters = Object.entries(isRecord(declared) ? declared : {}).map(([name, value]): [string, unknown] => {
    const passed = tolerant(value, `${place}.Parameters.${name}`, (unknown): Withheld => ({ unknown }));
    if (Array.isArray(passed)) {
      throw new EvaluationFailure('Value of property Parameters must be an object with String (or simple type) properties');
    }
    return [name, isRecord(passed) || passed === undefined ? passed : String(passed)];
  });
  return {
    ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, tolerant(value, `${place}.${name}`, () => value)])),
    ...declared === undefined ? {} : { Parameters: Object.fromEntries(parameters.filter(([, value]) => value !== undefined)) },
  };
}

/** What stands for the value of a parameter that isn't known. */
interface Withheld {
  readonly unknown: string;
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
