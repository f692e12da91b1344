/** Calls to AWS Organizations, in one order for every side, and what each id means. */

import type { Organizations } from '@aws-sdk/client-organizations';
import type { Step } from './comparison';

/** One side of the comparison. */
export interface Side {
  readonly aws: Organizations;
  /** Lets everything happen that takes time. */
  readonly wait: () => void;
  /** What ids stand for. */
  readonly names: Map<string, string>;
}

const NOBODY = '999988887777';
const NOWHERE = 'ou-zzzz-zzzzzzzz';

/** The id of what is called that. */
function id({ names }: Side, name: string): string {
  const found = [...names].find(([, candidate]) => candidate === name)?.[0];
  if (found === undefined) {
    throw new Error(`nothing is called '${name}' on this side`);
  }
  return found;
}

async function create(side: Side, AccountName: string, more: object = {}): Promise<unknown> {
  const answer = await side.aws.createAccount({ AccountName, Email: `aws+${AccountName}@example.com`, ...more });
  side.names.set(answer.CreateAccountStatus!.Id!, `(request of ${AccountName})`);
  // Servers that are ready at once tell of the account already.
  side.wait();
  const { CreateAccountStatus } = await side.aws.describeCreateAccountStatus({ CreateAccountRequestId: answer.CreateAccountStatus!.Id });
  if (CreateAccountStatus?.AccountId) {
    side.names.set(CreateAccountStatus.AccountId, `(${AccountName})`);
  }
  return answer;
}

const move = (account: string, from: string, to: string): Step<Side>['call'] => side => side.aws.moveAccount({
  AccountId: account === NOBODY ? NOBODY : id(side, account),
  SourceParentId: from === NOWHERE ? NOWHERE : id(side, from),
  DestinationParentId: to === NOWHERE ? NOWHERE : id(side, to),
});

