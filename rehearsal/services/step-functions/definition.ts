/**
 * What the waiter of the Provider framework is written in, of the Amazon States Language (https://states-language.net/spec.html): tasks that call a
 * function, with retriers and catchers.
 */

import { isRecord } from '../../cloudformation/template';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';

export interface Retrier {
  readonly errors: readonly string[];
  readonly interval: number;
  readonly attempts: number;
  readonly rate: number;
}

export interface Task {
  readonly functionArn: string;
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly { readonly errors: readonly string[]; readonly next: string }[];
}

export interface Definition {
  readonly start: string;
  readonly tasks: ReadonlyMap<string, Task>;
}

/** Every error. */
const ALL = 'States.ALL';
/** Every error of a task but its timeout. */
const TASK_FAILED = 'States.TaskFailed';
const TIMEOUT = 'States.Timeout';
/** Of seconds and of tries, as Step Functions documents it. */
const MOST = 99_999_999;

/** Whether one of these names means the error of that name. */
export function catches(errors: readonly string[], name: string): boolean {
  return errors.includes(ALL) || errors.includes(name) || (errors.includes(TASK_FAILED) && name !== TIMEOUT);
}

/** @throws {ApiError} for what Step Functions refuses, {@link UnknownToRehearsal} for what no waiter has */
export function parseDefinition(arn: string, text: string): Definition {
  const raw: unknown = JSON.parse(text);
  const { StartAt, States } = members(raw, ['StartAt', 'States'], `the state machine ${arn}`);
  if (!isRecord(States) || typeof StartAt !== 'string' || !(StartAt in States)) {
    throw new UnknownToRehearsal(`the state machine ${arn} has no state '${String(StartAt)}' to start at.`);
  }
  const tasks = new Map(Object.entries(States).map(([name, state]) => [name, parseTask(state, `the state '${name}' of ${arn}`)]));
  for (const task of tasks.values()) {
    for (const { next } of task.catchers) {
      if (!tasks.has(next)) {
        throw new UnknownToRehearsal(`the state machine ${arn} goes on with the state '${next}', which it doesn't have.`);
      }
    }
  }
  return { start: StartAt, tasks };
}

function parseTask(state: unknown, where: string): Task {
  const { Type, Resource, End, Retry, Catch } = members(state, ['Type', 'Resource', 'End', 'Retry', 'Catch', 'Comment'], where);
  if (Type !== 'Task') {
    throw new UnknownToRehearsal(`${where} has the type '${String(Type)}', and the rehearsal runs states of type Task only.`);
  }
  if (End !== true) {
    throw new UnknownToRehearsal(`${where} doesn't end its execution, and the rehearsal runs waiters of one task only.`);
  }
  if (typeof Resource !== 'string' || !Resource.includes(':function:')) {
    throw new UnknownToRehearsal(`${where} uses the resource '${String(Resource)}', and the rehearsal runs tasks that name a Lambda function by its ARN only.`);
  }
  return {
    functionArn: Resource,
    retriers: parseRetriers(list(Retry), where),
    catchers: list(Catch).map(entry => {
      const known = members(entry, ['ErrorEquals', 'Next'], `Catch of ${where}`);
      return { errors: list(known.ErrorEquals).map(String), next: String(known.Next) };
    }),
  };
}

function parseRetriers(retries: readonly unknown[], where: string): Retrier[] {
  return retries.map((retry, index) => {
    const known = members(retry, ['ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate'], `Retry of ${where}`);
    const errors = list(known.ErrorEquals).map(String);
    const { BackoffRate: rate = 2, IntervalSeconds: interval = 1, MaxAttempts: attempts = 3 } = known;
    if (errors.length === 0) {
      throw invalid(where, 'ErrorEquals', 'an error at least');
    }
    if (errors.includes(ALL) && (errors.length > 1 || index < retries.length - 1)) {
      throw invalid(where, 'ErrorEquals', `${ALL} alone, in the last retrier`);
    }
    if (!isWhole(interval, 1)) {
      throw invalid(where, 'IntervalSeconds', `a whole number from 1 to ${MOST}`);
    }
    if (!isWhole(attempts, 0)) {
      throw invalid(where, 'MaxAttempts', `a whole number from 0 to ${MOST}`);
    }
    if (typeof rate !== 'number' || rate < 1) {
      throw invalid(where, 'BackoffRate', 'a number from 1');
    }
    return { errors, interval, attempts, rate };
  });
}

function isWhole(value: unknown, least: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= MOST;
}

function invalid(where: string, member: string, rule: string): ApiError {
  return new ApiError('InvalidDefinition', `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ${member} has to be ${rule}, at Retry of ${where}'`);
}

function members(value: unknown, known: readonly string[], where: string): Record<string, unknown> {
  if (!isRecord(value)) {
    throw new UnknownToRehearsal(`${where} is not an object.`);
  }
  const unknown = Object.keys(value).filter(key => !known.includes(key));
  if (unknown.length > 0) {
    throw new UnknownToRehearsal(`${where} has ${unknown.join(', ')}, which the rehearsal does not know; it knows ${known.join(', ')}.`);
  }
  return value;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
