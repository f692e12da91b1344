import { ownerOf, tagsOf } from '../../../core/accounts/ownership';
import { desired, OWNER } from '../fixtures';

test("the owner's tag is carried with the user's and read back", () => {
  expect(tagsOf(desired())).toHaveLength(2);
  expect(ownerOf(tagsOf(desired()))).toBe(OWNER);
  expect(ownerOf([])).toBeUndefined();
});
