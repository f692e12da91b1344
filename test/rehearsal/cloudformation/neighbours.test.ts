/** What stacks have to do with each other: names that can be taken once, and exports in use. */

import { Bench, leg, templateOf } from './support/bench';
import type { Template, TemplateResource } from '../../../rehearsal/cloudformation/template';

const role = (RoleName: string, more: Record<string, unknown> = {}): TemplateResource =>
  ({ Type: 'AWS::IAM::Role', Properties: { RoleName, AssumeRolePolicyDocument: { Statement: [] }, ...more } });
const reasonOf = (bench: Bench, logicalId: string) => bench.events.filter(event => event.logicalId === logicalId && event.status.endsWith('_FAILED')).at(-1)?.reason;

describe('a physical name of the template\'s own', () => {
  test('is taken while the resource that has it has another logical id now: CloudFormation creates before it deletes', () => {
    const bench = new Bench();
    bench.deploy(templateOf({ A: leg('a'), Named: role('Robot') }));
    const result = bench.deploy(templateOf({ A: leg('a'), Renamed: role('Robot') }));
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(reasonOf(bench, 'Renamed')).toMatch(/^Robot already exists in stack arn:aws:cloudformation:eu-west-1:111122223333:stack\/Pool\//);
    expect(bench.deploy(templateOf({ A: leg('a'), Renamed: role('Robot-2') })).status).toBe('UPDATE_COMPLETE');
  });

  test('is taken in another stack, for a role in every Region, for a log group in one', () => {
    const group: TemplateResource = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/robot' } };
    const bench = new Bench();
    bench.deploy(templateOf({ A: leg('a'), Named: role('Robot'), Group: group }), { name: 'One' });
    const elsewhere = (template: Template, target: { account: string; region: string }) => {
      const end: { status?: string } = {};
      bench.cloudFormation.deploy({ artifactId: 'Two', name: 'Two', displayName: 'Two', template, dependencies: [], assets: new Map(), tags: {} }, target, { rollback: true }, ({ status }) => { end.status = status; });
      bench.clock.run(() => end.status !== undefined);
      return end.status;
    };
    expect(elsewhere({ Resources: { Named: role('Robot') } }, { account: '111122223333', region: 'us-east-1' })).toBe('ROLLBACK_COMPLETE');
    expect(elsewhere({ Resources: { Group: group } }, { account: '111122223333', region: 'us-east-1' })).toBe('CREATE_COMPLETE');
    expect(elsewhere({ Resources: { Named: role('Robot'), Group: group } }, { account: '999988887777', region: 'eu-west-1' })).toBe('CREATE_COMPLETE');
    expect(bench.deploy(templateOf({ Group: group }), { name: 'Three' }).status).toBe('ROLLBACK_COMPLETE');
    expect(reasonOf(bench, 'Group')).toMatch(/^\/robot already exists in stack arn:.*stack\/One\//);
  });

  test('is refused where the resource has to be replaced under it', () => {
    const bench = new Bench();
    bench.deploy(templateOf({ A: leg('a'), Named: role('Robot') }));
    expect(bench.deploy(templateOf({ A: leg('a'), Named: role('Robot', { Path: '/robots/' }) })).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(reasonOf(bench, 'Named')).toBe('CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename Robot and update the stack again.');
  });

  test('stays taken by what was to be kept when its stack was deleted', () => {
    const kept: TemplateResource = { Type: 'AWS::Logs::LogGroup', DeletionPolicy: 'Retain', Properties: { LogGroupName: '/robot' } };
    const bench = new Bench();
    bench.deploy(templateOf({ A: leg('a'), Group: kept }), { name: 'One' });
    bench.deploy(templateOf({ A: leg('a') }), { name: 'One' });
    expect(bench.deploy(templateOf({ Group: kept }), { name: 'Two' }).status).toBe('ROLLBACK_COMPLETE');
    expect(reasonOf(bench, 'Group')).toBe('/robot already exists');
  });

  test('is free again after its resource was deleted', () => {
    const bench = new Bench();
    bench.deploy(templateOf({ A: leg('a'), Named: role('Robot') }));
    bench.deploy(templateOf({ A: leg('a') }));
    expect(bench.deploy(templateOf({ A: leg('a'), Renamed: role('Robot') })).status).toBe('UPDATE_COMPLETE');
  });
});

describe('an export', () => {
  const exporting = (value: unknown, name = 'shared') => templateOf({ A: leg('a') }, { Outputs: { X: { Value: value, Export: { Name: name } } } });
  const importing = { Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { Tag: { 'Fn::ImportValue': 'shared' } } } } };

  function imported() {
    const bench = new Bench();
    bench.deploy(exporting('one'), { name: 'Exporter' });
    bench.deploy(importing, { name: 'Importer' });
    return bench;
  }

  test.each([
    ['removed', () => templateOf({ A: leg('a') }), 'Export shared cannot be deleted as it is in use by Importer'],
    ['renamed', () => exporting('one', 'other'), 'Export shared cannot be deleted as it is in use by Importer'],
    ['changed', () => exporting('two'), 'Export shared cannot be updated as it is in use by Importer'],
  ])('that another stack imports is not %s: the update is rolled back', (_, template, reason) => {
    const bench = imported();
    expect(bench.deploy(template(), { name: 'Exporter' })).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason });
    expect(bench.deploy(exporting('one'), { name: 'Exporter' }).reason).toBe('No updates are to be performed.');
  });

  test('is removed after nobody imports it any more', () => {
    const bench = imported();
    bench.deploy({ Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } }, { name: 'Importer' });
    expect(bench.deploy(templateOf({ A: leg('a') }), { name: 'Exporter' }).status).toBe('UPDATE_COMPLETE');
  });

  test('in use keeps its stack from being deleted', () => {
    const bench = imported();
    const end: { status?: string; reason?: string } = {};
    bench.cloudFormation.deploy({ artifactId: 'Exporter', name: 'Exporter', displayName: 'Exporter', template: exporting('one'), dependencies: [], assets: new Map(), tags: {} },
      { account: '111122223333', region: 'eu-west-1' }, { rollback: true, command: 'destroy' }, ({ status, reason }) => Object.assign(end, { status, reason }));
    bench.clock.run(() => end.status !== undefined);
    expect(end).toEqual({ status: 'CREATE_COMPLETE', reason: 'Export shared cannot be deleted as it is in use by Importer' });
  });

  test('has a name that only one stack can have', () => {
    const bench = imported();
    expect(bench.deploy(exporting('three'), { name: 'Second' })).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: 'Export with name shared is already exported by stack Exporter' });
  });
});

