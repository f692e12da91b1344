/** Reads the settings of the Innovation Sandboxes: one JSON object by namespace. */

import type { MachineClientAccess, Sandbox, SandboxSettings, SignedInvokeAccess } from './model';
import { PoolAccountEnvironment, SANDBOX_NAMESPACE_PATTERN } from '../../../src/contract';
import { AccountFailure } from '../../failures/errors';
import { failureOf } from '../../failures/failures';
import type { Failure } from '../../failures/failures';

type Fields = Readonly<Record<string, unknown>>;

const NAMESPACE = new RegExp(SANDBOX_NAMESPACE_PATTERN);
const ROLE_ARN = /^arn:[a-z0-9-]+:iam::[0-9]{12}:role\/.+$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-[0-9]+$/;
const API_ID = /^[a-z0-9]+$/;
const ANY = /^.+$/s;

/** Parses the variable. Throws AR-BAD-PROPERTY, naming what in it is wrong. */
export function parseSandboxes(json: string | undefined): Readonly<Record<string, SandboxSettings>> {
  if (json === undefined || json === '') {
    return {};
  }
  const sandboxes: Record<string, SandboxSettings> = {};
  for (const [namespace, settings] of Object.entries(objectOf(parse(json), []))) {
    if (!NAMESPACE.test(namespace)) {
      throw bad([namespace], `'${namespace}'`, 'a namespace of 3 to 8 letters and digits');
    }
    sandboxes[namespace] = parseSettings(settings, [namespace]);
  }
  return sandboxes;
}

/** The sandbox of that namespace, or a failure if the function knows none. */
export function sandboxOf(namespace: string, sandboxes: Readonly<Record<string, SandboxSettings>> = {}): Sandbox | { readonly kind: 'fail'; readonly failure: Failure } {
  return Object.hasOwn(sandboxes, namespace)
    ? { namespace, ...sandboxes[namespace] }
    : { kind: 'fail', failure: bad([namespace], 'missing', 'the settings of the sandbox that an account names').failure };
}

function parseSettings(raw: unknown, path: string[]): SandboxSettings {
  const settings = objectOf(raw, path, ['region', 'access', 'billingViewArn', 'billingViewRequired']);
  const billingViewArn = optional(settings, 'billingViewArn', ANY, 'the ARN of a billing view', path);
  const { billingViewRequired } = settings;
  if (billingViewRequired !== undefined && typeof billingViewRequired !== 'boolean') {
    throw bad([...path, 'billingViewRequired'], JSON.stringify(billingViewRequired), 'true or false');
  }
  return {
    region: text(settings, 'region', REGION, 'a region', path),
    access: parseAccess(settings.access, [...path, 'access']),
    ...(billingViewArn === undefined ? {} : { billingViewArn }),
    ...(billingViewRequired === undefined ? {} : { billingViewRequired }),
  };
}

function parseAccess(raw: unknown, path: string[]): MachineClientAccess | SignedInvokeAccess {
  const { kind } = objectOf(raw, path);
  switch (kind) {
    case 'machine-client': {
      const access = objectOf(raw, path, ['kind', 'roleArn', 'externalId', 'apiId', 'apiIdRoleArn']);
      const apiId = optional(access, 'apiId', API_ID, 'the id of a REST API', path);
      const apiIdRoleArn = optional(access, 'apiIdRoleArn', ROLE_ARN, 'the ARN of a role', path);
      if ((apiId === undefined) === (apiIdRoleArn === undefined)) {
        throw bad(path, apiId === undefined ? 'without apiId and apiIdRoleArn' : 'with apiId and apiIdRoleArn', 'exactly one of the two');
      }
      return {
        kind,
        roleArn: text(access, 'roleArn', ROLE_ARN, 'the ARN of a role', path),
        externalId: text(access, 'externalId', ANY, 'an external id', path),
        ...(apiId === undefined ? {} : { apiId }),
        ...(apiIdRoleArn === undefined ? {} : { apiIdRoleArn }),
      };
    }
    case 'signed-invoke': {
      const access = objectOf(raw, path, ['kind', 'hubRoleArn', 'externalId']);
      const externalId = optional(access, 'externalId', ANY, 'an external id', path);
      return { kind, hubRoleArn: text(access, 'hubRoleArn', ROLE_ARN, 'the ARN of a role', path), ...(externalId === undefined ? {} : { externalId }) };
    }
    default:
      throw bad([...path, 'kind'], JSON.stringify(kind) ?? 'missing', "'machine-client' or 'signed-invoke'");
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Its text may hold an external id, so it isn't quoted.
    throw bad([], 'not JSON', 'a JSON object');
  }
}

function objectOf(value: unknown, path: string[], known?: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw bad(path, value === undefined ? 'missing' : 'no object', 'an object');
  }
  const unknown = known === undefined ? undefined : Object.keys(value).find((key) => !known.includes(key));
  if (known !== undefined && unknown !== undefined) {
    throw bad([...path, unknown], 'present', `one of ${known.join(', ')}`);
  }
  return value as Fields;
}

function optional(fields: Fields, key: string, pattern: RegExp, expected: string, path: string[]): string | undefined {
  return fields[key] === undefined ? undefined : text(fields, key, pattern, expected, path);
}

function text(fields: Fields, key: string, pattern: RegExp, expected: string, path: string[]): string {
  const value = fields[key];
  if (typeof value !== 'string' || !pattern.test(value)) {
    throw bad([...path, key], value === undefined ? 'missing' : key === 'externalId' ? 'unusable' : JSON.stringify(value), expected);
  }
  return value;
}

function bad(path: string[], value: string, expected: string): AccountFailure {
  return new AccountFailure(failureOf('AR-BAD-PROPERTY', { name: `environment variable ${[PoolAccountEnvironment.SANDBOXES, ...path].join('.')}`, value, expected }));
}
