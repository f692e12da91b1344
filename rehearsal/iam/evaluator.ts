/** Decides whether identity-based policies allow a request: an explicit deny wins, and what nothing allows is denied. */

import type { RequestContext } from './conditions';
import { conditionsHold } from './conditions';
import type { PolicyDocument, Statement } from './policy';
import { listOf } from './policy';
import { matchesWildcards } from './wildcards';
import { UnknownToRehearsal } from '../kernel/types';

/** One action on one resource. */
export interface AuthorizationRequest {
  /** 'servicecatalog:ProvisionProduct' */
  readonly action: string;
  /** An ARN, or '*' for an action that has no resource. */
  readonly resource: string;
  readonly context: RequestContext;
}

export type PolicyVerdict = 'allowed' | 'implicitly-denied' | 'explicitly-denied';

/** What the policies, taken together, say to the request. */
export function evaluate(policies: readonly PolicyDocument[], request: AuthorizationRequest): PolicyVerdict {
  let decision: PolicyVerdict = 'implicitly-denied';
  for (const policy of policies) {
    for (const statement of listOf(policy.Statement)) {
      if (!applies(statement, request)) {
        continue;
      }
      if (statement.Effect === 'Deny') {
        return 'explicitly-denied';
      }
      if (statement.Effect !== 'Allow') {
        throw new UnknownToRehearsal(`a policy statement has the Effect '${statement.Effect}', but IAM knows Allow and Deny only; correct the statement`);
      }
      decision = 'allowed';
    }
  }
  return decision;
}

/** Conditions come last, so that one which can't be evaluated stops only the requests that it is about. */
function applies(statement: Statement, request: AuthorizationRequest): boolean {
  return actionApplies(statement, request.action)
    && resourceApplies(statement, request.resource)
    && conditionsHold(statement.Condition, request.context);
}

/** Whether the statement is about that action: one of its own, or any but those of its `NotAction`. */
export function actionApplies(statement: Statement, action: string): boolean {
  const matches = (pattern: string) => matchesWildcards(pattern.toLowerCase(), action.toLowerCase());
  return statement.NotAction === undefined ? listOf(statement.Action).some(matches) : !listOf(statement.NotAction).some(matches);
}

function resourceApplies(statement: Statement, resource: string): boolean {
  const matches = (pattern: string) => {
    if (pattern.includes('${')) {
      throw new UnknownToRehearsal(`a policy has the resource '${pattern}', and the rehearsal does not fill in policy variables; write the ARN out`);
    }
    return matchesWildcards(pattern, resource);
  };
  return statement.NotResource === undefined ? listOf(statement.Resource).some(matches) : !listOf(statement.NotResource).some(matches);
}
