/** Every read of the operator's command in one process, so that calls and answers are held against AWS's own models of its services. */

import { readOrganization } from '../../../cli/reader';
import { serve } from '../../../rehearsal/rehearse';
import { loadWorldText } from '../../../rehearsal/world/load';

const WORLD = `
organization:
  managementAccountId: '111122223333'
  homeRegion: eu-west-1
  landingZone: updating
  landingZoneMinutes: 30
  latestLandingZoneVersion: '4.0'
  landingZoneDrift: DRIFTED
  autoEnrollment: true
  quotaRequests: [{ quota: concurrency, value: 10, status: CASE_OPENED }, { quota: accounts, value: 900 }]
  organizationalUnits: [{ id: ou-abcd-11112222, name: Pool, baselineStatus: FAILED, baselineDrift: DRIFTED }, { id: ou-abcd-33334444, name: Old, registered: false }]
  accounts:
    - { name: pool-001, id: '222233334444', parentId: ou-abcd-11112222 }
    - { name: invited, id: '444455556666', invited: true, status: CLOSED }
  products:
    - { name: pool-001, status: UNDER_CHANGE, accountId: '222233334444', succeededOnce: true, tags: { 'account-robot:owner': Pool/Pool/pool-001 } }
    - { name: pool-002, status: TAINTED, statusMessage: It failed., tags: { 'account-robot:owner': Pool/Pool/pool-002 } }
sandbox: { namespace: myisb, region: eu-west-1, accounts: [{ id: '222233334444', unit: entry }] }
`;

test('an organization in which much is going on', async () => {
  const app = { directory: '.', stacks: [] };
  const { world } = loadWorldText('world', WORLD, app);
  let close = () => {};
  const closed = new Promise<void>(resolve => { close = resolve; });
  let opened: (url: string) => void = () => {};
  const url = new Promise<string>(resolve => { opened = resolve; });
  const visit = { serve: { port: 0, untilMinutes: 0, speed: 0 }, onOpen: (door: { readonly url: string }) => opened(door.url), closed };
  const served = serve({ assembly: app, world, seed: '1', rollback: true }, visit);
  const before = { ...process.env };
  try {
    const endpoint = await url;
    Object.assign(process.env, { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'AKIA0000111122223333', AWS_SECRET_ACCESS_KEY: 'rehearsal', AWS_REGION: 'eu-west-1' });
    const snapshot = await readOrganization({ controlTowerEndpoint: endpoint, wallClock: () => Date.now() }, {
      release: '1.0.0',
      stacks: ['Pool'],
      accounts: new Set(['invited']),
      sandboxRegions: ['us-west-2'],
    });
    const elsewhere = await readOrganization({ controlTowerEndpoint: endpoint, region: 'us-west-2', wallClock: () => Date.now() }, {
      release: '1.0.0',
      stacks: [],
      accounts: new Set(),
      sandboxRegions: [],
    });

    expect(snapshot).toMatchObject({
      landingZone: { autoEnrollment: true, drift: 'DRIFTED', operation: { type: 'UPDATE' } },
      units: expect.arrayContaining([expect.objectContaining({ name: 'Pool', baseline: expect.objectContaining({ status: 'FAILED', inheritanceDrift: 'DRIFTED' }) })]),
      products: [{ name: 'pool-001', history: expect.any(Array) }, { name: 'pool-002', status: 'TAINTED', history: expect.any(Array) }],
      sandboxes: [{ namespace: 'myisb' }],
      unseen: [],
    });
    expect(snapshot.accounts).toContainEqual(expect.objectContaining({ name: 'invited', state: 'CLOSED', tags: {} }));
    expect(elsewhere).toMatchObject({ landingZone: null, factory: null, usesControlTower: true, unseen: expect.any(Array) });
  } finally {
    process.env = before;
    close();
    await served;
  }
});
