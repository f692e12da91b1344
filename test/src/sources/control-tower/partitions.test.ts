import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import type { PoolAccountProps } from '../../../../src';
import { PoolAccount } from '../../../../src';
import { appWith, messageOf } from '../../support';

function poolIn(region: string | undefined, props: PoolAccountProps = {}, app: App = appWith()): Stack {
  const stack = new Stack(app, 'Pool', { env: { account: '111122223333', region } });
  new PoolAccount(stack, 'pool-010', props);
  return stack;
}

const doubts = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('account-robot:partition')).map(({ id, entry }) => [id, entry.data]);

test('Account Factory creates no account in GovCloud: synthesis says so, with the way out', () => {
  expect(messageOf(() => poolIn('us-gov-west-1'))).toBe(
    "pool account 'Pool/pool-010': Account Factory creates no accounts in AWS GovCloud (US), where its stack is to be deployed (us-gov-west-1); "
    + "create it from the management account in the commercial partition (CreateGovCloudAccount), and declare it here by its 'existingAccountId'");
});

test('an account of GovCloud that exists is declared, with a warning that it is not known to work', () => {
  expect(doubts(poolIn('us-gov-east-1', { existingAccountId: '444455556666' }))).toEqual([
    ['/Pool/AccountFactory', expect.stringContaining("whether Account Factory works in partition 'aws-us-gov' isn't known")],
  ]);
});

test.each([
  ['cn-north-1', 'aws-cn', 'AWS names no Region of it among those of Control Tower'],
  ['eusc-de-east-1', 'aws-eusc', 'nobody is known to have tried it'],
  ['us-isob-east-1', 'aws-iso-b', 'nobody is known to have tried it'],
])('in %s it is said once that it is not known to work', (region, partition, why) => {
  const app = appWith();
  const stack = poolIn(region, {}, app);
  new PoolAccount(stack, 'pool-011');
  expect(doubts(stack)).toEqual([['/Pool/AccountFactory', expect.stringMatching(new RegExp(`^whether Account Factory works in partition '${partition}' isn't known: ${why}`))]]);
});

test.each(['eu-west-1', undefined])('in %s nothing is said', region => expect(doubts(poolIn(region))).toEqual([]));
