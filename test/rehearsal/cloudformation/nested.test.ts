import { Bench, leg, nestedIn, nesting, PROVIDER, templateOf } from './support/bench';
import { accounts, beginAround, deployAround, ended, story, TOKEN } from './support/nested';

const RETAIN = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
const told = (event: any) => ({ data: { AccountId: `id-of-${event.LogicalResourceId}` } });

describe('a creation', () => {
  test('makes a stack of its own, with a name and an id, inside the stack around it', () => {
    const bench = new Bench();
    bench.behaviour = told;
    const result = deployAround(bench, '1', { A: leg('a') }, { B: leg('b', { properties: { Owner: { 'Fn::GetAtt': ['Nested', 'Outputs.A'] } } }) });
    expect(result.status).toBe('CREATE_COMPLETE');
    expect(story(bench)).toEqual([
      'Pool CREATE_IN_PROGRESS', 'Pool: Nested CREATE_IN_PROGRESS', 'Pool/Accounts CREATE_IN_PROGRESS', 'Pool/Accounts CREATE_COMPLETE', 'Pool: Nested CREATE_COMPLETE', 'Pool CREATE_COMPLETE',
    ]);
    const [root, nested] = bench.describe();
    expect(nested).toMatchObject({
      StackName: expect.stringMatching(/^Pool-Nested-[A-Z0-9]{12}$/),
      StackStatus: 'CREATE_COMPLETE',
      ParentId: root.StackId,
      RootId: root.StackId,
    });
    expect(root).not.toHaveProperty('RootId');
    const sent = bench.sent.map(({ event }) => [event.LogicalResourceId, event.StackId, event.ResourceProperties.Owner]);
    expect(sent).toEqual([['A', nested.StackId, undefined], ['B', root.StackId, 'id-of-A']]);
    expect(bench.cloudFormation.resourcesOf(root.StackId).find(({ logicalId }) => logicalId === 'Nested')!.physicalId).toBe(nested.StackId);
    expect(bench.cloudFormation.resourcesOf(nested.StackId)).toMatchObject([{ logicalId: 'A', status: 'CREATE_COMPLETE' }]);
  });

  test('names the accounts as in the tree of the stack around it', () => {
    const bench = new Bench();
    bench.behaviour = told;
    const result = deployAround(bench, '1', { A: leg('a') }, { B: leg('b') });
    expect(result.name).toBe('Pool');
    expect(result.accounts.map(({ name, logicalId, accountId, changed }) => [name, logicalId, accountId, changed])).toEqual([
      ['a', 'Accounts/A', 'id-of-A', true],
      ['b', 'B', 'id-of-B', true],
    ]);
    bench.events.length = 0;
    const again = deployAround(bench, '1', { A: leg('a') }, { B: leg('b') });
    expect(again.reason).toBe('No updates are to be performed.');
    expect(again.accounts.map(({ logicalId, accountId, changed }) => [logicalId, accountId, changed])).toEqual([['Accounts/A', 'id-of-A', false], ['B', 'id-of-B', false]]);
    expect(bench.events).toEqual([]);
  });

  test('goes on beside whatever does not wait for it', () => {
    const bench = new Bench();
    deployAround(bench, '1', { A: leg('a') }, { B: leg('b'), C: leg('c', { DependsOn: 'Nested' }) });
    const at = Object.fromEntries(bench.sent.map(({ event, at: second }) => [event.LogicalResourceId, second]));
    expect(Math.abs(at.A - at.B)).toBeLessThan(20);
    expect(at.C).toBeGreaterThan(at.A + 60);
  });

  test('that fails is deleted by the rollback of the stack around it, which tells only of what failed', () => {
    const bench = new Bench();
    bench.behaviour = ({ LogicalResourceId: id, RequestType: type }) => (type === 'Delete' ? {} : id === 'A' ? { after: 30, status: 'FAILED', reason: 'no luck' } : { after: 600 });
    const result = deployAround(bench, '1', { A: leg('a'), C: leg('c') }, { B: leg('b') });
    expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: 'The following resource(s) failed to create: [Nested, B]. Rollback requested by user.' });
    expect(result.failures).toEqual([expect.objectContaining({ logicalId: 'Accounts/A', accountName: 'a', reason: expect.stringContaining('no luck') })]);
    expect(result.accounts.map(({ logicalId }) => logicalId)).toEqual(['Accounts/A', 'Accounts/C', 'B']);
    expect(story(bench)).toEqual([
      'Pool CREATE_IN_PROGRESS', 'Pool: Nested CREATE_IN_PROGRESS', 'Pool/Accounts CREATE_IN_PROGRESS', 'Pool/Accounts CREATE_FAILED', 'Pool: Nested CREATE_FAILED',
      'Pool ROLLBACK_IN_PROGRESS', 'Pool: Nested DELETE_IN_PROGRESS', 'Pool/Accounts DELETE_IN_PROGRESS', 'Pool/Accounts DELETE_COMPLETE', 'Pool: Nested DELETE_COMPLETE', 'Pool ROLLBACK_COMPLETE',
    ]);
    expect(bench.events.find(({ logicalId, status }) => logicalId === 'Nested' && status === 'CREATE_FAILED')!.reason)
      .toMatch(/^Embedded stack arn:aws:cloudformation:.+ was not successfully created: The following resource\(s\) failed to create: \[A, C\]\.$/);
    expect(bench.requests().filter(request => request.startsWith('Delete')).sort()).toEqual(['Delete A', 'Delete B', 'Delete C']);
  });

  test('that is cancelled because something beside it failed ends at once', () => {
    const bench = new Bench();
    bench.behaviour = ({ LogicalResourceId: id, RequestType: type }) => (type === 'Delete' ? {} : id === 'B' ? { after: 30, status: 'FAILED' } : { after: 3000 });
    const result = deployAround(bench, '1', { A: leg('a') }, { B: leg('b') });
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.failures.map(({ logicalId }) => logicalId)).toEqual(['B']);
    expect(bench.clock.now).toBeLessThan(3000);
    expect(bench.events.filter(({ logicalId }) => logicalId === 'A').map(({ status, reason }) => [status, reason])).toEqual(expect.arrayContaining([['CREATE_FAILED', 'Resource creation cancelled']]));
    expect(bench.describe().map(({ StackName }) => StackName)).toEqual(['Pool']);
  });

  test.each([[false, []], [true, ['Delete A']]])('keeps what is marked Retain unless the rollback is told otherwise (%s)', (retainExceptOnCreate, deleted) => {
    const bench = new Bench({ retainExceptOnCreate });
    bench.behaviour = ({ LogicalResourceId: id, RequestType: type }) => ({ status: id === 'B' && type === 'Create' ? 'FAILED' : 'SUCCESS' });
    deployAround(bench, '1', { A: leg('a', RETAIN) }, { B: leg('b', { ...RETAIN, DependsOn: 'Nested' }) });
    expect(bench.requests().filter(request => request === 'Delete A')).toEqual(deleted);
  });

  test('fails when it takes longer than its TimeoutInMinutes', () => {
    const bench = new Bench();
    bench.behaviour = () => ({ after: 3000 });
    const result = bench.deploy(
      templateOf({ Nested: nesting('1', { properties: { Parameters: { Token: TOKEN }, TimeoutInMinutes: 30 } }) }),
      { nested: new Map([['Nested', accounts({ A: leg('a') })]]) },
    );
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.failures).toEqual([expect.objectContaining({
      logicalId: 'Nested',
      reason: expect.stringMatching(/^Embedded stack .+ was not successfully created: Stack creation time exceeded the specified timeout\.$/),
    })]);
  });

  test('two deep has one root, and the label tells the way', () => {
    const bench = new Bench();
    const inner = nestedIn('Deep', { Resources: { ...PROVIDER, A: leg('a') } });
    const middle = nestedIn('Middle', { Resources: { Deep: nesting('1') } }, new Map([['Deep', inner]]));
    const result = bench.deploy({ Resources: { Outer: nesting('1') } }, { nested: new Map([['Outer', middle]]) });
    expect(result.accounts.map(({ logicalId }) => logicalId)).toEqual(['Middle/Deep/A']);
    const [root, second, third] = bench.describe();
    expect([second.ParentId, third.ParentId]).toEqual([root.StackId, second.StackId]);
    expect([second.RootId, third.RootId]).toEqual([root.StackId, root.StackId]);
    expect(third.StackName).toMatch(/^Pool-Outer-[A-Z0-9]{12}-Deep-[A-Z0-9]{12}$/);
  });
});

