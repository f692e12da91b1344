/** Which events are worth a count: all but moves of accounts between units that are none of the pool's. */

import type { PoolConfiguration } from '../../../core/registration/innovation-sandbox/model';
import { mayHaveMoved } from '../../../lambda/capacity/moves';

const SANDBOX = { namespace: 'myisb', region: 'us-west-2' };
const CONFIGURATION = { version: 'v1.3.3', units: { available: 'ou-available', cleanUp: 'ou-cleanUp' } } as unknown as PoolConfiguration;
const moved = (sourceParentId: unknown, destinationParentId: unknown) => ({ detail: { eventName: 'MoveAccount', requestParameters: { sourceParentId, destinationParentId } } });

/** Asks with what the sandbox publishes, or with why that can't be read. */
async function ask(event: unknown, published: PoolConfiguration | null | Error = CONFIGURATION, sandbox: typeof SANDBOX | undefined = SANDBOX) {
  let asked = 0;
  const configuration = async () => {
    asked++;
    if (published instanceof Error) {
      throw published;
    }
    return published;
  };
  return { worth: await mayHaveMoved(event, sandbox, { configuration }), asked };
}

test.each<[string, unknown, boolean]>([
  ['out of a unit of the pool', moved('ou-available', 'ou-other'), true],
  ['into a unit of the pool', moved('r-root', 'ou-cleanUp'), true],
  ['between two of its units', moved('ou-cleanUp', 'ou-available'), true],
  ['between others', moved('r-root', 'ou-other'), false],
  ['whose units are not told', { detail: { eventName: 'MoveAccount' } }, false],
])('a move %s is worth a count: %s', async (_, event, worth) => {
  await expect(ask(event)).resolves.toEqual({ worth, asked: 1 });
});

test.each<[string, unknown]>([
  ['a tick', {}], ['nothing', undefined], ['a text', 'tick'], ['an account that joined', { detail: { eventName: 'AccountJoinedOrganization' } }],
  ['a cleaning of Innovation Sandbox', { detail: { accountId: '111122223333' } }],
])('%s is worth a count, and nobody has to be asked', async (_, event) => {
  await expect(ask(event)).resolves.toEqual({ worth: true, asked: 0 });
});

test('where the units can\'t be told, any move is worth a count', async () => {
  const other = moved('r-root', 'ou-other');
  await expect(ask(other, new Error('no answer'))).resolves.toMatchObject({ worth: true });
  await expect(ask(other, null)).resolves.toMatchObject({ worth: true });
  await expect(ask(other, { version: 'v1.1.8' })).resolves.toMatchObject({ worth: true });
});

test('of a pool without a sandbox nobody asks where accounts stand', async () => {
  await expect(mayHaveMoved(moved('r-root', 'ou-other'), undefined, { configuration: async () => null })).resolves.toBe(true);
});
