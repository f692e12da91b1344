/** Holds a world file against its JSON Schema, and says in one sentence what doesn't fit. */

import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import type { SchemaNode } from './defaults';
import { WORLD_SCHEMA } from './defaults';
import type { Path, YamlSource } from './yaml-source';
import { pathText } from './yaml-source';
import { nearestSlip } from '../../src/contract';
import { UnusableInput } from '../kernel/types';

let validation: ValidateFunction | undefined;

/** Compiled when the first file is read: it takes a fifth of a second, and many runs have none. */
function validator(): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, discriminator: true, verbose: true, allowUnionTypes: true });
  ajv.addVocabulary(['x-expected']);
  return ajv.compile(WORLD_SCHEMA);
}

/** Throws {@link UnusableInput} naming the first place, in the order of the file, that breaks the schema. */
export function checkSchema(source: YamlSource): void {
  const validate = validation ??= validator();
  if (validate(source.value)) {
    return;
  }
  const problems = (validate.errors ?? [])
    .filter(error => !isSaidBetterByAnother(error))
    .map(error => describe(error, source))
    .sort((one, other) => one.line - other.line);
  const places = new Set(problems.map(problem => pathText(problem.path)));
  throw new UnusableInput(problemText(source, problems[0], places.size - 1));
}

/** Of the two ways to word a failure each is "required" in one alternative; a fault without kind fits no alternative at all. */
function isSaidBetterByAnother(error: ErrorObject): boolean {
  return /\/oneOf\/\d+\/required$/.test(error.schemaPath) || (error.keyword === 'required' && error.params.missingProperty === 'kind');
}

/** One thing wrong in a file. */
export interface Problem {
  readonly path: Path;
  readonly line: number;
  /** Goes on after the path: 'is 0, but ...'. */
  readonly text: string;
}

/** `world.yaml:3: organization.accountQuota is 0, but ...` */
export function problemText(source: YamlSource, problem: Problem, more = 0): string {
  const subject = problem.path.length === 0 ? 'the file' : pathText(problem.path);
  const rest = more > 0 ? `; ${more} more place${more > 1 ? 's' : ''} in this file ${more > 1 ? 'are' : 'is'} wrong too` : '';
  return `${source.file}:${problem.line}: ${subject} ${problem.text}${rest}`;
}

/** A value in a message: as JSON, on one line and not too long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function describe(error: ErrorObject, source: YamlSource): Problem {
  const path = toPath(error.instancePath, source.value);
  const node = error.parentSchema as SchemaNode;
  const at = (text: string): Problem => ({ path, line: source.line(path), text });

  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params.additionalProperty);
      const known = Object.keys(node.properties ?? {});
      return { path: [...path, key], line: source.line([...path, key], true), text: `isn't a key of a world file${suggestion(key, known)}` };
    }
    case 'required':
      return at(`has no '${error.params.missingProperty}'; add it (${meaning(node, String(error.params.missingProperty))})`);
    case 'discriminator': {
      const kinds = (node.oneOf ?? []).map(alternative => String(alternative.$ref).replace('#/definitions/fault-', ''));
      const given = error.params.tagValue as unknown;
      return given === undefined
        ? at(`has no 'kind'; add one of ${kinds.join(', ')}`)
        : { path: [...path, 'kind'], line: source.line([...path, 'kind']), text: `is ${shown(given)}, which is no kind of fault${suggestion(String(given), kinds)}` };
    }
    case 'oneOf':
      return at(error.params.passingSchemas === null
        ? 'says neither \'reason\' nor \'message\'; give one of the two'
        : 'says both \'reason\' and \'message\'; give one of the two');
    case 'enum': {
      const allowed = error.params.allowedValues as string[];
      return at(`is ${shown(error.data)}, which isn't among the values it can have${suggestion(String(error.data), allowed)}`);
    }
    case 'type':
      return at(typeText(error, node, source.written(path)));
    case 'pattern':
    case 'minLength':
    case 'maxLength':
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
      return at(`is ${shown(error.data)}, but must be ${expected(node)}`);
    default:
      return at(`${error.message} (got ${shown(error.data)})`);
  }
}

/** YAML reads 111122223333 as a number, and drops leading zeros on the way. */
function typeText(error: ErrorObject, node: SchemaNode, written: string | undefined): string {
  const value = written ?? shown(error.data);
  if (node.type === 'string' && typeof error.data === 'number') {
    return `is the number ${value}, but must be ${expected(node)}; put it in quotes: '${value}'`;
  }
  const kind = Array.isArray(error.data) ? 'a list' : error.data === null ? 'empty' : typeof error.data === 'object' ? 'a section with keys' : shown(error.data);
  return `is ${kind}, but must be ${expected(node)}`;
}

function expected(node: SchemaNode): string {
  if (node['x-expected'] !== undefined) {
    return node['x-expected'];
  }
  switch (node.type) {
    case 'object': return 'a section with keys';
    case 'array': return 'a list (each entry on a line of its own that begins with \'- \')';
    case 'boolean': return 'true or false';
    case 'string': return 'text';
    case 'integer': return `a whole number${range(node)}`;
    case 'number': return `a number${range(node)}`;
    default: return `one of ${(node.enum ?? []).join(', ')}`;
  }
}

function range(node: SchemaNode): string {
  const low = node.minimum !== undefined ? `${node.minimum} or more` : node.exclusiveMinimum !== undefined ? `more than ${node.exclusiveMinimum}` : undefined;
  const high = node.maximum !== undefined ? `${node.maximum} at most` : undefined;
  const both = [low, high].filter(text => text !== undefined);
  return both.length === 0 ? '' : `, ${both.join(' and ')}`;
}

function meaning(node: SchemaNode, key: string): string {
  const property = node.properties?.[key];
  return property?.['x-expected'] ?? property?.description?.split('. ')[0].replace(/\.$/, '').replace(/^./, letter => letter.toLowerCase()) ?? 'it is required';
}

function suggestion(word: string, candidates: readonly string[]): string {
  const near = nearestSlip(word, candidates);
  return near !== undefined ? `; did you mean '${near}'?` : `; it can be ${candidates.join(', ')}`;
}

function toPath(pointer: string, value: unknown): Path {
  let here = value;
  return pointer.split('/').slice(1).map(part => {
    const key = part.replace(/~1/g, '/').replace(/~0/g, '~');
    const step = Array.isArray(here) ? Number(key) : key;
    here = (here as Record<string | number, unknown>)[step];
    return step;
  });
}
