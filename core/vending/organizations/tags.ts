/** The tags that an account is created with. */

import { STACK_TAG, VERSION_TAG } from '../../../src/contract';
import type { DesiredAccount, Tag } from '../../accounts/account';
import { tagsOf } from '../../accounts/ownership';

/** What the tags tell of. */
export interface CreationTags {
  readonly desired: DesiredAccount;
  readonly stackName?: string;
  readonly settings: { readonly packageVersion?: string };
}

/** All that the account should carry, those for its registration included: whoever is tagged at creation needs no call for it later, and is ours from its first second. */
export function creationTagsOf({ desired, stackName, settings: { packageVersion } }: CreationTags): Tag[] {
  const more = desired.sandbox === undefined ? [] : [
    ...stackName === undefined ? [] : [{ key: STACK_TAG, value: stackName }],
    ...packageVersion === undefined ? [] : [{ key: VERSION_TAG, value: packageVersion }],
  ];
  return [...tagsOf(desired), ...more];
}
