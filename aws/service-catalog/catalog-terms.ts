/** What requests to AWS Service Catalog have in common, and its tags. */

import type { Tag as SdkTag } from '@aws-sdk/client-service-catalog';
import type { Tag } from '../../core/accounts/account';

/** What anybody in the account made, not the caller's own alone. */
export const WHOLE_ACCOUNT = { Key: 'Account', Value: 'self' } as const;

/** Tags in the terms of the core. */
export function tagsOf(tags: readonly Partial<SdkTag>[] = []): Tag[] {
  return tags.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value }));
}
