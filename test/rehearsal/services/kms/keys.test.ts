import type { PolicyDocument } from '../../../../rehearsal/iam/policy';
import { Keys } from '../../../../rehearsal/services/kms/keys';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/k';
const ROLE = 'arn:aws:iam::111122223333:role/R';
const LOGS = 'logs.eu-west-1.amazonaws.com';
const allow = (Principal: object | string, Action = 'kms:*', Effect = 'Allow') => ({ Effect, Action, Resource: '*', Principal });
const ROOT = allow({ AWS: 'arn:aws:iam::111122223333:root' });

/** Whether the role may decrypt, and CloudWatch Logs. */
function verdicts(Statement: PolicyDocument['Statement'] | undefined, { permitted = false, enabled = true } = {}) {
  const keys = new Keys({ permits: (_role, action, resource, context) => permitted && action === 'kms:Decrypt' && resource === KEY && context?.['aws:RequestedRegion'] === 'eu-west-1' });
  keys.put(KEY, { enabled, policy: Statement && { Statement } });
  return [keys.mayDecrypt(KEY, { roleArn: ROLE }), keys.mayDecrypt(KEY, { service: LOGS })];
}

test.each<[string, PolicyDocument['Statement'] | undefined, { permitted?: boolean; enabled?: boolean }, boolean[]]>([
  ['leaves it to IAM, which says nothing', [ROOT], {}, [false, false]],
  ['leaves it to IAM, which allows it', [ROOT], { permitted: true }, [true, false]],
  ['leaves it to IAM, by the id of the account', [allow({ AWS: ['111122223333'] })], { permitted: true }, [true, false]],
  ['is the one that AWS gives', undefined, { permitted: true }, [true, false]],
  ['names the role', [allow({ AWS: ROLE }, 'kms:Decrypt')], {}, [true, false]],
  ['names the role for something else', [allow({ AWS: ROLE }, 'kms:Encrypt')], { permitted: true }, [false, false]],
  ['names the service', [allow({ Service: LOGS }, 'kms:Decrypt*')], {}, [false, true]],
  ['lets everybody in', [allow('*')], {}, [true, true]],
  ['lets everybody in but the role', [allow({ AWS: '*' }), allow({ AWS: ROLE }, 'kms:Decrypt', 'Deny')], { permitted: true }, [false, true]],
  ['lets everybody in, and the key is disabled', [allow('*')], { enabled: false }, [false, false]],
])('a key whose policy %s', (_, statements, options, expected) => {
  expect(verdicts(statements, options)).toEqual(expected);
});

test('of a key that no stack makes nobody knows', () => {
  const keys = new Keys({ permits: () => true });
  expect([keys.knows(KEY), keys.mayDecrypt(KEY, { roleArn: ROLE })]).toEqual([false, undefined]);
  keys.put(KEY, { enabled: true, policy: undefined });
  keys.remove(KEY);
  expect(keys.mayDecrypt(KEY, { roleArn: ROLE })).toBeUndefined();
});
