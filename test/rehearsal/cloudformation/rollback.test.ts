import { Bench, leg, templateOf } from './support/bench';

const RETAIN = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

/** Fails the creation or update of one resource after `after` seconds; the others take ten minutes. */
function failing(bench: Bench, logicalId: string, after = 30): void {
  bench.behaviour = event => event.LogicalResourceId === logicalId && event.RequestType !== 'Delete'
    ? { after, status: 'FAILED', reason: 'no luck', physicalId: 'marker' }
    : { after: event.RequestType === 'Delete' ? 1 : 600 };
}

describe('a creation that fails', () => {
  test('cancels what is in flight and deletes what was made, in reverse order', () => {
    const bench = new Bench();
    failing(bench, 'C');
    const result = bench.deploy(templateOf({ A: leg('a'), B: leg('b', { DependsOn: 'A' }), C: leg('c', { DependsOn: 'A' }), D: leg('d', { DependsOn: 'C' }) }));
    expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: 'The following resource(s) failed to create: [B, C]. Rollback requested by user.' });
    expect(result.failures).toEqual([{
      logicalId: 'C',
      type: 'Custom::PoolAccount',
      accountName: 'c',
      reason: expect.stringMatching(/^Received response status \[FAILED\] from custom resource\. Message returned: no luck \(RequestId: [0-9a-f-]{36}\)$/),
    }]);
    expect(bench.statuses('B')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_FAILED', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE']);
    expect(bench.events.find(event => event.logicalId === 'B' && event.status === 'CREATE_FAILED')!.reason).toBe('Resource creation cancelled');
    expect(bench.statuses('D')).toEqual([]);
    const requests = bench.requests();
    expect(requests.slice(0, 3)).toEqual(['Create A', 'Create B', 'Create C']);
    expect(requests.slice(3, 5).sort()).toEqual(['Delete B', 'Delete C']);
    expect(requests.slice(5)).toEqual(['Delete A']);
    expect(bench.statuses('Pool')).toEqual(['CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_COMPLETE']);
    expect(bench.events.find(event => event.status === 'ROLLBACK_IN_PROGRESS')!.reason)
      .toBe('The following resource(s) failed to create: [B, C]. Rollback requested by user.');
    expect(bench.host.functions.size).toBe(0);
  });

  test('tells the Delete the id of the failed creation, and invents one for a cancelled one', () => {
    const bench = new Bench();
    failing(bench, 'B');
    bench.deploy(templateOf({ A: leg('a'), B: leg('b') }));
    const ids = Object.fromEntries(bench.sent.filter(({ event }) => event.RequestType === 'Delete').map(({ event }) => [event.LogicalResourceId, event.PhysicalResourceId]));
    expect(ids).toEqual({ A: expect.stringMatching(/^Pool-A-[A-Z0-9]{12}$/), B: 'marker' });
  });

  test('keeps what is marked Retain and sends it nothing, whether it was made or cancelled', () => {
    const bench = new Bench();
    failing(bench, 'C');
    const result = bench.deploy(templateOf({ A: leg('a', RETAIN), B: leg('b', RETAIN), C: leg('c', RETAIN) }));
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(bench.requests().filter(request => request.startsWith('Delete'))).toEqual([]);
    expect(bench.statuses('A')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_FAILED', 'DELETE_SKIPPED']);
  });

  test('deletes even what is marked Retain if the operation says so', () => {
    const bench = new Bench({ retainExceptOnCreate: true });
    failing(bench, 'B');
    bench.deploy(templateOf({ A: leg('a', RETAIN), B: leg('b', RETAIN) }));
    expect(bench.requests().slice(2).sort()).toEqual(['Delete A', 'Delete B']);
    expect(bench.sent.find(({ event }) => event.RequestType === 'Delete' && event.LogicalResourceId === 'A')!.event.PhysicalResourceId).toMatch(/^Pool-A-[A-Z0-9]{12}$/);
  });

  test('drops the answer of a cancelled resource', () => {
    const bench = new Bench();
    failing(bench, 'B');
    bench.deploy(templateOf({ A: leg('a', RETAIN), B: leg('b', RETAIN) }));
    bench.clock.run();
    expect(bench.statuses('A')).not.toContain('CREATE_COMPLETE');
  });

  test('still tells the ids of accounts that were made before', () => {
    const bench = new Bench();
    bench.behaviour = event => event.LogicalResourceId === 'B' ? { after: 90, status: 'FAILED' } : { data: { AccountId: '222233334444' } };
    const result = bench.deploy(templateOf({ A: leg('a', RETAIN), B: leg('b', RETAIN) }));
    expect(result.accounts.map(({ name, accountId }) => [name, accountId])).toEqual([['a', '222233334444'], ['b', null]]);
  });

  test('ends in ROLLBACK_FAILED when a Delete fails', () => {
    const bench = new Bench();
    bench.behaviour = event => event.LogicalResourceId === 'B' ? { after: 90, status: 'FAILED' } : event.RequestType === 'Delete' ? { status: 'FAILED' } : {};
    const result = bench.deploy(templateOf({ A: leg('a'), B: leg('b', RETAIN) }));
    expect(result).toMatchObject({ status: 'ROLLBACK_FAILED', reason: 'The following resource(s) failed to delete: [A].' });
  });

  test('leaves a stack that the next deployment deletes and creates anew, under another id', () => {
    const bench = new Bench();
    failing(bench, 'A');
    const template = templateOf({ A: leg('a', RETAIN) });
    bench.deploy(template);
    const [old] = bench.describe('Pool');
    bench.behaviour = () => ({});
    expect(bench.deploy(template).status).toBe('CREATE_COMPLETE');
    const [now] = bench.describe('Pool');
    expect(now.StackId).not.toBe(old.StackId);
    expect(bench.describe(old.StackId)).toEqual([expect.objectContaining({ StackStatus: 'DELETE_COMPLETE', DeletionTime: expect.any(String) })]);
    expect(bench.statuses('Pool').slice(-4)).toEqual(['DELETE_IN_PROGRESS', 'DELETE_COMPLETE', 'CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
  });
});

describe('a creation that the user cancels', () => {
  test('is rolled back', () => {
    const bench = new Bench();
    const result = bench.begin(templateOf({ A: leg('a', RETAIN), B: leg('b', { ...RETAIN, DependsOn: 'A' }) }), { rollback: false });
    bench.clock.advance(40);
    bench.cloudFormation.cancel('Pool');
    bench.clock.run(() => result.value !== undefined);
    expect(result.value).toMatchObject({ status: 'ROLLBACK_COMPLETE', failures: [] });
    expect(bench.requests()).toEqual(['Create A']);
    // A cancellation that comes too late is none.
    bench.cloudFormation.cancel('Pool');
    expect(bench.requests()).toEqual(['Create A']);
  });
});

describe('an update that fails', () => {
  /** A stack with A and B, then one where A has changed, C is new, and C fails. */
  function updateThatFails(resources: Parameters<typeof templateOf>[0] = {}) {
    const bench = new Bench();
    bench.deploy(templateOf({ A: leg('a', { properties: { Verify: '1' } }), B: leg('b') }));
    bench.sent.length = 0;
    bench.events.length = 0;
    bench.behaviour = event => event.LogicalResourceId === 'C' && event.RequestType === 'Create' ? { status: 'FAILED', physicalId: 'c' } : {};
    const result = bench.deploy(templateOf({ A: leg('a', { properties: { Verify: '2' } }), B: leg('b'), C: leg('c', { DependsOn: 'A' }), ...resources }));
    return { bench, result };
  }

  test('sends the old properties as ResourceProperties and the new ones as OldResourceProperties', () => {
    const { bench, result } = updateThatFails();
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(bench.requests()).toEqual(['Update A', 'Create C', 'Update A', 'Delete C']);
    const [forward, , back] = bench.sent.map(({ event }) => event);
    expect([forward.ResourceProperties.Verify, forward.OldResourceProperties.Verify]).toEqual(['2', '1']);
    expect([back.ResourceProperties.Verify, back.OldResourceProperties.Verify]).toEqual(['1', '2']);
    expect(back.PhysicalResourceId).toBe('id-of-A');
    expect(back.RequestId).not.toBe(forward.RequestId);
    expect(bench.statuses('Pool')).toEqual(['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE']);
  });

  test('leaves a stack that is as before: deploying the old template again has nothing to do', () => {
    const { bench } = updateThatFails();
    const result = bench.deploy(templateOf({ A: leg('a', { properties: { Verify: '1' } }), B: leg('b') }));
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: 'No updates are to be performed.' });
  });

  test('takes an update back that failed itself, with the properties that were tried', () => {
    const bench = new Bench();
    bench.deploy(templateOf({ A: leg('a', { properties: { Verify: '1' } }) }));
    bench.sent.length = 0;
    bench.behaviour = event => event.ResourceProperties.Verify === '2' ? { status: 'FAILED' } : {};
    expect(bench.deploy(templateOf({ A: leg('a', { properties: { Verify: '2' } }) })).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(bench.sent.map(({ event }) => [event.RequestType, event.ResourceProperties.Verify, event.OldResourceProperties.Verify])).toEqual([['Update', '2', '1'], ['Update', '1', '2']]);
  });

  test('keeps new resources that are marked Retain', () => {
    const { bench } = updateThatFails({ C: leg('c', { ...RETAIN, DependsOn: 'A' }) });
    expect(bench.requests()).toEqual(['Update A', 'Create C', 'Update A']);
    expect(bench.statuses('C')).toContain('DELETE_SKIPPED');
  });

  test('ends in UPDATE_ROLLBACK_FAILED when an old state can not be restored, and is refused afterwards', () => {
    const bench = new Bench();
    bench.deploy(templateOf({ A: leg('a', { properties: { Verify: '1' } }) }));
    bench.behaviour = () => ({ status: 'FAILED' });
    const next = templateOf({ A: leg('a', { properties: { Verify: '2' } }) });
    expect(bench.deploy(next).status).toBe('UPDATE_ROLLBACK_FAILED');
    expect(bench.deploy(next)).toMatchObject({ status: 'REFUSED', reason: expect.stringMatching(/^Stack:arn:.* is in UPDATE_ROLLBACK_FAILED state and can not be updated\.$/) });
  });

  test('deletes the replacement and keeps the old one when a resource had been replaced', () => {
    const bench = new Bench();
    const association = (portfolio: string) => ({
      Type: 'AWS::ServiceCatalog::PortfolioPrincipalAssociation',
      Properties: { PortfolioId: portfolio, PrincipalARN: 'arn:x', PrincipalType: 'IAM' },
    });
    bench.deploy(templateOf({ A: leg('a'), Z: association('port-1') }));
    bench.behaviour = event => event.LogicalResourceId === 'B' ? { status: 'FAILED' } : {};
    bench.deploy(templateOf({ A: leg('a'), Z: association('port-2'), B: leg('b') }));
    expect(bench.associations).toEqual(['+port-1 arn:x', '+port-2 arn:x', '-port-2 arn:x']);
  });
});

