/**
 * The settings of the Innovation Sandboxes of a factory, as they travel to its functions: one JSON object by namespace.
 *
 *     {"myisb": {"region": "us-west-2", "access": {"kind": "machine-client", "roleArn": "...", "externalId": "...", "apiId": "..."}}}
 */

import { API_ID_PATTERN, EXTERNAL_ID_PATTERN, isCustomBillingView, ROLE_ARN_PATTERN } from './access';
import { PoolAccountEnvironment } from './environment';
import { REGION_PATTERN } from './regions';
import { SANDBOX_NAMESPACE_PATTERN } from './sandbox-names';

/** The kind of access from version 1.3 on. */
export const MACHINE_CLIENT = 'machine-client';
/** The kind of access to version 1.2. */
export const SIGNED_INVOKE = 'signed-invoke';

/** How Innovation Sandbox is reached, from 1.3: a role of a machine client, and the REST API. */
export interface MachineClientAccess {
  readonly kind: typeof MACHINE_CLIENT;
  readonly roleArn: string;
  readonly externalId: string;
  /** Exactly one of the two: the id of the REST API, or a role in the hub account that may read it. */
  readonly apiId?: string;
  readonly apiIdRoleArn?: string;
}

/** How Innovation Sandbox 1.2 is reached: a role in the hub account, a token signed with its secret, and its function. */
export interface SignedInvokeAccess {
  readonly kind: typeof SIGNED_INVOKE;
  readonly hubRoleArn: string;
  readonly externalId?: string;
}

/** How Innovation Sandbox is reached. */
export type AccessSettings = MachineClientAccess | SignedInvokeAccess;

/** What the user says of one Innovation Sandbox. */
export interface SandboxSettings {
  readonly region: string;
  readonly access: AccessSettings;
  /** The billing view that accounts of the pool are added to. */
  readonly billingViewArn?: string;
  /** Whether an account must not enter the pool without it. */
  readonly billingViewRequired?: boolean;
}

/** Text that is no such object. The message quotes no external id. */
export class UnreadableSandboxes extends Error {
  /**
   * @param variable where in the variable
   * @param value what stands there
   * @param expected what should
   */
  constructor(public readonly variable: string, public readonly value: string, public readonly expected: string) {
    super(`${variable} is ${value}, where ${expected} was expected`);
  }
}

/** The variable for some sandboxes by their namespaces; undefined for none. `stringify` knows the tokens in them. */
export function writeSandboxes(sandboxes: Readonly<Record<string, SandboxSettings>>, stringify: (value: object) => string): string | undefined {
  return Object.keys(sandboxes).length === 0 ? undefined : stringify(sandboxes);
}

/** Reads the variable, strictly: what isn't understood would otherwise be ignored silently. Throws {@link UnreadableSandboxes}. */
export function readSandboxes(json: string | undefined): Readonly<Record<string, SandboxSettings>> {
  if (json === undefined || json === '') {
    return {};
  }
  const sandboxes: Record<string, SandboxSettings> = {};
  for (const [namespace, settings] of Object.entries(objectOf(parse(json), []))) {
    if (!SANDBOX_NAMESPACE_PATTERN.test(namespace)) {
      throw bad([namespace], `'${namespace}'`, 'a namespace of 3 to 8 letters and digits');
    }
    sandboxes[namespace] = settingsOf(settings, [namespace]);
  }
  return sandboxes;
}

type Fields = Readonly<Record<string, unknown>>;
type Fits = (value: string) => boolean;

const isRegion: Fits = value => REGION_PATTERN.test(value);
const isRoleArn: Fits = value => ROLE_ARN_PATTERN.test(value);
const isExternalId: Fits = value => EXTERNAL_ID_PATTERN.test(value);
const isApiId: Fits = value => API_ID_PATTERN.test(value);

function settingsOf(raw: unknown, path: string[]): SandboxSettings {
  const settings = objectOf(raw, path, ['region', 'access', 'billingViewArn', 'billingViewRequired']);
  const billingViewArn = optional(settings, 'billingViewArn', isCustomBillingView, 'the ARN of a custom billing view', path);
  const { billingViewRequired } = settings;
  if (billingViewRequired !== undefined && typeof billingViewRequired !== 'boolean') {
    throw bad([...path, 'billingViewRequired'], JSON.stringify(billingViewRequired), 'true or false');
  }
  return {
    region: text(settings, 'region', isRegion, 'a region', path),
    access: accessOf(settings.access, [...path, 'access']),
    ...(billingViewArn === undefined ? {} : { billingViewArn }),
    ...(billingViewRequired === undefined ? {} : { billingViewRequired }),
  };
}

function accessOf(raw: unknown, path: string[]): AccessSettings {
  const { kind } = objectOf(raw, path);
  switch (kind) {
    case MACHINE_CLIENT: {
      const access = objectOf(raw, path, ['kind', 'roleArn', 'externalId', 'apiId', 'apiIdRoleArn']);
      const apiId = optional(access, 'apiId', isApiId, 'the id of a REST API', path);
      const apiIdRoleArn = optional(access, 'apiIdRoleArn', isRoleArn, 'the ARN of a role', path);
      if ((apiId === undefined) === (apiIdRoleArn === undefined)) {
        throw bad(path, apiId === undefined ? 'without apiId and apiIdRoleArn' : 'with apiId and apiIdRoleArn', 'exactly one of the two');
      }
      return {
        kind,
        roleArn: text(access, 'roleArn', isRoleArn, 'the ARN of a role', path),
        externalId: text(access, 'externalId', isExternalId, 'an external id', path),
        ...(apiId === undefined ? {} : { apiId }),
        ...(apiIdRoleArn === undefined ? {} : { apiIdRoleArn }),
      };
    }
    case SIGNED_INVOKE: {
      const access = objectOf(raw, path, ['kind', 'hubRoleArn', 'externalId']);
      const externalId = optional(access, 'externalId', isExternalId, 'an external id', path);
      return { kind, hubRoleArn: text(access, 'hubRoleArn', isRoleArn, 'the ARN of a role', path), ...(externalId === undefined ? {} : { externalId }) };
    }
    default:
      throw bad([...path, 'kind'], JSON.stringify(kind) ?? 'missing', `'${MACHINE_CLIENT}' or '${SIGNED_INVOKE}'`);
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
  const unknown = known === undefined ? undefined : Object.keys(value).find(key => !known.includes(key));
  if (known !== undefined && unknown !== undefined) {
    throw bad([...path, unknown], 'present', `one of ${known.join(', ')}`);
  }
  return value as Fields;
}

function optional(fields: Fields, key: string, fits: Fits, expected: string, path: string[]): string | undefined {
  return fields[key] === undefined ? undefined : text(fields, key, fits, expected, path);
}

function text(fields: Fields, key: string, fits: Fits, expected: string, path: string[]): string {
  const value = fields[key];
  if (typeof value !== 'string' || !fits(value)) {
    throw bad([...path, key], value === undefined ? 'missing' : key === 'externalId' ? 'unusable' : JSON.stringify(value), expected);
  }
  return value;
}

function bad(path: string[], value: string, expected: string): UnreadableSandboxes {
  return new UnreadableSandboxes([PoolAccountEnvironment.SANDBOXES, ...path].join('.'), value, expected);
}
