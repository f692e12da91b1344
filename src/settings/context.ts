/**
 * Settings from the context block `account-robot` in cdk.json.
 *
 * The block is read whole and checked whole whenever a construct asks for it, also for settings that props override:
 * a misspelled key must never look as if it had been applied.
 */

import type { IConstruct } from 'constructs';
import type { Checks } from './context-block';
import { innerBlock, isBlock, number, problemsOf, text } from './context-block';
import type { SandboxContext } from './sandbox-context';
import { sandboxProblems, SANDBOX_BLOCK } from './sandbox-context';
import {
  concurrencyProblem,
  emailPatternProblem,
  NAME_PLACEHOLDER,
  organizationalUnitIdProblem,
  personNameProblem,
  ssoEmailProblem,
  timeoutProblem,
} from './validation';
import { CONTEXT_KEY } from '../contract';
import { show, UserError } from '../shared/user-error';

/** The settings that have no default. */
export interface RequiredSettings {
  readonly holdingOrganizationalUnitId?: string;
  readonly accountEmail?: string;
  readonly ssoUser?: PartialSsoUser;
}

/** The settings of the context block; all of them optional there. */
export interface ContextSettings extends RequiredSettings {
  readonly concurrency?: number;
  readonly timeoutMinutes?: number;
  readonly sandbox?: SandboxContext;
}

/** The user as the context block may have it, with members still missing. */
export interface PartialSsoUser {
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

const SSO_USER_CHECKS: Checks = {
  email: text(ssoEmailProblem),
  firstName: text(personNameProblem),
  lastName: text(personNameProblem),
};

const CHECKS: Checks = {
  holdingOrganizationalUnitId: text(organizationalUnitIdProblem),
  accountEmail: text(emailPatternProblem),
  ssoUser: innerBlock('an object with email, firstName and lastName', 'write {"email": "pool@example.com", "firstName": "Pool", "lastName": "Account"}'),
  concurrency: number(concurrencyProblem),
  timeoutMinutes: number(timeoutProblem),
  sandbox: SANDBOX_BLOCK,
};

/** Reads and checks the context block. Throws one error for all that is wrong in it. */
export function readContext(scope: IConstruct): ContextSettings {
  const block: unknown = scope.node.tryGetContext(CONTEXT_KEY);
  if (block === undefined || block === null) {
    return {};
  }
  if (!isBlock(block)) {
    throw new UserError(`cdk.json, context: '${CONTEXT_KEY}' must be an object with the keys ${Object.keys(CHECKS).join(', ')}, got ${show(block)}; `
      + 'write {"context": {"account-robot": {...}}}');
  }
  const problems = [...problemsOf(block, CHECKS, '')];
  if (isBlock(block.ssoUser)) {
    problems.push(...problemsOf(block.ssoUser, SSO_USER_CHECKS, 'ssoUser.'));
  }
  if (isBlock(block.sandbox)) {
    problems.push(...sandboxProblems(block.sandbox));
  }
  if (problems.length > 0) {
    throw new UserError(problems.join('\n'));
  }
  return block as ContextSettings;
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
  if (missing(essential).length === 0) {
    return;
  }
  const all = missing([...essential, ...alongside]);
  throw new UserError([
    `${subject}: ${all.length === 1 ? 'a setting is' : `${all.length} settings are`} missing:`,
    ...all.map(({ setting, hint }) => `  - '${setting}': ${hint}, or context '${CONTEXT_KEY}' in cdk.json`),
    `Everything in cdk.json would look like this: ${JSON.stringify(EXAMPLE)}`,
  ].join('\n'));
}
