/** Reads the desk's settings out of the environment, strictly: a limit that isn't understood would be none, and a role that isn't would be everybody's. */

import { DESK_ROLES, DeskEnvironment } from '../../src/contract';
import type { DeskRoleGrants, DeskRules, DeskSettings } from '../../src/contract';
import type { Environment } from '../shared/environment';
import { badVariable, requireEnv } from '../shared/environment';

/** All that the function is told. */
export interface DeskFunctionSettings extends DeskSettings {
  readonly table: string;
}

type Check = (value: unknown) => boolean;
type Members = Readonly<Record<string, { readonly check: Check; readonly expected: string; readonly isOptional?: true }>>;

const whole = { check: (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0, expected: 'a whole number, 0 or more' };
const texts = { check: (value: unknown) => Array.isArray(value) && value.every(one => typeof one === 'string'), expected: 'a list of texts' };
const text = { check: (value: unknown) => typeof value === 'string', expected: 'a text' };
const list = { check: Array.isArray, expected: 'a list' };
const object = { check: isObject, expected: 'an object' };
const optional = <T extends object>(of: T): T & { readonly isOptional: true } => ({ ...of, isOptional: true });

const RULES: Members = {
  pools: list,
  templates: list,
  ceilings: object,
  mostPerRequest: whole,
  autoApprovalBelow: whole,
  units: optional(texts),
  costCentrePattern: optional(text),
  pendingDays: whole,
};
const POOL: Members = { name: text, organizationalUnitId: text, hasSandbox: { check: value => typeof value === 'boolean', expected: 'true or false' } };
const CEILINGS: Members = { perPerson: optional(whole), perTeam: optional(whole), perDay: optional(whole) };
const TEMPLATE: Members = { name: text, version: whole, description: optional(text), parameters: object, tags: optional(object) };
const PARAMETER: Members = { description: optional(text), default: optional(text), allowed: optional(texts), maxLength: optional(whole) };
const GRANTS: Members = { permissionSets: optional(object), iamRoles: optional(object), groups: optional(object) };
const ROLES: Members = Object.fromEntries(DESK_ROLES.map(role => [role, optional(texts)]));

/** Parses the environment of the function. */
export function parseDesk(environment: Environment): DeskFunctionSettings {
  const json = requireEnv(environment, DeskEnvironment.DESK);
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw badVariable(DeskEnvironment.DESK, `'${json}'`, 'JSON');
  }
  const { grants, rules } = membersOf(parsed, '', { rules: object, grants: object }) as { rules: DeskRules; grants: DeskRoleGrants };
  membersOf(rules, '.rules', RULES);
  membersOf(rules.ceilings, '.rules.ceilings', CEILINGS);
  rules.pools.forEach((pool, index) => membersOf(pool, `.rules.pools[${index}]`, POOL));
  rules.templates.forEach((template, index) => {
    const at = `.rules.templates[${index}]`;
    membersOf(template, at, TEMPLATE);
    Object.entries(template.parameters).forEach(([name, parameter]) => membersOf(parameter, `${at}.parameters.${name}`, PARAMETER));
  });
  membersOf(grants, '.grants', GRANTS);
  Object.entries(grants).forEach(([kind, roles]) => membersOf(roles, `.grants.${kind}`, ROLES));
  return { rules, grants, table: requireEnv(environment, DeskEnvironment.DESK_TABLE) };
}

function membersOf(value: unknown, at: string, members: Members): object {
  const refuse = (place: string, found: unknown, expected: string) => badVariable(`${DeskEnvironment.DESK}${at}${place}`, JSON.stringify(found) ?? 'missing', expected);
  if (!isObject(value)) {
    throw refuse('', value, 'an object');
  }
  for (const [name, { check, expected, isOptional }] of Object.entries(members)) {
    const isAbsent = !Object.hasOwn(value, name);
    if (isAbsent ? isOptional !== true : !check(value[name])) {
      throw refuse(`.${name}`, value[name], expected);
    }
  }
  const unknown = Object.keys(value).find(name => !Object.hasOwn(members, name));
  if (unknown !== undefined) {
    throw refuse(`.${unknown}`, value[unknown], `one of ${Object.keys(members).join(', ')}`);
  }
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
