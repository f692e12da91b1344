/** The block `sandbox` within the context block `account-robot` in cdk.json. */

import type { Check, Checks } from './context-block';
import { innerBlock, isBlock, problemsOf, text, truth, WHERE } from './context-block';
import { apiIdProblem, billingViewArnProblem, externalIdProblem, namespaceProblem, regionProblem, roleArnProblem } from './sandbox-validation';
import type { AccessSettings } from '../contract';
import { MACHINE_CLIENT, SIGNED_INVOKE } from '../contract';

/** The block once it is checked. */
export interface SandboxContext {
  readonly namespace: string;
  readonly region?: string;
  readonly access: AccessSettings;
  readonly billingViewArn?: string;
  readonly billingViewRequired?: boolean;
}

const ACCESS_EXAMPLE = '{"kind": "machine-client", "roleArn": "arn:aws:iam::...", "externalId": "..."}';

/** The block as a whole. */
export const SANDBOX_BLOCK: Check = innerBlock('an object with namespace and access', `write {"namespace": "myisb", "access": ${ACCESS_EXAMPLE}}`);

const SANDBOX_CHECKS: Checks = {
  namespace: text(namespaceProblem),
  region: text(regionProblem),
  access: innerBlock('an object with kind and what that kind needs', `write ${ACCESS_EXAMPLE}`),
  billingViewArn: text(billingViewArnProblem),
  billingViewRequired: truth(),
};

const KIND: Check = value => value === MACHINE_CLIENT || value === SIGNED_INVOKE ? undefined : {
  expected: '"machine-client", for Innovation Sandbox 1.3 or later, or "signed-invoke", for 1.2',
  fix: "the version is on the first page of Innovation Sandbox's console, and in the description of its stacks",
};

/** What each kind of access may consist of, and what it needs. */
const ACCESS: Readonly<Record<AccessSettings['kind'], { readonly checks: Checks; readonly needs: readonly string[] }>> = {
  [MACHINE_CLIENT]: {
    checks: {
      kind: KIND,
      roleArn: text(roleArnProblem),
      externalId: text(externalIdProblem),
      apiId: text(apiIdProblem),
      apiIdRoleArn: text(roleArnProblem),
    },
    needs: ['roleArn', 'externalId'],
  },
  [SIGNED_INVOKE]: {
    checks: { kind: KIND, hubRoleArn: text(roleArnProblem), externalId: text(externalIdProblem) },
    needs: ['hubRoleArn'],
  },
};

/** All that is wrong within the block. */
export function* sandboxProblems(sandbox: Record<string, unknown>): Iterable<string> {
  yield* problemsOf(sandbox, SANDBOX_CHECKS, 'sandbox.');
  yield* missing(sandbox, ['namespace', 'access'], 'sandbox.');
  if (sandbox.billingViewRequired !== undefined && sandbox.billingViewArn === undefined) {
    yield `${WHERE}: 'sandbox.billingViewRequired' says nothing without 'sandbox.billingViewArn'; set that too, or remove it`;
  }
  if (isBlock(sandbox.access)) {
    yield* accessProblems(sandbox.access);
  }
}

function* accessProblems(access: Record<string, unknown>): Iterable<string> {
  const kind = ACCESS[access.kind as AccessSettings['kind']] as (typeof ACCESS)[AccessSettings['kind']] | undefined;
  if (!kind) {
    yield* access.kind === undefined ? missing(access, ['kind'], 'sandbox.access.') : problemsOf({ kind: access.kind }, { kind: KIND }, 'sandbox.access.');
    return;
  }
  yield* problemsOf(access, kind.checks, 'sandbox.access.');
  yield* missing(access, kind.needs, 'sandbox.access.');
  if (access.apiId !== undefined && access.apiIdRoleArn !== undefined) {
    yield `${WHERE}: 'sandbox.access' has both 'apiId' and 'apiIdRoleArn'; remove 'apiId' to have the id read whenever it is needed`;
  }
}

function* missing(settings: Record<string, unknown>, needed: readonly string[], prefix: string): Iterable<string> {
  for (const key of needed.filter(candidate => settings[candidate] === undefined)) {
    yield `${WHERE}: '${prefix}${key}' is missing; an access looks like ${ACCESS_EXAMPLE} or {"kind": "signed-invoke", "hubRoleArn": "arn:aws:iam::..."}`
      + (key === 'namespace' ? ", and the namespace is the parameter 'Namespace' of Innovation Sandbox's stacks" : '');
  }
}
