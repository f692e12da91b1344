/** AWS's clock, by what clients of the SDK learned of it. */

import { awsClock } from '../../../aws/shared/aws-clock';

const OWN = new Date('2026-01-05T08:00:00Z');
const clock = (...offsets: (number | undefined)[]) =>
  awsClock(() => OWN, offsets.map(systemClockOffset => ({ config: { systemClockOffset } })))().toISOString();

test.each<[(number | undefined)[], string]>([
  [[], '2026-01-05T08:00:00.000Z'],
  [[0, undefined], '2026-01-05T08:00:00.000Z'],
  [[-900, 59_999], '2026-01-05T08:00:00.000Z'],
  [[0, 60_000], '2026-01-05T08:01:00.000Z'],
  [[-600_000, 0], '2026-01-05T07:50:00.000Z'],
  [[-600_400, -599_000, 700], '2026-01-05T07:49:59.600Z'],
])('with offsets of %j milliseconds it is %s', (offsets, expected) => {
  expect(clock(...offsets)).toBe(expected);
});

test('goes by what clients learn later', () => {
  const client = { config: { systemClockOffset: 0 } };
  const now = awsClock(() => OWN, [client]);
  expect(now()).toEqual(OWN);
  client.config.systemClockOffset = 3_600_000;
  expect(now()).toEqual(new Date('2026-01-05T09:00:00Z'));
});
