/** What the settings of an Innovation Sandbox must look like. As in validation.ts, tokens are the callers' business. */

import {
  API_ID_PATTERN,
  BILLING_VIEW_ARN_PATTERN,
  EXTERNAL_ID_PATTERN,
  isCustomBillingView,
  KEY_ARN_PATTERN,
  PRIMARY_BILLING_VIEW,
  REGION_PATTERN,
  ROLE_ARN_PATTERN,
  ROLE_NAME_PATTERN,
  SANDBOX_NAMESPACE_PATTERN,
  UNIT_ID_PATTERN,
} from '../contract';
import type { Problem } from '../shared/user-error';

/** Namespace of an Innovation Sandbox. */
export function namespaceProblem(namespace: string): Problem | undefined {
  return SANDBOX_NAMESPACE_PATTERN.test(namespace) ? undefined : {
    expected: '3 to 8 letters and digits',
    fix: "use the value of the parameter 'Namespace' of Innovation Sandbox's stacks, which is \"myisb\" unless somebody changed it",
  };
}

/** A region of AWS. */
export function regionProblem(region: string): Problem | undefined {
  return REGION_PATTERN.test(region) ? undefined : {
    expected: 'a region, like "us-west-2"',
    fix: "use the one that Innovation Sandbox's stacks are deployed in",
  };
}

/** ARN of a role. */
export function roleArnProblem(arn: string): Problem | undefined {
  return ROLE_ARN_PATTERN.test(arn) ? undefined : {
    expected: 'the ARN of a role, like "arn:aws:iam::222222222222:role/name"',
    fix: "copy it from the outputs of the stack in Innovation Sandbox's hub account",
  };
}

/** External id of a role's trust. */
export function externalIdProblem(id: string): Problem | undefined {
  return EXTERNAL_ID_PATTERN.test(id) ? undefined : {
    expected: '2 to 1224 letters, digits or _ + = , . @ : / -',
    fix: "copy it from the outputs of the stack in Innovation Sandbox's hub account",
  };
}

/** Id of a REST API. */
export function apiIdProblem(id: string): Problem | undefined {
  return API_ID_PATTERN.test(id) ? undefined : {
    expected: 'the id of a REST API, like "a1b2c3d4e5"',
    fix: "write the output 'RestApiId' of Innovation Sandbox's Compute stack, without the rest of the URL",
  };
}

/** ARN of a billing view that accounts can be added to. */
export function billingViewArnProblem(arn: string): Problem | undefined {
  return isCustomBillingView(arn) ? undefined : {
    expected: 'the ARN of a custom billing view, like "arn:aws:billing::111122223333:billingview/custom-..."',
    fix: BILLING_VIEW_ARN_PATTERN.exec(arn)?.[1] === PRIMARY_BILLING_VIEW ? 'the primary view has all accounts of the organization already; remove the setting' : 'look it up in the Billing console under Billing views',
  };
}

/** ARN of a KMS key. */
export function keyArnProblem(arn: string): Problem | undefined {
  return KEY_ARN_PATTERN.test(arn) ? undefined : {
    expected: 'the ARN of a KMS key, like "arn:aws:kms:us-west-2:222222222222:key/..."',
    fix: 'remove it to have the key recognized by the alias that Innovation Sandbox gives it',
  };
}

/** Id of the organizational unit that an existing account is moved out of. */
export function parentIdProblem(id: string): Problem | undefined {
  return UNIT_ID_PATTERN.test(id) ? undefined : {
    expected: 'the id of an organizational unit, like "ou-abcd-11112222"',
    fix: /^r-/.test(id)
      ? 'an account directly below the root may be moved without it; remove it'
      : 'look it up in the console of AWS Organizations; it must be the unit that the account is in, whatever that is called',
  };
}

/** Name of a role. */
export function roleNameProblem(name: string): Problem | undefined {
  return ROLE_NAME_PATTERN.test(name) ? undefined : {
    expected: '1 to 64 letters, digits or _ + = , . @ -',
    fix: 'use a shorter or simpler name, or remove it to use the default',
  };
}
