/**
 * Settings from the context block `account-robot` in cdk.json.
 *
 * The block is read whole and checked whole whenever a construct asks for it, also for settings that props override:
 * a misspelled key must never look as if it had been applied.
 */

import { IConstruct } from 'constructs';
import { CONTEXT_KEY } from './contract';
import { Problem, refusal, show, UserError } from './user-error';
import {
  concurrencyProblem, emailPatternProblem, NAME_PLACEHOLDER, organizationalUnitIdProblem, personNameProblem, ssoEmailProblem, timeoutProblem,
} from './validation';

/** The settings of the context block; all of them optional there. */
export interface ContextSettings {
  readonly holdingOrganizationalUnitId?: string;
  readonly accountEmail?: string;
  readonly ssoUser?: PartialSsoUser;
  readonly concurrency?: number;
  readonly timeoutMinutes?: number;
}

/** The user as the context block may have it, with members still missing. */
export interface PartialSsoUser {
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

type Check = (value: unknown) => Problem | undefined;

const SSO_USER_CHECKS: Readonly<Record<string, Check>> = {
  email: text(ssoEmailProblem),
  firstName: text(personNameProblem),
  lastName: text(personNameProblem),
};

const CHECKS: Readonly<Record<string, Check>> = {
  holdingOrganizationalUnitId: text(organizationalUnitIdProblem),
  accountEmail: text(emailPatternProblem),
  ssoUser: value => isBlock(value) ? undefined : {
    expected: 'an object with email, firstName and lastName',
    fix: 'write {"email": "pool@example.com", "firstName": "Pool", "lastName": "Account"}',
  },
  concurrency: number(concurrencyProblem),
  timeoutMinutes: number(timeoutProblem),
};

const WHERE = `cdk.json, context '${CONTEXT_KEY}'`;

/** Reads and checks the context block. Throws one error for all that is wrong in it. */
export function readContext(scope: IConstruct): ContextSettings {
  const block: unknown = scope.node.tryGetContext(CONTEXT_KEY);
  if (block === undefined || block === null) return {};
  if (!isBlock(block)) {
    throw new UserError(`cdk.json, context: '${CONTEXT_KEY}' must be an object with the keys ${Object.keys(CHECKS).join(', ')}, got ${show(block)}; `
      + 'write {"context": {"account-robot": {...}}}');
  }
  const problems = [...problemsOf(block, CHECKS, '')];
  if (isBlock(block.ssoUser)) problems.push(...problemsOf(block.ssoUser, SSO_USER_CHECKS, 'ssoUser.'));
  if (problems.length > 0) throw new UserError(problems.join('\n'));
  return block as ContextSettings;
}

/** The settings that have no default. */
export interface RequiredSettings {
  readonly holdingOrganizationalUnitId?: string;
  readonly accountEmail?: string;
  readonly ssoUser?: PartialSsoUser;
}

interface Hint {
  readonly setting: string;
  readonly hint: string;
  readonly given: (settings: RequiredSettings) => boolean;
}

const HINTS: readonly Hint[] = [
  {
    setting: 'holdingOrganizationalUnitId',
    hint: "the organizational unit, registered with Control Tower, that new accounts are created in; prop 'holdingOrganizationalUnitId' of AccountFactory",
    given: settings => settings.holdingOrganizationalUnitId !== undefined,
  },
  {
    setting: 'accountEmail',
    hint: `the e-mail addresses, a pattern with ${NAME_PLACEHOLDER}; prop 'accountEmail' of AccountFactory or of each PoolAccount`,
    given: settings => settings.accountEmail !== undefined,
  },
  {
    setting: 'ssoUser',
    hint: "email, firstName and lastName of the IAM Identity Center user that gets administrator access to each account; prop 'ssoUser' of AccountFactory",
    given: settings => settings.ssoUser !== undefined,
  },
  ...(['email', 'firstName', 'lastName'] as const).map(member => ({
    setting: `ssoUser.${member}`,
    hint: "the IAM Identity Center user has the others already; prop 'ssoUser' of AccountFactory",
    given: ({ ssoUser }: RequiredSettings) => ssoUser === undefined || ssoUser[member] !== undefined,
  })),
];

const EXAMPLE = {
  context: {
    [CONTEXT_KEY]: {
      holdingOrganizationalUnitId: 'ou-abcd-11112222',
      accountEmail: `aws+${NAME_PLACEHOLDER}@example.com`,
      ssoUser: { email: 'pool@example.com', firstName: 'Pool', lastName: 'Account' },
    },
  },
};

/**
 * Throws one error that lists all settings that are missing.
 *
 * @param subject says whose settings they are
 * @param essential the settings without which `subject` can't go on
 * @param alongside settings that may come from elsewhere, but are mentioned when an essential one is missing
 */
export function requireSettings(
  subject: string, settings: RequiredSettings, essential: readonly (keyof RequiredSettings)[], alongside: readonly (keyof RequiredSettings)[] = [],
): void {
  const missing = (keys: readonly string[]) => HINTS.filter(hint => keys.includes(hint.setting.split('.')[0]) && !hint.given(settings));
  if (missing(essential).length === 0) return;
  const all = missing([...essential, ...alongside]);
  throw new UserError([
    `${subject}: ${all.length === 1 ? 'a setting is' : `${all.length} settings are`} missing:`,
    ...all.map(({ setting, hint }) => `  - '${setting}': ${hint}, or context '${CONTEXT_KEY}' in cdk.json`),
    `Everything in cdk.json would look like this: ${JSON.stringify(EXAMPLE)}`,
  ].join('\n'));
}

function* problemsOf(block: Record<string, unknown>, checks: Readonly<Record<string, Check>>, prefix: string): Iterable<string> {
  for (const [key, value] of Object.entries(block)) {
    const known = Object.keys(checks);
    if (!known.includes(key)) {
      yield `${WHERE}: '${prefix}${key}' (${show(value)}) is not a setting, expected one of ${known.join(', ')}; `
        + `did you mean '${prefix}${nearest(key, known)}'?`;
      continue;
    }
    const problem = checks[key](value);
    if (problem) yield refusal(WHERE, `${prefix}${key}`, value, problem);
  }
}

function isBlock(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(check: (value: string) => Problem | undefined): Check {
  return value => typeof value === 'string' ? check(value) : { expected: 'a string', fix: 'put it in double quotes' };
}

function number(check: (value: number) => Problem | undefined): Check {
  return value => check(typeof value === 'number' ? value : NaN);
}

/** The known key with the smallest edit distance. */
function nearest(key: string, known: readonly string[]): string {
  const distances = known.map(candidate => editDistance(key.toLowerCase(), candidate.toLowerCase()));
  return known[distances.indexOf(Math.min(...distances))];
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
