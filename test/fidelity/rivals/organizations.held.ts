/** AWS Organizations call by call: the rehearsal's answers beside those of imitations that others wrote. */

import { Organizations } from '@aws-sdk/client-organizations';
import type { Difference } from './comparison';
import { differencesOf, surprises } from './comparison';
import { KNOWN } from './organizations-known';
import type { Side } from './organizations-script';
import { STEPS } from './organizations-script';
import type { Rival } from './rival';
import { RIVALS, RunningRival } from './rival';
import { HOLDING_UNIT, MANAGEMENT, TestOrganization } from '../../rehearsal/support/test-organization';
import { clientOf } from '../../rehearsal/support/wire';

const OTHER_UNIT = 'ou-abcd-33334444';
const OLD_HAND = { id: '444455556666', name: 'old-hand', email: 'aws+old-hand@example.com', parentId: HOLDING_UNIT, status: 'ACTIVE' as const, tags: {} };

async function ourSide(): Promise<Side> {
  const organization = new TestOrganization({
    organization: {
      accounts: [OLD_HAND],
      organizationalUnits: [
        { id: HOLDING_UNIT, name: 'Pool', parentId: 'r-abcd', registered: true },
        { id: OTHER_UNIT, name: 'Other', parentId: 'r-abcd', registered: false },
      ],
    },
  });
  const aws = new Organizations(clientOf(organization));
  const { Organization } = await aws.describeOrganization({});
  return {
    aws,
    wait: () => organization.minutes(60),
    names: new Map([
      [Organization!.Id!, '(organization)'], [MANAGEMENT, '(management)'], ['r-abcd', '(root)'], [HOLDING_UNIT, '(Pool)'], [OTHER_UNIT, '(Other)'],
      [OLD_HAND.id, '(old-hand)'], [Organization!.MasterAccountEmail!, '(address of the management account)'],
    ]),
  };
}

async function theirSide({ accountId, name }: Rival, running: RunningRival): Promise<Side> {
  const aws = new Organizations(running.config);
  if (name === 'moto') {
    await aws.createOrganization({ FeatureSet: 'ALL' });
  }
  const { Organization } = await aws.describeOrganization({});
  const { Roots } = await aws.listRoots({});
  const rootId = Roots![0].Id!;
  const unit = async (Name: string) => (await aws.createOrganizationalUnit({ ParentId: rootId, Name })).OrganizationalUnit!.Id!;
  const [pool, other] = [await unit('Pool'), await unit('Other')];
  const { CreateAccountStatus } = await aws.createAccount({ AccountName: OLD_HAND.name, Email: OLD_HAND.email });
  const oldHand = CreateAccountStatus!.AccountId!;
  await aws.moveAccount({ AccountId: oldHand, SourceParentId: rootId, DestinationParentId: pool });
  return {
    aws,
    wait: () => undefined,
    names: new Map([
      [Organization!.Id!, '(organization)'], [accountId, '(management)'], [rootId, '(root)'], [pool, '(Pool)'], [other, '(Other)'],
      [oldHand, '(old-hand)'], [CreateAccountStatus!.Id!, '(request of old-hand)'], [Organization!.MasterAccountEmail!, '(address of the management account)'],
    ]),
  };
}

describe.each(RIVALS)('beside $name', rival => {
  let running: RunningRival;
  let found: readonly Difference[];

  beforeAll(async () => {
    running = await RunningRival.start(rival);
    found = await differencesOf(STEPS, await ourSide(), await theirSide(rival, running));
  });

  afterAll(() => running.stop());

  test('nothing differs but what is known, and all of that does', () => {
    expect(surprises(found, KNOWN[rival.name])).toEqual({ unknown: [], gone: [] });
  });
});