describe('an output that another stack reads without an export', () => {
  const reader = (OutputName: string) => ({ Resources: { B: leg('b', { properties: { ServiceToken: { 'Fn::GetStackOutput': { StackName: 'Factory', OutputName } } } }) } });

  test('is known by its name', () => {
    const bench = new Bench();
    bench.deploy(templateOf({ A: leg('a') }, { Outputs: { Token: { Value: { 'Fn::GetAtt': ['OnEvent', 'Arn'] } } } }), { name: 'Factory' });
    expect(bench.deploy(reader('Token'), { name: 'Reader' }).status).toBe('CREATE_COMPLETE');
    expect(bench.sent[1].event.ServiceToken).toBe(bench.sent[0].event.ServiceToken);
    // It is a weak reference: nobody is kept from taking it away.
    expect(bench.deploy(templateOf({ A: leg('a') }), { name: 'Factory' }).status).toBe('UPDATE_COMPLETE');
  });

  test('fails the reader where there is none', () => {
    const bench = new Bench();
    expect(bench.deploy(reader('Token'), { name: 'Reader' }).status).toBe('ROLLBACK_COMPLETE');
    expect(reasonOf(bench, 'B')).toBe('Stack Factory does not exist in eu-west-1');
    bench.deploy(templateOf({ A: leg('a') }), { name: 'Factory' });
    expect(bench.deploy(reader('Token'), { name: 'Reader' }).status).toBe('ROLLBACK_COMPLETE');
    expect(reasonOf(bench, 'B')).toBe('Output Token of stack Factory does not exist');
  });
});
