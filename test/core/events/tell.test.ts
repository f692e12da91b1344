import { accountRequested } from '../../../core/events/account-events';
import type { DomainEvent } from '../../../core/events/event';
import { SILENT, toBus } from '../../../core/events/tell';
import { TransientError } from '../../../core/failures/errors';
import { createLog } from '../../../core/log';
import { at } from '../fixtures';

const event = (accountName: string) => accountRequested({ subject: { stackName: 'pool-stack', owner: `pool-stack/${accountName}`, accountName }, at: at(3) });

function written() {
  const lines: string[] = [];
  return { log: createLog(line => lines.push(line), () => at(3), { account: 'pool-010' }), records: () => lines.map(line => JSON.parse(line)) };
}

test('sends ten at once', async () => {
  const sizes: number[] = [];
  const { log, records } = written();
  const bus = toBus({ put: async events => { sizes.push(events.length); return []; } }, log);
  await bus.send(Array.from({ length: 21 }, (_, index) => event(String(index))));
  expect(sizes).toEqual([10, 10, 1]);
  await bus.send(Array.from({ length: 10 }, (_, index) => event(String(index))));
  expect(sizes.slice(3)).toEqual([10]);
  await bus.send([]);
  expect(sizes).toHaveLength(4);
  expect(records()).toEqual([]);
});

test('an entry that the bus refuses is logged with its id and AWS\'s words, and stops nothing', async () => {
  const { log, records } = written();
  const put = async (events: readonly DomainEvent[]) => [{ event: events[1], text: 'MalformedDetail: see jane@example.com' }];
  await expect(toBus({ put }, log).send([event('one'), event('two')])).resolves.toBeUndefined();
  expect(records()).toEqual([{ notice: 'event-not-sent', account: 'pool-010', event: 'AccountRequested', id: event('two').detail.id, text: 'MalformedDetail: see <e-mail>' }]);
});

test.each<[string, unknown]>([
  ['no answer', new TransientError('events:PutEvents', 'no answer')], ['a bug', new Error('a bug')], ['not even an error', 'text'],
])('whatever is thrown is logged once for each event: %s', async (_, thrown) => {
  const { log, records } = written();
  await expect(toBus({ put: async () => { throw thrown; } }, log).send([event('one'), event('two')])).resolves.toBeUndefined();
  expect(records().map(({ notice }) => notice)).toEqual(['event-not-sent', 'event-not-sent']);
});

test('nobody hears anything where no bus is named', async () => {
  await expect(SILENT.send([event('one')])).resolves.toBeUndefined();
});
