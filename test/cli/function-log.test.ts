import { LogTails, TAIL_LINES } from '../../cli/function-log';
import type { Progress } from '../../rehearsal/rehearse';

const thrown = (name: string, what = 'Cannot read x') => `Received response status [FAILED] from custom resource. Message returned: ${what}\n\nLogs: /aws/lambda/${name}\n\n    at handler (RequestId: 1)`;
const failed = (reason: string, change: object = {}): Progress => ({
  at: 90,
  kind: 'stack',
  event: { at: 90, stack: 'Pool', type: 'Custom::PoolAccount', logicalId: 'Leg2', status: 'CREATE_FAILED', reason, properties: { AccountName: 'pool-001' }, ...change },
});
const heard = (...lines: [string, string][]) => {
  const tails = new LogTails();
  lines.forEach(([name, line], at) => tails.hear({ at, function: name, line }));
  return tails;
};

test('the log of the function that threw is kept as it was when the account failed', () => {
  const tails = heard(['Complete', 'first\n'], ['Kick', 'of another function'], ['Complete', 'Invoke Error\n  at handler\n']);
  tails.see(failed(thrown('Complete')));
  tails.hear({ at: 100, function: 'Complete', line: 'of another account' });

  expect(tails.of('Pool', 'pool-001')).toEqual({
    function: 'Complete',
    lines: [{ at: 0, text: 'first' }, { at: 2, text: 'Invoke Error' }, { at: 2, text: '  at handler' }],
  });
  expect([tails.of('Other', 'pool-001'), tails.of('Pool', 'pool-002')]).toEqual([undefined, undefined]);
});

test('another resource is found by its logical id', () => {
  const tails = heard(['LookUp', 'no']);
  tails.see(failed(thrown('LookUp'), { type: 'Custom::FactoryPortfolio', logicalId: 'Portfolio', properties: undefined }));

  expect(tails.of('Pool', 'Portfolio')?.lines).toEqual([{ at: 0, text: 'no' }]);
});

test('only the last lines are kept', () => {
  const tails = heard(...Array.from({ length: 100 }, (_, index): [string, string] => ['Complete', `line ${index}`]));
  tails.see(failed(thrown('Complete')));
  const lines = tails.of('Pool', 'pool-001')!.lines.map(({ text }) => text);

  expect([lines.length, lines[0], lines.at(-1)]).toEqual([TAIL_LINES, 'line 90', 'line 99']);
});

test.each<[string, Progress]>([
  ['a failure with a code of ours, which says it all', failed(thrown('Complete', 'AR-EMAIL-IN-USE: account \'pool-001\': the address is taken. Account: none. Fix: another. Safe to deploy again: yes.'))],
  ['a failure that names no log', failed('Resource creation cancelled')],
  ['what did not fail', failed(thrown('Complete'), { status: 'CREATE_IN_PROGRESS' })],
  ['other events', { at: 1, kind: 'clock' }],
])('%s needs none', (_, event) => {
  const tails = heard(['Complete', 'line']);
  tails.see(event);

  expect(tails.of('Pool', 'pool-001')).toBeUndefined();
});
