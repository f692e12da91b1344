/** What a rule's target is sent: the event, a part of it, a constant, or a text made of parts. */

import { isRecord } from '../../cloudformation/template';
import { ApiError } from '../../kernel/types';

/** The members of a target that say it; at most one of them is there. */
export interface TargetInput {
  /** JSON as text. */
  readonly Input?: string;
  /** $.detail.account */
  readonly InputPath?: string;
  readonly InputTransformer?: { readonly InputPathsMap?: Readonly<Record<string, string>>; readonly InputTemplate: string };
}

/** Variables that EventBridge fills in by itself. */
export interface RuleFacts {
  readonly ruleArn: string;
  readonly ruleName: string;
  readonly ingestionTime: string;
}

/** Throws {@link ApiError} for what EventBridge doesn't take. */
export function checkInput({ Input: input, InputPath: path, InputTransformer: transformer }: TargetInput): void {
  if ([input, path, transformer].filter(one => one !== undefined).length > 1) {
    throw invalid('Only one of Input, InputPath, or InputTransformer must be provided');
  }
  if (input !== undefined) {
    parsed(input, 'JSON syntax error in input for target');
  }
  [path, ...Object.values(transformer?.InputPathsMap ?? {})].forEach(one => (one === undefined ? undefined : segmentsOf(one)));
  if (transformer !== undefined && typeof transformer.InputTemplate !== 'string') {
    throw invalid('InputTemplate is required');
  }
}

/** The content for the target. */
export function contentOf(event: unknown, { Input: input, InputPath: path, InputTransformer: transformer }: TargetInput, facts: RuleFacts): unknown {
  if (input !== undefined) {
    return parsed(input, 'JSON syntax error in input for target');
  }
  if (path !== undefined) {
    return read(event, path);
  }
  return transformer === undefined ? event : transformed(event, transformer.InputPathsMap ?? {}, transformer.InputTemplate, facts);
}

function transformed(event: unknown, paths: Readonly<Record<string, string>>, template: string, facts: RuleFacts): unknown {
  const values: Record<string, unknown> = {
    'aws.events.rule-arn': facts.ruleArn,
    'aws.events.rule-name': facts.ruleName,
    'aws.events.event.ingestion-time': facts.ingestionTime,
    'aws.events.event': event,
    'aws.events.event.json': event,
    ...Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, read(event, path)])),
  };
  let isInText = false;
  const text = template.replace(/\\.|"|<([A-Za-z0-9_.-]+)>/gs, (whole, name: string | undefined) => {
    if (whole === '"') {
      isInText = !isInText;
    }
    if (name === undefined || !(name in values)) {
      return whole;
    }
    const value = values[name];
    if (!isInText) {
      return value === undefined ? 'null' : JSON.stringify(value);
    }
    const inner = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
    return JSON.stringify(inner).slice(1, -1);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Lines of texts, each in quotes or not.
    return text;
  }
}

function read(event: unknown, path: string): unknown {
  return segmentsOf(path).reduce((value: unknown, segment) => {
    if (typeof segment === 'number') {
      return Array.isArray(value) ? value[segment] as unknown : undefined;
    }
    return isRecord(value) ? value[segment] : undefined;
  }, event);
}

/** `$.detail.list[0].name`, or `$.detail['a-b']` */
function segmentsOf(path: string): (string | number)[] {
  if (!/^\$(\.[A-Za-z0-9_-]+|\[\d+\]|\['[^']+'\])*$/.test(path)) {
    throw invalid(`Invalid JSONPath: ${path}`);
  }
  return [...path.matchAll(/\.([A-Za-z0-9_-]+)|\[(\d+)\]|\['([^']+)'\]/g)].map(([, name, index, quoted]) => name ?? quoted ?? Number(index));
}

function parsed(text: string, problem: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid(problem);
  }
}

function invalid(message: string): ApiError {
  return new ApiError('ValidationException', message);
}
