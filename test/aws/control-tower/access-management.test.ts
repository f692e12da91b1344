import { AccessManagement } from '../../../aws/control-tower/access-management';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import type { HubReply, Received } from '../innovation-sandbox/hub';
import { Hub, isSigned } from '../innovation-sandbox/hub';

const OWN = { accessKeyId: 'AKIDOWN', secretAccessKey: 'own-secret' };
const ZONE = 'arn:aws:controltower:eu-west-1:111122223333:landingzone/ABC';
const LIST = { body: { landingZones: [{ arn: ZONE }] } };
const zone = (manifest: unknown) => ({ body: { landingZone: { arn: ZONE, version: '3.3', manifest } } });

/** What is found, and what was asked, where the two operations answer so. */
async function asking(
  list: HubReply, get: HubReply, check: (found: Promise<boolean>, received: readonly Received[]) => Promise<void>,
): Promise<void> {
  await Hub.use(({ operation }) => (operation.endsWith('/list-landingzones') ? list : get), async hub => {
    const access = new AccessManagement({ region: 'eu-west-1', credentials: async () => OWN, now: () => hub.now });
    await check(access.isSelfManaged(), hub.received);
  });
}

test.each<[string, unknown, boolean]>([
  ['enabled', { accessManagement: { enabled: true } }, false],
  ['disabled', { accessManagement: { enabled: false } }, true],
  ['not spoken of', {}, false],
])('access management that is %s in the manifest', (_, manifest, expected) => asking(LIST, zone(manifest), async (found, received) => {
  await expect(found).resolves.toBe(expected);
  expect(received.map(({ operation, body }) => [operation, JSON.parse(body)])).toEqual([
    ['POST /list-landingzones', {}], ['POST /get-landingzone', { landingZoneIdentifier: ZONE }],
  ]);
}));

test('is asked for where the function is, with a signature that holds', () => asking(LIST, zone({}), async (found, received) => {
  await found;
  const [{ body, headers, host }] = received;
  expect(host).toBe('controltower.eu-west-1.amazonaws.com');
  expect(isSigned('POST', '/list-landingzones', headers, body, OWN.secretAccessKey, 'controltower')).toBe(true);
}));

test('without a landing zone nobody says so', () => asking({ body: { landingZones: [] } }, 'cut', async found => {
  await expect(found).resolves.toBe(false);
}));

test.each<[HubReply, new (...args: any[]) => Error]>([
  [{ status: 403, body: { message: 'not authorized' } }, RefusalError],
  [{ status: 429, body: { message: 'slow down' } }, TransientError],
  [{ status: 500, body: { message: 'oh' } }, TransientError],
])('%j is an error', (reply, kind) => asking(LIST, reply, async found => {
  await expect(found).rejects.toThrow(kind);
}));
