/** What a snapshot of a real organization adds to world files: what it may be, and what is said of what it may not. */

import { NO_APP } from '../../../cli/commands/serve';
import { loadWorldText } from '../../../rehearsal/world/load';

const load = (organization: string) => () => loadWorldText('world.yaml', `organization:\n  ${organization}\n`, NO_APP);

test.each([
  ['landingZoneVersion: 3.3', 'world.yaml:2: organization.landingZoneVersion is the number 3.3, but must be a version in quotes, like \'3.3\'; put it in quotes: \'3.3\''],
  ['latestLandingZoneVersion: \'four\'', 'world.yaml:2: organization.latestLandingZoneVersion is "four", but must be a version in quotes, like \'3.3\''],
  ['landingZoneDrift: SOME', 'world.yaml:2: organization.landingZoneDrift is "SOME", which isn\'t among the values it can have; it can be IN_SYNC, DRIFTED'],
  ['quotaRequests: [{ quota: accounts }]', 'world.yaml:2: organization.quotaRequests[0] has no \'value\'; add it (what was asked for)'],
  ['quotaRequests: [{ quota: units, value: 5 }]', 'world.yaml:2: organization.quotaRequests[0].quota is "units", which isn\'t among the values it can have; it can be accounts, concurrency'],
  ['quotaRequests: [{ quota: accounts, value: 0 }]', 'world.yaml:2: organization.quotaRequests[0].value is 0, but must be a whole number, 1 or more and 100000 at most'],
  ['quotaRequests: [{ quota: accounts, value: 5, status: DENIED }]', 'world.yaml:2: organization.quotaRequests[0].status is "DENIED", which isn\'t among the values it can have; it can be PENDING, CASE_OPENED'],
  ['organizationalUnits: [{ id: ou-abcd-11112222, name: Pool, baselineStatus: GOOD }]', 'world.yaml:2: organization.organizationalUnits[0].baselineStatus is "GOOD", which isn\'t among the values it can have; it can be SUCCEEDED, FAILED, UNDER_CHANGE'],
  ['organizationalUnits: [{ id: ou-abcd-11112222, name: Pool, baselineDrift: SOME }]', 'world.yaml:2: organization.organizationalUnits[0].baselineDrift is "SOME", which isn\'t among the values it can have; it can be IN_SYNC, DRIFTED'],
  ['products: [{ name: pool-001, accountEmail: nobody }]', 'world.yaml:2: organization.products[0].accountEmail is "nobody", but must be an e-mail address of 6 to 64 characters, like aws+team@example.com'],
])('%s', (organization, sentence) => {
  expect(load(organization)).toThrow(sentence);
});

test('the section of the snapshot is whatever it is, but a section', () => {
  expect(() => loadWorldText('world.yaml', 'snapshot: { anything: [1, 2] }\n', NO_APP)).not.toThrow();
  expect(() => loadWorldText('world.yaml', 'snapshot: taken\n', NO_APP)).toThrow('world.yaml:1: snapshot is "taken", but must be');
});
