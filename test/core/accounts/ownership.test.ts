import { missingTagsOf, ownerOf, tagAccount, tagsOf, without } from '../../../core/accounts/ownership';
import { OWNER_TAG } from '../../../src/contract';
import { ACCOUNT_ID, desired, OURS, OWNER } from '../fixtures';

test("the owner's tag is carried with the user's and read back", () => {
  expect(tagsOf(desired())).toHaveLength(2);
  expect(ownerOf(tagsOf(desired()))).toBe(OWNER);
  expect(ownerOf([])).toBeUndefined();
});

test('the user can name no other owner', () => {
  const tags = tagsOf(desired({ tags: [{ key: OWNER_TAG, value: 'somebody' }, { key: 'team', value: 'pool' }] }));
  expect(tags).toEqual(OURS);
});

test('a tag is missing that isn\'t there, or has another value; tags of others count for nothing', () => {
  const present = [{ key: OWNER_TAG, value: OWNER }, { key: 'team', value: 'former' }, { key: 'cost', value: '7' }];
  expect(without(OURS, present)).toEqual([{ key: 'team', value: 'pool' }]);
  expect(without([{ key: 'team', value: 'pool' }], [{ key: 'cost', value: 'pool' }])).toEqual([{ key: 'team', value: 'pool' }]);
  expect(missingTagsOf(desired(), ACCOUNT_ID, OURS)).toEqual({ accountId: ACCOUNT_ID, tags: [] });
});

test('only what is missing is written, and nothing if nothing is', async () => {
  const written: unknown[] = [];
  const directory = { tag: async (...call: unknown[]) => void written.push(call) };
  await expect(tagAccount({ accountId: ACCOUNT_ID, tags: [] }, directory, async () => true)).resolves.toBe('done');
  await expect(tagAccount({ accountId: ACCOUNT_ID, tags: OURS }, directory, async () => false)).resolves.toBe('fenced');
  await expect(tagAccount({ accountId: ACCOUNT_ID, tags: OURS }, directory, async () => true)).resolves.toBe('done');
  expect(written).toEqual([[ACCOUNT_ID, OURS]]);
});
