/** Who calls: found out before anything else is looked at. */

import { Organizations } from '@aws-sdk/client-organizations';
import { STS } from '@aws-sdk/client-sts';
import { TestOrganization } from '../support/test-organization';
import { clientOf } from '../support/wire';

const HOUR = 3600;

describe('a session', () => {
  const callAfter = async (seconds: number, expiresAfter: number | undefined) => {
    const organization = new TestOrganization();
    const expiresAt = expiresAfter === undefined ? undefined : organization.clock.date.getTime() + expiresAfter * 1000;
    const sts = new STS(clientOf(organization, organization.caller, expiresAt));
    organization.clock.advance(seconds);
    return sts.getCallerIdentity({}).then(({ Arn }) => Arn, ({ name, message, $metadata }) => [name, message, $metadata.httpStatusCode]);
  };

  test('works until it expires', async () => {
    expect(await callAfter(HOUR - 1, HOUR)).toBe('arn:aws:sts::111122223333:assumed-role/Robot/is-complete');
  });

  test.each([HOUR, HOUR + 1])('is refused after %i seconds of an hour', async seconds => {
    expect(await callAfter(seconds, HOUR)).toEqual(['ExpiredToken', 'The security token included in the request is expired', 403]);
  });

  test('of a function doesn\'t expire: Lambda renews it', async () => {
    expect(await callAfter(100 * HOUR, undefined)).toBe('arn:aws:sts::111122223333:assumed-role/Robot/is-complete');
  });
});

describe('a signature', () => {
  const MINUTE = 60_000;
  const refusalOf = async (ask: (client: ReturnType<typeof clientOf>) => Promise<unknown>, aheadMs: number) => {
    const organization = new TestOrganization();
    const asked = ask(clientOf(organization, organization.caller, undefined, aheadMs));
    return asked.then(() => undefined, ({ name, message, $metadata }) => [name, message, $metadata.httpStatusCode]);
  };
  const organizations = (aheadMs: number) => refusalOf(async client => new Organizations(client).listRoots({}), aheadMs);
  const sts = (aheadMs: number) => refusalOf(async client => new STS(client).getCallerIdentity({}), aheadMs);

  test.each([0, -5 * MINUTE, 5 * MINUTE])('of a clock that is %d ms ahead is taken', async aheadMs => {
    expect([await organizations(aheadMs), await sts(aheadMs)]).toEqual([undefined, undefined]);
  });

  test.each([
    [-6 * MINUTE, 'Signature expired: 20260105T075400Z is now earlier than 20260105T075500Z (20260105T080000Z - 5 min.)'],
    [6 * MINUTE, 'Signature not yet current: 20260105T080600Z is still later than 20260105T080500Z (20260105T080000Z + 5 min.)'],
  ])('of a clock that is %d ms ahead is refused, under the name that the protocol has for it', async (aheadMs, message) => {
    expect(await organizations(aheadMs)).toEqual(['InvalidSignatureException', message, 403]);
    expect(await sts(aheadMs)).toEqual(['SignatureDoesNotMatch', message, 403]);
  });
});
