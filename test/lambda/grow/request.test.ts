/** What the function can be asked: ticks, alarms, people, and whatever else may call it. */

import { parseGrowth } from '../../../lambda/grow/environment';
import { requestOf } from '../../../lambda/grow/request';

const POOL = { stackName: 'Pool', pool: 'Accounts' };

/** As CloudWatch calls a function. */
const alarm = (stackName: string, pool: string) => ({
  source: 'aws.cloudwatch',
  alarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:Low',
  time: '2026-11-28T03:10:00.000+0000',
  alarmData: {
    alarmName: 'Low',
    state: { value: 'ALARM' },
    configuration: {
      metrics: [{
        id: 'm1',
        metricStat: { metric: { namespace: 'AccountRobot', name: 'Available', dimensions: { StackName: stackName, Pool: pool } }, period: 300, stat: 'Minimum' },
        returnData: true,
      }],
    },
  },
});

test.each<[string, unknown, unknown]>([
  ['a tick', { tick: '2026-11-28T03:10:00.000Z' }, { ask: 'look' }],
  ['nothing', undefined, { ask: 'look' }],
  ['its own alarm', alarm('Pool', 'Accounts'), { ask: 'look' }],
  ['an alarm that tells nothing of what it watches', { alarmData: { alarmName: 'Composite' } }, { ask: 'look' }],
  ['a size', { ask: 'size', to: 15, by: 'somebody' }, { ask: 'size', to: 15, by: 'somebody' }],
  ['a yes', { ask: 'answer', id: '0123456789abcdef', approve: true, by: 'somebody', more: 1 }, { ask: 'answer', id: '0123456789abcdef', approve: true, by: 'somebody' }],
  ['somebody who is known by an address', { ask: 'clear', by: 'Jane <jane@example.com>' }, { ask: 'clear', by: 'Jane <<e-mail>>' }],
  ['a clearing', { ask: 'clear', by: 'somebody' }, { ask: 'clear', by: 'somebody' }],
])('%s is understood', (_, event, request) => {
  expect(requestOf(event, POOL)).toEqual(request);
});

test.each<[string, unknown, string]>([
  ['an alarm of another stack', alarm('Other', 'Accounts'), 'the alarm "Low" watches StackName "Other", where "Pool" was expected; give it the growth of its own pool as action'],
  ['an alarm of another pool', alarm('Pool', 'Others'), 'the alarm "Low" watches Pool "Others", where "Accounts" was expected'],
  ['another word', { ask: 'shrink' }, '\'ask\' of the request is "shrink", where one of look, size, answer, clear was expected'],
  ['a size in words', { ask: 'size', to: '15', by: 'x' }, '\'to\' of the request is "15", where a whole number, 1 or more was expected'],
  ['a size of none', { ask: 'size', to: 0, by: 'x' }, "'to' of the request is 0"],
  ['nobody', { ask: 'size', to: 15 }, "'by' of the request is missing, where the name of whoever asks"],
  ['a name of two lines', { ask: 'clear', by: 'x\ny' }, "'by' of the request"],
  ['an id that is none', { ask: 'answer', id: '../x', approve: true, by: 'x' }, "'id' of the request is \"../x\""],
  ['neither yes nor no', { ask: 'answer', id: '0123456789abcdef', approve: 'yes', by: 'x' }, '\'approve\' of the request is "yes", where true or false was expected'],
])('%s is told to be unusable', (_, event, problem) => {
  expect(requestOf(event, POOL)).toEqual({ problem: expect.stringContaining(problem) });
});

const ENVIRONMENT = {
  POOL_STACK_NAME: 'Pool',
  POOL_STACK_REGION: 'eu-west-1',
  POOL: 'Accounts',
  POOL_OWNER: 'Pool/Accounts/',
  POOL_MAX_SIZE: '2',
  POOL_LEGS: 'a,b',
  POOL_SIZE_PARAMETER: 'AccountsSize',
  UPDATE_ROLE_ARN: 'arn:aws:iam::111122223333:role/update',
  LEDGER_TABLE: 'Ledger',
  GROWTH: JSON.stringify({ min: 1, max: 2, lowWater: 1, step: 1, maxPerDay: 1, cooldownMinutes: 60 }),
};

test('the environment is read whole', () => {
  expect(parseGrowth(ENVIRONMENT)).toMatchObject({
    policy: { stackName: 'Pool', pool: 'Accounts', parameter: 'AccountsSize', min: 1, max: 2, lowWater: 1, step: 1, maxPerDay: 1, cooldownMinutes: 60 },
    ledgerTable: 'Ledger',
  });
});

test.each([
  ['GROWTH', 'no JSON', "environment variable GROWTH is 'no JSON', where JSON was expected"],
  ['GROWTH', '{"min":1}', 'environment variable GROWTH.max is missing, where a whole number, 0 or more was expected'],
  ['GROWTH', '{"min":1,"max":2.5}', 'environment variable GROWTH.max is 2.5, where a whole number, 0 or more was expected'],
  ['GROWTH', '{"min":-1}', 'environment variable GROWTH.min is -1, where a whole number, 0 or more was expected'],
  ['GROWTH', '{"min":1,"max":2,"lowWater":1,"step":1,"maxPerDay":"1"}', 'environment variable GROWTH.maxPerDay is "1"'],
  ['UPDATE_ROLE_ARN', 'role', "environment variable UPDATE_ROLE_ARN is 'role', where the ARN of a role was expected"],
  ['LEDGER_TABLE', '', 'environment variable LEDGER_TABLE is missing'],
  ['POOL_SIZE_PARAMETER', '', 'environment variable POOL_SIZE_PARAMETER is missing'],
])('%s of %s is refused: a limit that is not understood would be none', (name, value, message) => {
  expect(() => parseGrowth({ ...ENVIRONMENT, [name]: value })).toThrow(message);
});
