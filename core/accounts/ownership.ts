/** Whose an account is: the owner's tag, on products and accounts. */

import type { DesiredAccount, MissingTags, Tag } from './account';
import type { DirectoryPort } from './directory';
import { OWNER_TAG } from '../../src/contract';
import { fenced } from '../reconcile/fence';
import type { ActOutcome, Fence } from '../reconcile/fence';

/** Who owns what carries these tags. */
export function ownerOf(tags: readonly Tag[]): string | undefined {
  return tags.find(tag => tag.key === OWNER_TAG)?.value;
}

/** The user's tags and the owner's. */
export function tagsOf(desired: Pick<DesiredAccount, 'owner' | 'tags'>): Tag[] {
  return [{ key: OWNER_TAG, value: desired.owner }, ...desired.tags.filter(tag => tag.key !== OWNER_TAG)];
}

/** Those of the tags that are not present. Tags of others are left alone. */
export function without(wanted: readonly Tag[], present: readonly Tag[]): Tag[] {
  return wanted.filter(tag => !present.some(other => other.key === tag.key && other.value === tag.value));
}

/** The tags that the account should carry and doesn't. */
export function missingTagsOf(desired: DesiredAccount, accountId: string, present: readonly Tag[]): MissingTags {
  return { accountId, tags: without(tagsOf(desired), present) };
}

/** Writes the tags that an account lacks. */
export async function tagAccount(missing: MissingTags, directory: Pick<DirectoryPort, 'tag'>, fence: Fence): Promise<ActOutcome> {
  if (missing.tags.length === 0) {
    return 'done';
  }
  return fenced(fence, async () => directory.tag(missing.accountId, missing.tags));
}