describe('a stack that somebody cancels', () => {
  test('while it is created takes the nested one with it', () => {
    const bench = new Bench();
    bench.behaviour = () => ({ after: 600 });
    const result = beginAround(bench, '1', { A: leg('a') });
    bench.clock.advance(60);
    bench.cloudFormation.cancel('Pool');
    expect(ended(bench, result)).toMatchObject({ status: 'ROLLBACK_COMPLETE', failures: [] });
    expect(bench.requests()).toEqual(['Create A', 'Delete A']);
  });

  test('while it is updated takes the nested one back', () => {
    const bench = new Bench();
    deployAround(bench, '1', { A: leg('a', { properties: { Verify: '1' } }) });
    bench.behaviour = () => ({ after: 600 });
    const result = beginAround(bench, '2', { A: leg('a', { properties: { Verify: '2' } }) });
    bench.clock.advance(60);
    bench.cloudFormation.cancel('Pool');
    expect(ended(bench, result).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(bench.sent.map(({ event }) => [event.RequestType, event.ResourceProperties.Verify])).toEqual([['Create', '1'], ['Update', '2'], ['Update', '1']]);
    expect(bench.describe()[1].StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('by deleting it is gone with all that is nested in it', () => {
    const bench = new Bench();
    bench.behaviour = () => ({ after: 600 });
    const result = beginAround(bench, '1', { A: leg('a') });
    bench.clock.advance(60);
    expect(bench.cloudFormation.delete('Pool')).toBeUndefined();
    expect(ended(bench, result).status).toBe('DELETE_COMPLETE');
    expect(bench.describe()).toEqual([]);
  });
});

describe('an update', () => {
  const version = (Verify: string) => ({ properties: { Verify } });

  test('of a nested stack is cleaned up after the one of the stack around it', () => {
    const bench = new Bench();
    deployAround(bench, '1', { A: leg('a'), Old: leg('old') });
    bench.events.length = 0;
    const result = deployAround(bench, '2', { A: leg('a'), New: leg('new') }, { B: leg('b', { DependsOn: 'Nested' }) });
    expect(result.status).toBe('UPDATE_COMPLETE');
    expect(story(bench)).toEqual([
      'Pool UPDATE_IN_PROGRESS', 'Pool: Nested UPDATE_IN_PROGRESS', 'Pool/Accounts UPDATE_IN_PROGRESS', 'Pool/Accounts UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'Pool: Nested UPDATE_COMPLETE',
      'Pool UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'Pool/Accounts UPDATE_COMPLETE', 'Pool UPDATE_COMPLETE',
    ]);
    expect(bench.requests().slice(2)).toEqual(['Create New', 'Create B', 'Delete Old']);
    expect(bench.cloudFormation.state().stacks.map(({ pending }) => pending)).toEqual([undefined, undefined]);
  });

  test('leaves a nested stack alone that is as it was', () => {
    const bench = new Bench();
    deployAround(bench, '1', { A: leg('a') });
    bench.events.length = 0;
    deployAround(bench, '1', { A: leg('a') }, { B: leg('b') });
    expect(story(bench)).toEqual(['Pool UPDATE_IN_PROGRESS', 'Pool UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'Pool UPDATE_COMPLETE']);
  });

  test('that adds one and takes one away', () => {
    const bench = new Bench();
    deployAround(bench, '1', { A: leg('a') });
    bench.events.length = 0;
    const result = bench.deploy(
      templateOf({ Other: nesting('1', { properties: { Parameters: { Token: TOKEN } } }) }),
      { nested: new Map([['Other', accounts({ B: leg('b') })]]) },
    );
    expect(result.status).toBe('UPDATE_COMPLETE');
    expect(bench.requests()).toEqual(['Create A', 'Create B', 'Delete A']);
    expect(bench.describe().map(({ StackName }) => StackName)).toEqual(['Pool', expect.stringMatching(/^Pool-Other-/)]);
  });

  test('that fails beside a nested stack takes that back, and its outputs', () => {
    const bench = new Bench();
    bench.behaviour = ({ LogicalResourceId: id, RequestType: type, ResourceProperties: { Verify } }) => (id === 'B' && type === 'Create' ? { status: 'FAILED' } : { data: { AccountId: `id ${Verify}` } });
    deployAround(bench, '1', { A: leg('a', version('1')) });
    bench.events.length = 0;
    bench.sent.length = 0;
    const result = deployAround(bench, '2', { A: leg('a', version('2')), New: leg('new', version('2')) }, { B: leg('b', { DependsOn: 'Nested' }) });
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(result.failures.map(({ logicalId }) => logicalId)).toEqual(['B']);
    expect(story(bench)).toEqual([
      'Pool UPDATE_IN_PROGRESS', 'Pool: Nested UPDATE_IN_PROGRESS', 'Pool/Accounts UPDATE_IN_PROGRESS', 'Pool/Accounts UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'Pool: Nested UPDATE_COMPLETE',
      'Pool UPDATE_ROLLBACK_IN_PROGRESS', 'Pool: Nested UPDATE_IN_PROGRESS', 'Pool/Accounts UPDATE_ROLLBACK_IN_PROGRESS', 'Pool/Accounts UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'Pool: Nested UPDATE_COMPLETE',
      'Pool UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'Pool/Accounts UPDATE_ROLLBACK_COMPLETE', 'Pool UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(bench.sent.map(({ event }) => `${event.RequestType} ${event.LogicalResourceId} ${event.ResourceProperties.Verify}`))
      .toEqual(['Update A 2', 'Create New 2', 'Create B undefined', 'Update A 1', 'Delete B undefined', 'Delete New 2']);
    const nested = bench.cloudFormation.state().stacks[1];
    expect(nested.outputValues).toEqual({ A: { value: 'id 1' } });
    expect(deployAround(bench, '1', { A: leg('a', version('1')) }).reason).toBe('No updates are to be performed.');
  });

  test('that fails in a nested stack begins to take it back there, and is taken back', () => {
    const bench = new Bench();
    deployAround(bench, '1', { A: leg('a', version('1')), C: leg('c', version('1')) });
    bench.events.length = 0;
    bench.sent.length = 0;
    bench.behaviour = ({ LogicalResourceId: id, ResourceProperties: { Verify } }) => (id === 'C' && Verify === '2' ? { status: 'FAILED' } : {});
    const result = deployAround(bench, '2', { A: leg('a', version('2')), C: leg('c', { ...version('2'), DependsOn: 'A' }) });
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', failures: [{ logicalId: 'Accounts/C', accountName: 'c' }] });
    expect(bench.events.find(({ logicalId, status }) => logicalId === 'Nested' && status === 'UPDATE_FAILED')!.reason)
      .toMatch(/^Embedded stack .+ was not successfully updated\. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: The following resource\(s\) failed to update: \[C\]\.$/);
    expect(bench.sent.map(({ event }) => `${event.RequestType} ${event.LogicalResourceId} ${event.ResourceProperties.Verify}`))
      .toEqual(['Update A 2', 'Update C 2', 'Update A 1', 'Update C 1']);
    expect(bench.describe().map(({ StackStatus }) => StackStatus)).toEqual(['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);
  });

  test('whose rollback fails in a nested stack can be gone on with', () => {
    const bench = new Bench();
    deployAround(bench, '1', { A: leg('a', version('1')) });
    bench.behaviour = () => ({ status: 'FAILED' });
    const failed = deployAround(bench, '2', { A: leg('a', version('2')) });
    expect(failed.status).toBe('UPDATE_ROLLBACK_FAILED');
    expect(bench.describe().map(({ StackStatus }) => StackStatus)).toEqual(['UPDATE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_FAILED']);
    bench.behaviour = () => ({});
    expect(deployAround(bench, '2', { A: leg('a', version('2')) }, {}, { command: 'rollback' }).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(bench.describe().map(({ StackStatus }) => StackStatus)).toEqual(['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);
    expect(deployAround(bench, '1', { A: leg('a', version('1')) }).reason).toBe('No updates are to be performed.');
  });

  test('whose rollback fails in a nested stack can be gone on with without what failed there, by the name of that stack', () => {
    const bench = new Bench();
    deployAround(bench, '1', { A: leg('a', version('1')) });
    bench.behaviour = () => ({ status: 'FAILED' });
    deployAround(bench, '2', { A: leg('a', version('2')) });
    const { StackName: name } = bench.describe()[1];
    const going = (orphans: string[]) => deployAround(bench, '2', { A: leg('a', version('2')) }, {}, { command: 'rollback', orphans });
    expect(going(['Nested'])).toMatchObject({ status: 'REFUSED', reason: expect.stringContaining(`The resources [Nested] of stack Pool can't be skipped: a rollback failed to restore [${name}.A]`) });
    const failed = going([]);
    expect(failed).toMatchObject({ status: 'UPDATE_ROLLBACK_FAILED', failures: [{ logicalId: 'Accounts/A', accountName: 'a' }] });
    expect(going([`${name}.A`])).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', failures: [] });
    expect(bench.describe().map(({ StackStatus }) => StackStatus)).toEqual(['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);
  });

  test('finds a nested stack there that was only assumed so far', () => {
    const bench = new Bench();
    const topic = nestedIn('Accounts', { Parameters: { Token: { Type: 'String' } }, Resources: { Topic: { Type: 'AWS::SNS::Topic' } } });
    bench.deploy(templateOf({ B: leg('b'), Nested: nesting('1', { properties: { Parameters: { Token: TOKEN } } }) }), { nested: new Map([['Nested', topic]]) });
    expect(bench.cloudFormation.assumed()).toEqual(['AWS::CloudFormation::Stack (Nested in Pool): taken to deploy without a fault']);
    bench.events.length = 0;
    expect(deployAround(bench, '2', { A: leg('a') }, { B: leg('b') }).status).toBe('UPDATE_COMPLETE');
    expect(story(bench).filter(line => line.includes('Accounts'))).toEqual(['Pool/Accounts UPDATE_IN_PROGRESS', 'Pool/Accounts UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'Pool/Accounts UPDATE_COMPLETE']);
    // And stays one that is made when nothing in it matters any more.
    bench.deploy(templateOf({ B: leg('b'), Nested: nesting('1', { properties: { Parameters: { Token: TOKEN } } }) }), { nested: new Map([['Nested', topic]]) });
    expect(bench.requests()).toEqual(['Create B', 'Create A', 'Delete A']);
  });
});

describe('without rollback', () => {
  test('what failed is kept, and the nested stack is made anew: it never was stable', () => {
    const bench = new Bench();
    bench.behaviour = ({ LogicalResourceId: id }) => (id === 'A' ? { after: 30, status: 'FAILED' } : { after: 600 });
    const failed = deployAround(bench, '1', { A: leg('a', RETAIN), C: leg('c', RETAIN) }, { B: leg('b', RETAIN) }, { rollback: false });
    expect(failed.status).toBe('CREATE_FAILED');
    expect(bench.describe().map(({ StackStatus }) => StackStatus)).toEqual(['CREATE_FAILED', 'CREATE_FAILED']);
    expect(bench.statuses('B')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
    const [, first] = bench.describe();
    bench.behaviour = () => ({});
    bench.sent.length = 0;
    expect(deployAround(bench, '1', { A: leg('a', RETAIN), C: leg('c', RETAIN) }, { B: leg('b', RETAIN) }, { rollback: false }).status).toBe('UPDATE_COMPLETE');
    expect(bench.requests()).toEqual(['Create A', 'Create C']);
    const [, second] = bench.describe();
    expect(second.StackName).not.toBe(first.StackName);
    expect(bench.describe(first.StackId)).toMatchObject([{ StackStatus: 'DELETE_COMPLETE' }]);
  });

  test('an update goes on where it failed, or back', () => {
    const version = (Verify: string) => ({ properties: { Verify } });
    for (const goesOn of [true, false]) {
      const bench = new Bench();
      deployAround(bench, '1', { A: leg('a', version('1')), C: leg('c', version('1')) });
      bench.behaviour = ({ LogicalResourceId: id }) => (id === 'A' ? { status: 'FAILED' } : {});
      expect(deployAround(bench, '2', { A: leg('a', version('2')), C: leg('c', version('2')) }, {}, { rollback: false }).status).toBe('UPDATE_FAILED');
      expect(bench.describe().map(({ StackStatus }) => StackStatus)).toEqual(['UPDATE_FAILED', 'UPDATE_FAILED']);
      bench.behaviour = () => ({});
      bench.sent.length = 0;
      const next = deployAround(bench, '2', { A: leg('a', version('2')), C: leg('c', version('2')) }, {}, goesOn ? { rollback: false } : { command: 'rollback' });
      expect(next.status).toBe(goesOn ? 'UPDATE_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE');
      expect(bench.sent.map(({ event }) => `${event.LogicalResourceId} ${event.ResourceProperties.Verify}`).sort()).toEqual(goesOn ? ['A 2'] : ['A 1', 'C 1']);
      expect(bench.describe()[1].StackStatus).toBe(next.status);
    }
  });
});

test('a deletion takes the nested stacks along, dependents first', () => {
  const bench = new Bench();
  deployAround(bench, '1', { A: leg('a') }, { B: leg('b', { DependsOn: 'Nested' }) });
  bench.sent.length = 0;
  bench.events.length = 0;
  expect(deployAround(bench, '1', { A: leg('a') }, {}, { command: 'destroy' }).status).toBe('DELETE_COMPLETE');
  expect(bench.requests()).toEqual(['Delete B', 'Delete A']);
  expect(bench.describe()).toEqual([]);
});

test('a deletion that fails in a nested stack fails around it', () => {
  const bench = new Bench();
  deployAround(bench, '1', { A: leg('a') });
  bench.behaviour = () => ({ status: 'FAILED' });
  expect(deployAround(bench, '1', { A: leg('a') }, {}, { command: 'destroy' })).toMatchObject({ status: 'DELETE_FAILED', reason: 'The following resource(s) failed to delete: [Nested].' });
  expect(bench.describe()[1].StackStatus).toBe('DELETE_FAILED');
});

test('a rehearsal goes on from the state of another one', () => {
  const first = new Bench();
  deployAround(first, '1', { A: leg('a') });
  const second = new Bench({ state: first.cloudFormation.state() });
  expect(deployAround(second, '2', { A: leg('a'), B: leg('b') }).status).toBe('UPDATE_COMPLETE');
  expect(second.requests()).toEqual(['Create B']);
  expect(second.describe()).toHaveLength(2);
});
