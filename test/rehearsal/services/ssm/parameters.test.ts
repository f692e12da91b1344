/** Parameters that somebody puts there. */

import { refusalOf, TestOrganization } from '../../support/test-organization';

const there = () => new TestOrganization({});
const put = (organization: TestOrganization, more: object = {}) => organization.call('ssm', 'PutParameter', { Name: '/robot/retired/1', Value: 'one', Type: 'String', ...more });

test('a parameter is read as it was put, until it is deleted', () => {
  const organization = there();
  expect(put(organization)).toMatchObject({ Version: 1 });
  expect(organization.call('ssm', 'GetParameter', { Name: '/robot/retired/1' }).Parameter).toMatchObject({ Value: 'one', Version: 1 });
  expect(put(organization, { Value: 'two', Overwrite: true })).toMatchObject({ Version: 2 });
  expect(organization.call('ssm', 'GetParameters', { Names: ['/robot/retired/1', '/other'] })).toMatchObject({ Parameters: [{ Value: 'two' }], InvalidParameters: ['/other'] });
  organization.call('ssm', 'DeleteParameter', { Name: '/robot/retired/1' });
  expect(refusalOf(() => organization.call('ssm', 'GetParameter', { Name: '/robot/retired/1' })).code).toBe('ParameterNotFound');
});

test.each([
  ['again, without being told to overwrite', {}, 'ParameterAlreadyExists'],
  ['with a name that is none', { Name: '/robot/a name' }, 'ValidationException'],
  ['with more than it holds', { Value: 'x'.repeat(4097), Overwrite: true }, 'ValidationException'],
])('it is not put %s', (_, more, code) => {
  const organization = there();
  put(organization);
  expect(refusalOf(() => put(organization, more)).code).toBe(code);
});

test('what is not there can not be deleted', () => {
  expect(refusalOf(() => there().call('ssm', 'DeleteParameter', { Name: '/robot/retired/1' })).code).toBe('ParameterNotFound');
});
