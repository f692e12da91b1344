import { Bench, leg, templateOf } from './support/bench';

const RETAIN = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

test('an unchanged template is not deployed: the status stays and nothing is sent', () => {
  const bench = new Bench();
  const template = templateOf({ A: leg('a') });
  bench.deploy(template);
  const before = bench.describe('Pool')[0];
  bench.events.length = 0;
  const result = bench.deploy(template);
  expect(result).toMatchObject({ status: 'CREATE_COMPLETE', reason: 'No updates are to be performed.', failures: [] });
  expect(result.accounts).toEqual([expect.objectContaining({ name: 'a', changed: false })]);
  expect(bench.events).toEqual([]);
  expect(bench.sent).toHaveLength(1);
  expect(bench.describe('Pool')[0]).toEqual(before);
});

test('a change of DependsOn alone is no update', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a'), B: leg('b') }));
  expect(bench.deploy(templateOf({ A: leg('a'), B: leg('b', { DependsOn: 'A' }) })).reason).toBe('No updates are to be performed.');
});

test('an update reaches the resources whose properties changed, and only those', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a'), B: leg('b') }));
  bench.sent.length = 0;
  const result = bench.deploy(templateOf({ A: leg('a'), B: leg('b', { properties: { Verify: '1' } }), C: leg('c') }));
  expect(result.status).toBe('UPDATE_COMPLETE');
  expect(bench.requests().sort()).toEqual(['Create C', 'Update B']);
  expect(result.accounts.map(({ name, changed }) => [name, changed])).toEqual([['a', false], ['b', true], ['c', true]]);
  const update = bench.sent.find(({ event }) => event.RequestType === 'Update')!.event;
  expect(update).toMatchObject({ PhysicalResourceId: 'id-of-B', ResourceProperties: { Verify: '1' }, OldResourceProperties: { AccountName: 'b' } });
  expect(update.OldResourceProperties.Verify).toBeUndefined();
  expect(bench.describe('Pool')[0]).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', LastUpdatedTime: expect.any(String) });
  expect(bench.statuses('Pool').slice(-3)).toEqual(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE']);
});

test('a resource that was removed is deleted in the cleanup, one marked Retain only forgotten', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a'), B: leg('b'), C: leg('c', RETAIN) }));
  bench.sent.length = 0;
  bench.deploy(templateOf({ A: leg('a') }));
  expect(bench.requests()).toEqual(['Delete B']);
  expect(bench.statuses('C').slice(-1)).toEqual(['DELETE_SKIPPED']);
  expect(bench.cloudFormation.stacks()[0].resources.map(({ logicalId }) => logicalId)).toEqual(['Role', 'OnEvent', 'A']);
});

test('a Delete in the cleanup is tried three times and then given up; the update succeeds', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a'), B: leg('b') }));
  bench.sent.length = 0;
  bench.behaviour = () => ({ status: 'FAILED', after: 1 });
  expect(bench.deploy(templateOf({ A: leg('a') })).status).toBe('UPDATE_COMPLETE');
  expect(bench.requests()).toEqual(['Delete B', 'Delete B', 'Delete B']);
});

test('another physical id on update is a replacement: the old one is deleted in the cleanup', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a') }));
  bench.sent.length = 0;
  bench.behaviour = event => event.RequestType === 'Update' ? { physicalId: 'another' } : {};
  expect(bench.deploy(templateOf({ A: leg('a', { properties: { Verify: '1' } }) })).status).toBe('UPDATE_COMPLETE');
  expect(bench.sent.map(({ event }) => [event.RequestType, event.PhysicalResourceId])).toEqual([['Update', 'id-of-A'], ['Delete', 'id-of-A']]);
  expect(bench.sent[1].event.ResourceProperties.Verify).toBeUndefined();
});

test('the old one of a replacement stays where UpdateReplacePolicy says Retain', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a', RETAIN) }));
  bench.behaviour = event => event.RequestType === 'Update' ? { physicalId: 'another' } : {};
  bench.deploy(templateOf({ A: leg('a', { ...RETAIN, properties: { Verify: '1' } }) }));
  expect(bench.requests()).toEqual(['Create A', 'Update A']);
});

test('another service token is refused', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a') }));
  const another = { ...templateOf({}).Resources!.OnEvent };
  const result = bench.deploy(templateOf({ Another: another, A: leg('a', { properties: { ServiceToken: { 'Fn::GetAtt': ['Another', 'Arn'] } } }) }));
  expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', failures: [{ logicalId: 'A', reason: 'Modifying service token is not allowed.' }] });
  expect(bench.requests()).toEqual(['Create A']);
});

test('another type is refused before anything begins', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a') }));
  const result = bench.deploy(templateOf({ A: { Type: 'Custom::AccountFactoryPortfolio', Properties: {} } }));
  expect(result).toMatchObject({ status: 'REFUSED', reason: 'Update of resource type is not permitted. The new template modifies resource type of the following resources: [A]' });
});

test('a changed function keeps its name, a role with another path gets a new one', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a', { properties: { Role: { Ref: 'Role' } } }) }));
  const { Role, OnEvent } = templateOf({}).Resources!;
  const [before] = [...bench.host.functions.values()];
  bench.deploy(templateOf({
    Role: { ...Role, Properties: { ...Role.Properties, Path: '/pool/' } },
    OnEvent: { ...OnEvent, Properties: { ...OnEvent.Properties, Timeout: 60 } },
    A: leg('a', { properties: { Role: { Ref: 'Role' } } }),
  }));
  const [after] = [...bench.host.functions.values()];
  expect(after).toMatchObject({ arn: before.arn, timeoutSeconds: 60 });
  expect(after.roleArn).toMatch(/:role\/pool\/Pool-Role-/);
  const [, update] = bench.sent.map(({ event }) => event);
  expect(update.ResourceProperties.Role).not.toBe(update.OldResourceProperties.Role);
});

test('a resource that fails to be evaluated fails with the reason of AWS', () => {
  const bench = new Bench();
  const result = bench.deploy(templateOf({ A: leg('a'), B: leg('b', { properties: { X: { 'Fn::GetAtt': ['A', 'Nothing'] } } }) }));
  expect(result.failures).toEqual([expect.objectContaining({ logicalId: 'B', reason: "CustomResource attribute error: Vendor response doesn't contain Nothing key in object A" })]);
});
