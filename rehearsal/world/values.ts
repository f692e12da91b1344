/** Values that only AWS knows, held against the app that they are meant for. */

import { problemText, shown } from './check-schema';
import type { Path, YamlSource } from './yaml-source';
import { nearestSlip } from '../../src/contract';
import type { Assembly, AssemblyStack } from '../cloudformation/assembly';
import type { GivenValues } from '../cloudformation/given-values';
import type { TemplateParameter } from '../cloudformation/template';
import { withNested } from '../cloudformation/with-nested';
import { UnusableInput } from '../kernel/types';

/** Throws {@link UnusableInput} for the first value that the app has no place for. */
export function checkValues({ parameters, attributes }: GivenValues, assembly: Assembly, source: YamlSource): void {
  const check = (section: string, key: string, problem: string | undefined) => {
    if (problem !== undefined) {
      const path: Path = ['values', section, key];
      throw new UnusableInput(problemText(source, { path, line: source.line(path), text: problem }));
    }
  };
  for (const [key, value] of Object.entries(parameters)) {
    check('parameters', key, parameterProblem(key, value, assembly));
  }
  for (const key of Object.keys(attributes)) {
    check('attributes', key, attributeProblem(key, assembly));
  }
}

/** Values of parameters, as the command line has them: `Stack:Parameter=value`. Throws {@link UnusableInput} for one that the app has no place for. */
export function parametersOf(texts: readonly string[], assembly: Assembly): Record<string, string> {
  return Object.fromEntries(texts.map(text => {
    const equals = text.indexOf('=');
    if (equals < 1) {
      throw new UnusableInput(`--parameters: is '${text}', but must be like Stack:Parameter=value, or Parameter=value for every stack that has it`);
    }
    const [key, value] = [text.slice(0, equals), text.slice(equals + 1)];
    const problem = parameterProblem(key, value, assembly);
    if (problem !== undefined) {
      throw new UnusableInput(`--parameters ${key}: ${problem}`);
    }
    return [key, value];
  }));
}

/** What is wrong with the value of a parameter, which `key` names as `Stack:Parameter` or as `Parameter`; it goes on after the key. */
export function parameterProblem(key: string, value: string, { stacks }: Assembly): string | undefined {
  const colon = key.indexOf(':');
  const [stackName, name] = colon < 0 ? [undefined, key] : [key.slice(0, colon), key.slice(colon + 1)];
  const meant = stackName === undefined ? stacks : stacks.filter(stack => stack.name === stackName);
  if (meant.length === 0) {
    return unknownStack(stackName!, stacks);
  }
  const declared = meant.flatMap(({ template }) => template.Parameters?.[name] ?? []);
  if (declared.length === 0) {
    const known = meant.flatMap(({ template }) => Object.keys(template.Parameters ?? {}));
    const holder = stackName === undefined ? 'no stack of the app has' : `the stack '${stackName}' doesn't have`;
    return `names the parameter '${name}', which ${holder}${choice(name, known)}`;
  }
  return declared.map(parameter => valueProblem(parameter, value)).find(problem => problem !== undefined);
}

function valueProblem({ Type, AllowedValues, AllowedPattern }: TemplateParameter, value: string): string | undefined {
  if ((Type === 'Number' || Type === 'List<Number>') && value.split(Type === 'Number' ? /$^/ : ',').some(one => one.trim() === '' || Number.isNaN(Number(one)))) {
    return `is ${shown(value)}, but the parameter is of type ${Type}`;
  }
  if (Array.isArray(AllowedValues) && !AllowedValues.map(String).includes(value)) {
    return `is ${shown(value)}, but the parameter can only be ${choiceOf(AllowedValues.map(String))}`;
  }
  if (typeof AllowedPattern === 'string' && !new RegExp(`^(?:${AllowedPattern})$`).test(value)) {
    return `is ${shown(value)}, but the parameter must fit the pattern ${AllowedPattern}`;
  }
  return undefined;
}

/** Of numbers in a row the first and the last one say all. */
function choiceOf(values: readonly string[]): string {
  const isRow = values.length > 3 && values.every((value, index) => value === String(Number(values[0]) + index));
  return isRow ? `a whole number from ${values[0]} to ${values[values.length - 1]}` : values.join(', ');
}

function attributeProblem(key: string, assembly: Assembly): string | undefined {
  const stacks = withNested(assembly.stacks);
  const [, stackName, logicalId] = /^([^:]+):([^.]+)(?:\..+)?$/.exec(key) ?? [];
  if (stackName === undefined) {
    return 'must be like Stack:LogicalId.Attribute, or like Stack:LogicalId for a physical id';
  }
  const stack = stacks.find(({ name }) => name === stackName);
  if (stack === undefined) {
    return unknownStack(stackName, stacks);
  }
  const known = Object.keys(stack.template.Resources ?? {});
  return known.includes(logicalId) ? undefined : `names the resource '${logicalId}', which the stack '${stackName}' doesn't have${choice(logicalId, known)}`;
}

/** Goes on after what names the stack. */
export function unknownStack(name: string, stacks: readonly Pick<AssemblyStack, 'name'>[]): string {
  return `names the stack '${name}', which the app doesn't have${choice(name, stacks.map(stack => stack.name))}`;
}

function choice(word: string, known: readonly string[]): string {
  const near = nearestSlip(word, known);
  return near !== undefined ? `; did you mean '${near}'?` : known.length === 0 ? '' : `; there ${known.length === 1 ? 'is' : 'are'} ${known.slice(0, 10).join(', ')}${known.length > 10 ? ', ...' : ''}`;
}