describe('an update that the user cancels', () => {
  test('is rolled back, cancelled updates included', () => {
    const bench = new Bench();
    bench.deploy(templateOf({ A: leg('a', { properties: { Verify: '1' } }) }));
    const result = bench.begin(templateOf({ A: leg('a', { properties: { Verify: '2' } }) }));
    bench.clock.advance(20);
    bench.cloudFormation.cancel('Pool');
    bench.clock.run(() => result.value !== undefined);
    expect(result.value!.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(bench.events.find(event => event.logicalId === 'A' && event.status === 'UPDATE_FAILED')!.reason).toBe('Resource update cancelled');
    const last = bench.sent[bench.sent.length - 1].event;
    expect([last.ResourceProperties.Verify, last.OldResourceProperties.Verify]).toEqual(['1', '2']);
  });
});

describe('a failure with --no-rollback', () => {
  const template = templateOf({
    A: leg('a', RETAIN),
    A2: leg('a2', { ...RETAIN, DependsOn: 'A' }),
    B: leg('b', RETAIN),
    B2: leg('b2', { ...RETAIN, DependsOn: 'B' }),
  });

  function failed() {
    const bench = new Bench();
    failing(bench, 'A');
    const result = bench.deploy(template, { rollback: false });
    return { bench, result };
  }

  test('lets the other paths end and leaves the stack in the middle', () => {
    const { bench, result } = failed();
    expect(result).toMatchObject({ status: 'CREATE_FAILED', reason: 'The following resource(s) failed to create: [A].' });
    expect(bench.statuses('B2')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
    expect(bench.statuses('A2')).toEqual([]);
    expect(bench.describe('Pool')[0]).toMatchObject({ StackStatus: 'CREATE_FAILED', DisableRollback: true });
  });

  test('is retried by the next deployment: Delete, then Create under the same request id, and nothing twice', () => {
    const { bench } = failed();
    const first = bench.sent.find(({ event }) => event.LogicalResourceId === 'A')!.event;
    bench.sent.length = 0;
    bench.behaviour = () => ({});
    expect(bench.deploy(template, { rollback: false })).toMatchObject({ status: 'UPDATE_COMPLETE', failures: [] });
    expect(bench.requests()).toEqual(['Delete A', 'Create A', 'Create A2']);
    const [gone, again] = bench.sent.map(({ event }) => event);
    expect(gone.PhysicalResourceId).toBe('marker');
    expect(again.RequestId).toBe(first.RequestId);
    expect(again.ResponseURL).not.toBe(first.ResponseURL);
    expect(bench.describe('Pool')[0].LastUpdatedTime).toBeDefined();
  });

  test('is rolled back first by a deployment with rollback, which then creates the stack anew', () => {
    const { bench } = failed();
    bench.behaviour = () => ({});
    expect(bench.deploy(template)).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(bench.statuses('Pool').slice(-6)).toEqual([
      'ROLLBACK_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE', 'CREATE_IN_PROGRESS', 'CREATE_COMPLETE',
    ]);
  });

  test('of an update leaves UPDATE_FAILED, and the retry sends the last stable properties as the old ones', () => {
    const bench = new Bench();
    bench.deploy(templateOf({ A: leg('a', { properties: { Verify: '1' } }) }));
    bench.behaviour = () => ({ status: 'FAILED' });
    expect(bench.deploy(templateOf({ A: leg('a', { properties: { Verify: '2' } }) }), { rollback: false }).status).toBe('UPDATE_FAILED');
    bench.sent.length = 0;
    bench.behaviour = () => ({});
    expect(bench.deploy(templateOf({ A: leg('a', { properties: { Verify: '3' } }) }), { rollback: false }).status).toBe('UPDATE_COMPLETE');
    expect(bench.sent.map(({ event }) => [event.RequestType, event.ResourceProperties.Verify, event.OldResourceProperties.Verify])).toEqual([['Update', '3', '1']]);
  });
});
