/** Who calls: found out before anything else is looked at. */

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
    expect(await callAfter(seconds, HOUR)).toEqual(['ExpiredTokenException', 'The security token included in the request is expired', 403]);
  });

  test('of a function doesn\'t expire: Lambda renews it', async () => {
    expect(await callAfter(100 * HOUR, undefined)).toBe('arn:aws:sts::111122223333:assumed-role/Robot/is-complete');
  });
});
