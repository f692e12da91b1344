/** Snapshots that may be shown to others. */

import * as fc from 'fast-check';
import { hashed } from '../../../core/operator/hashed';
import type { Snapshot } from '../../../core/operator/snapshot';

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 _-]{5,14}$/).map(text => `Q${text}Q`);
const digits = fc.stringMatching(/^[2-9]\d{11}$/);

/** Everything that a user could have named, in every place where it can stand. */
const named = fc.record({ account: word, accountId: digits, tag: word, value: word, unit: word, stack: word, role: word });
const snapshots = named.map(({ account, accountId, role, stack, tag, unit, value }) => {
  const email = `${account.replace(/\W/g, '.').toLowerCase()}@corp.example`;
  const said = `The account ${account} of ${email} (${accountId}) in ${unit} (ou-wxyz-12345678) failed.`;
  const snapshot: Snapshot = {
    version: 1,
    takenAt: '2026-11-28T08:00:00.000Z',
    release: '1.0.0',
    hashed: false,
    calls: 1,
    caller: { accountId, arn: `arn:aws:sts::${accountId}:assumed-role/AWSReservedSSO_${role.replace(/\W/g, '')}_0123`, region: 'eu-west-1' },
    organization: { id: 'o-qwertyuiop', managementAccountId: accountId, rootId: 'r-wxyz' },
    accounts: [{ id: accountId, name: account, email, state: 'ACTIVE', parentId: 'ou-wxyz-12345678', invited: false, tags: { [tag]: value, 'account-robot:owner': `${stack}/${unit}/${account}` } }],
    units: [{ id: 'ou-wxyz-12345678', name: unit, parentId: 'r-wxyz', baseline: null }],
    creations: [{ id: 'car-12345678', accountName: account }],
    quotas: { accounts: { value: 10, requests: [] } },
    products: [{ id: 'pp-abcdefgh12345', name: account, status: 'ERROR', statusMessage: said, tags: {}, history: [{ id: 'rec-1', type: 'PROVISION_PRODUCT', status: 'FAILED', errors: [said], tagged: false }] }],
    sandboxes: [{ namespace: 'myisb', region: 'eu-west-1', version: '1.3.3', stackSet: { name: 'Isb-myisb-SandboxAccountResources', current: 0, others: [{ accountId, status: 'OUTDATED', reason: said }] } }],
    stacks: [{
      name: stack,
      id: `arn:aws:cloudformation:eu-west-1:${accountId}:stack/${stack}/1`,
      status: 'CREATE_COMPLETE',
      reason: said,
      parameters: { Owner: value, PoolSize: '12' },
      resources: [{ logicalId: stack, physicalId: `${account}/1`, type: 'Custom::PoolAccount', status: 'CREATE_FAILED', reason: said }],
      accounts: [{ logicalId: stack, leg: 'Start', name: account, email, owner: `${stack}/${unit}/${account}`, properties: { AccountName: account } }],
    }],
    unseen: [{ call: 'organizations:ListRoots', part: 'units', kind: 'denied', text: said }],
  };
  return { snapshot, secrets: [account, accountId, tag, value, unit, stack, role, email, 'wxyz', 'qwertyuiop', 'corp.example', 'myisb'] };
});

test('nothing that a user has named is left, wherever it stands', () => {
  fc.assert(fc.property(snapshots, fc.string({ minLength: 1 }), ({ secrets, snapshot }, key) => {
    const text = JSON.stringify(hashed(snapshot, key));
    expect(secrets.filter(secret => text.includes(secret))).toEqual([]);
  }), { seed: 7, numRuns: 60 });
});

test('one value has one hash with one key, and another with another', () => {
  fc.assert(fc.property(snapshots, ({ snapshot }) => {
    const [one, same, other] = [hashed(snapshot, 'a'), hashed(snapshot, 'a'), hashed(snapshot, 'b')];
    expect(same).toEqual(one);
    expect(one.accounts![0].name).toBe(one.products![0].name);
    expect(one.accounts![0].parentId).toBe(one.units![0].id);
    expect(one.units![0].parentId).toBe(one.organization!.rootId);
    expect(one.stacks[0].accounts![0].owner).toBe(one.accounts![0].tags!['account-robot:owner']);
    expect(other.accounts![0].id).not.toBe(one.accounts![0].id);
    expect(one.accounts![0]).toMatchObject({ id: expect.stringMatching(/^\d{12}$/), email: expect.stringMatching(/^[0-9a-f]{10}@example\.com$/), state: 'ACTIVE' });
  }), { seed: 7, numRuns: 20 });
});

test('what helps to understand it stays', () => {
  const [{ snapshot }] = fc.sample(snapshots, { seed: 7, numRuns: 1 });

  expect(hashed(snapshot, 'key')).toMatchObject({
    hashed: true,
    takenAt: snapshot.takenAt,
    caller: { region: 'eu-west-1', arn: expect.stringMatching(/^arn:aws:sts::\d{12}:assumed-role\/AWSReservedSSO_[0-9a-f]{8}$/) },
    quotas: snapshot.quotas,
    products: [{ status: 'ERROR', statusMessage: expect.stringMatching(/^The account name-\w+ of [0-9a-f]{10}@example\.com \(\d{12}\) in name-\w+ \(ou-\w{4}-\w{8}\) failed\.$/) }],
    sandboxes: [{ namespace: expect.stringMatching(/^ns[0-9a-f]{6}$/), version: '1.3.3' }],
    stacks: [{ status: 'CREATE_COMPLETE', parameters: { PoolSize: '12' }, resources: [{ type: 'Custom::PoolAccount', status: 'CREATE_FAILED' }] }],
    unseen: [{ call: 'organizations:ListRoots', kind: 'denied' }],
  });
});