/** Both sides have a root with the units Pool and Other, and old-hand in Pool. */
export const STEPS: readonly Step<Side>[] = [
  { name: 'DescribeOrganization', call: ({ aws }) => aws.describeOrganization({}) },
  { name: 'ListRoots', call: ({ aws }) => aws.listRoots({}) },
  { name: 'ListAccounts', call: ({ aws }) => aws.listAccounts({}) },
  { name: 'ListAccounts, a page of one', call: ({ aws }) => aws.listAccounts({ MaxResults: 1 }) },
  { name: 'ListAccountsForParent of a unit', call: side => side.aws.listAccountsForParent({ ParentId: id(side, '(Pool)') }) },
  { name: 'ListAccountsForParent of an empty unit', call: side => side.aws.listAccountsForParent({ ParentId: id(side, '(Other)') }) },
  { name: 'ListAccountsForParent of no unit', call: ({ aws }) => aws.listAccountsForParent({ ParentId: NOWHERE }) },
  { name: 'DescribeAccount', call: side => side.aws.describeAccount({ AccountId: id(side, '(old-hand)') }) },
  { name: 'DescribeAccount of nobody', call: ({ aws }) => aws.describeAccount({ AccountId: NOBODY }) },
  { name: 'DescribeAccount of what is no id', call: ({ aws }) => aws.describeAccount({ AccountId: 'old-hand' }) },
  { name: 'ListParents of an account', call: side => side.aws.listParents({ ChildId: id(side, '(old-hand)') }) },
  { name: 'ListParents of a unit', call: side => side.aws.listParents({ ChildId: id(side, '(Pool)') }) },
  { name: 'ListParents of nobody', call: ({ aws }) => aws.listParents({ ChildId: NOBODY }) },
  { name: 'ListOrganizationalUnitsForParent of the root', call: side => side.aws.listOrganizationalUnitsForParent({ ParentId: id(side, '(root)') }) },
  { name: 'ListOrganizationalUnitsForParent of a leaf', call: side => side.aws.listOrganizationalUnitsForParent({ ParentId: id(side, '(Pool)') }) },
  { name: 'ListOrganizationalUnitsForParent of no unit', call: ({ aws }) => aws.listOrganizationalUnitsForParent({ ParentId: NOWHERE }) },
  { name: 'DescribeOrganizationalUnit', call: side => side.aws.describeOrganizationalUnit({ OrganizationalUnitId: id(side, '(Pool)') }) },
  { name: 'DescribeOrganizationalUnit of none', call: ({ aws }) => aws.describeOrganizationalUnit({ OrganizationalUnitId: NOWHERE }) },
  { name: 'ListTagsForResource without any', call: side => side.aws.listTagsForResource({ ResourceId: id(side, '(old-hand)') }) },
  { name: 'ListTagsForResource of nobody', call: ({ aws }) => aws.listTagsForResource({ ResourceId: NOBODY }) },
  {
    name: 'TagResource',
    call: side => side.aws.tagResource({ ResourceId: id(side, '(old-hand)'), Tags: [{ Key: 'team', Value: 'a' }, { Key: 'empty', Value: '' }] }),
  },
  { name: 'TagResource once more', call: side => side.aws.tagResource({ ResourceId: id(side, '(old-hand)'), Tags: [{ Key: 'team', Value: 'b' }] }) },
  { name: 'TagResource of nobody', call: ({ aws }) => aws.tagResource({ ResourceId: NOBODY, Tags: [{ Key: 'team', Value: 'a' }] }) },
  { name: 'ListTagsForResource', call: side => side.aws.listTagsForResource({ ResourceId: id(side, '(old-hand)') }) },
  { name: 'MoveAccount from where it is not', call: move('(old-hand)', '(Other)', '(root)') },
  { name: 'MoveAccount from no unit', call: move('(old-hand)', NOWHERE, '(Other)') },
  { name: 'MoveAccount to no unit', call: move('(old-hand)', '(Pool)', NOWHERE) },
  { name: 'MoveAccount of nobody', call: move(NOBODY, '(Pool)', '(Other)') },
  { name: 'MoveAccount to where it is', call: move('(old-hand)', '(Pool)', '(Pool)') },
  { name: 'MoveAccount', call: move('(old-hand)', '(Pool)', '(Other)') },
  { name: 'ListParents after the move', call: side => side.aws.listParents({ ChildId: id(side, '(old-hand)') }) },
  { name: 'ListAccountsForParent after the move', call: side => side.aws.listAccountsForParent({ ParentId: id(side, '(Other)') }) },
  { name: 'CreateAccount', call: side => create(side, 'pool-001', { Tags: [{ Key: 'team', Value: 'a' }] }) },
  { name: 'DescribeCreateAccountStatus', call: side => side.aws.describeCreateAccountStatus({ CreateAccountRequestId: id(side, '(request of pool-001)') }) },
  { name: 'DescribeCreateAccountStatus of none', call: ({ aws }) => aws.describeCreateAccountStatus({ CreateAccountRequestId: `car-${'z'.repeat(32)}` }) },
  { name: 'ListCreateAccountStatus of those that succeeded', call: ({ aws }) => aws.listCreateAccountStatus({ States: ['SUCCEEDED'] }) },
  { name: 'ListCreateAccountStatus of those that failed', call: ({ aws }) => aws.listCreateAccountStatus({ States: ['FAILED'] }) },
  { name: 'DescribeAccount of the new one', call: side => side.aws.describeAccount({ AccountId: id(side, '(pool-001)') }) },
  { name: 'ListParents of the new one', call: side => side.aws.listParents({ ChildId: id(side, '(pool-001)') }) },
  { name: 'ListTagsForResource of the new one', call: side => side.aws.listTagsForResource({ ResourceId: id(side, '(pool-001)') }) },
  { name: 'CreateAccount with a name of 51 characters', call: ({ aws }) => aws.createAccount({ AccountName: 'x'.repeat(51), Email: 'aws+x@example.com' }) },
  { name: 'CreateAccount with no address', call: ({ aws }) => aws.createAccount({ AccountName: 'x', Email: 'example.com' }) },
  { name: 'CreateAccount with an address that is taken', call: side => create(side, 'twin', { Email: 'aws+pool-001@example.com' }) },
  {
    name: 'DescribeCreateAccountStatus of the address that is taken',
    call: side => side.aws.describeCreateAccountStatus({ CreateAccountRequestId: id(side, '(request of twin)') }),
  },
  { name: 'CloseAccount', call: side => side.aws.closeAccount({ AccountId: id(side, '(pool-001)') }) },
  { name: 'CloseAccount once more', call: side => {
    side.wait();
    return side.aws.closeAccount({ AccountId: id(side, '(pool-001)') });
  } },
  { name: 'CloseAccount of nobody', call: ({ aws }) => aws.closeAccount({ AccountId: NOBODY }) },
  { name: 'CloseAccount of the management account', call: side => side.aws.closeAccount({ AccountId: id(side, '(management)') }) },
  { name: 'DescribeAccount of the closed one', call: side => side.aws.describeAccount({ AccountId: id(side, '(pool-001)') }) },
];
