/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'an explicit deny wins, and what nothing allows is denied',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
    heldAgainst: ['examples of IAM', 'ministack'],
  },
  {
    does: 'wildcards in actions and resources; actions in any case, resources in theirs',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
    heldAgainst: ['examples of IAM', 'ministack'],
  },
  {
    does: 'conditions: all operators and keys, one value of each; of a negated operator none; a missing key fails all but negated ones, IfExists, ForAllValues and Null',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html',
    heldAgainst: ['examples of IAM', 'ministack'],
  },
  {
    does: 'ARN operators compare the six parts one by one',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN',
    heldAgainst: ['examples of IAM'],
  },
  {
    does: 'a boundary allows nothing by itself, and lets pass only what it allows',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
    heldAgainst: ['examples of IAM'],
  },
  {
    does: 'service control policies deny in every account but the management account',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
  },
  {
    does: 'a role that no stack makes may do everything, and the report says so',
    mark: 'inferred',
    source: 'its policies are not in the templates',
  },
];
