import { sharedFailure } from '../../../../core/vending/control-tower/shared-failure';
import { at, attempt, BUSY, DENIED, desired, HOLDING_UNIT, moment, OWNER } from '../../fixtures';

const READY = 'AWS Control Tower could not create the account: landing zone is not ready';
const text = (unit: string) => `The organizational unit Holding (${unit}) is not enrolled in AWS Control Tower.`;
const when = (minutes = 30) => moment('begun', minutes, { attempt: attempt('begun') });
const failed = (words: string, more: object = {}) => [{ owner: `${OWNER.split('/')[0]}/pool-009`, text: words, createdAt: at(12).toISOString(), ...more }];

test('what another account of the stack met is what this one would meet', () => {
  expect(sharedFailure(desired(), failed(text(HOLDING_UNIT)), when())).toMatchObject({
    code: 'AR-OU-NOT-REGISTERED',
    what: expect.stringMatching(new RegExp(`'pool-010'.*${HOLDING_UNIT}`)),
    where: 'No account was requested.',
    awsText: text(HOLDING_UNIT),
  });
});

test.each<[string, ReturnType<typeof failed>]>([
  ['nothing', []],
  ['another stack', failed(text(HOLDING_UNIT), { owner: 'other-stack/pool-009' })],
  ['a stack whose name begins alike', failed(text(HOLDING_UNIT), { owner: 'pool-other/pool-009' })],
  ['nobody knows who', failed(text(HOLDING_UNIT), { owner: undefined })],
  ['an earlier deployment', failed(text(HOLDING_UNIT), { createdAt: at(-5).toISOString() })],
  ['a factory with another unit', failed(text('ou-abcd-99999999'))],
  ['a busy factory', failed(BUSY)],
  ['an account with an address in use', failed('The email address is already associated with an AWS account: EMAIL_ALREADY_EXISTS')],
  ['a text that nobody knows', failed(READY.replace('landing zone', 'moon'))],
])('%s stops no account', (_, products) => expect(sharedFailure(desired(), products, when())).toBeUndefined());

test('a denial stops accounts once access has had its time to spread', () => {
  expect(sharedFailure(desired(), failed(DENIED, { createdAt: at(1).toISOString() }), when(3))).toBeUndefined();
  expect(sharedFailure(desired(), failed(DENIED, { createdAt: at(1).toISOString() }), when(30))).toMatchObject({ code: 'AR-ACCESS-DENIED' });
});
