import { Bench, leg, templateOf } from './support/bench';

test('fails when nobody answers for an hour, and sends a Delete with an invented id', () => {
  const bench = new Bench();
  bench.behaviour = event => event.RequestType === 'Create' ? undefined : {};
  const result = bench.deploy(templateOf({ A: leg('a') }));
  expect(result.failures).toEqual([expect.objectContaining({ logicalId: 'A', reason: expect.stringMatching(/^CloudFormation did not receive a response from your Custom Resource\./) })]);
  const [create, remove] = bench.sent;
  expect(remove.at - create.at).toBeGreaterThanOrEqual(3600);
  expect(remove.event.PhysicalResourceId).toMatch(/^Pool-A-[A-Z0-9]{12}$/);
});

test('sends no Delete after the hour to what is marked Retain', () => {
  const bench = new Bench();
  bench.behaviour = () => undefined;
  bench.deploy(templateOf({ A: leg('a', { DeletionPolicy: 'Retain' }) }));
  expect(bench.requests()).toEqual(['Create A']);
});

test('waits as long as ServiceTimeout says, which may come as text', () => {
  const bench = new Bench();
  bench.behaviour = () => ({ after: 200 });
  expect(bench.deploy(templateOf({ A: leg('a', { DeletionPolicy: 'Retain', properties: { ServiceTimeout: '199' } }) })).status).toBe('ROLLBACK_COMPLETE');
  expect(bench.deploy(templateOf({ A: leg('a', { properties: { ServiceTimeout: '201' } }) }), { name: 'Other' }).status).toBe('CREATE_COMPLETE');
});

test('refuses an answer of more than 4096 bytes', () => {
  const bench = new Bench();
  bench.behaviour = event => event.RequestType === 'Create' ? { data: { Text: 'é'.repeat(2000) } } : {};
  expect(bench.deploy(templateOf({ A: leg('a') })).failures).toEqual([expect.objectContaining({ reason: 'Response object is too long.' })]);
});

test('refuses a success without a physical id', () => {
  const bench = new Bench();
  bench.behaviour = () => undefined;
  const result = bench.begin(templateOf({ A: leg('a', { DeletionPolicy: 'Retain' }) }));
  bench.clock.run(() => bench.sent.length > 0);
  bench.answer(bench.sent[0].event, { Status: 'SUCCESS' });
  bench.clock.run(() => result.value !== undefined);
  expect(result.value!.failures).toEqual([expect.objectContaining({ reason: 'Invalid PhysicalResourceId' })]);
});

test('takes the answer as text as well', () => {
  const bench = new Bench();
  bench.behaviour = () => undefined;
  const result = bench.begin(templateOf({ A: leg('a') }));
  bench.clock.run(() => bench.sent.length > 0);
  const url = new URL(bench.sent[0].event.ResponseURL);
  bench.cloudFormation.respond(url.pathname + url.search, JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'x' }));
  bench.clock.run(() => result.value !== undefined);
  expect(result.value!.status).toBe('CREATE_COMPLETE');
});

test('knows the URLs that it gave out, and no others', () => {
  expect(() => new Bench().cloudFormation.respond('/never?Signature=1', {})).toThrow("an answer was sent to '/never', and no custom resource was given that URL.");
});

test('a function that errors is tried again by Lambda after one and after two minutes, and no more', () => {
  const bench = new Bench();
  const at: number[] = [];
  bench.functions['index.onEvent'] = () => {
    at.push(bench.clock.now);
    return { outcome: { error: { errorType: 'Error', errorMessage: 'no network', trace: [] } }, seconds: 1 };
  };
  bench.deploy(templateOf({ A: leg('a', { DeletionPolicy: 'Retain' }) }));
  expect(at.map(time => time - at[0])).toEqual([0, 61, 182]);
});

test('a kick is delivered twice where a fault says so, and the second answer is dropped', () => {
  const bench = new Bench({ faults: [{ kind: 'kick-delivered-twice', account: 'b*', times: 1 }] });
  expect(bench.deploy(templateOf({ A: leg('a'), B: leg('b'), B2: leg('b2') })).status).toBe('CREATE_COMPLETE');
  const requests = bench.requests();
  expect(requests.filter(request => request === 'Create A')).toHaveLength(1);
  expect(requests).toHaveLength(4);
  const twice = bench.sent.filter(({ event }) => requests.filter(request => request === `Create ${event.LogicalResourceId}`).length === 2);
  expect(twice[0].event).toEqual(twice[1].event);
});

test('a Delete for a function that is gone fails at once', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a'), B: leg('b') }));
  for (const arn of [...bench.host.functions.keys()]) {
    bench.host.remove(arn);
  }
  expect(bench.deploy(templateOf({ A: leg('a') })).status).toBe('UPDATE_COMPLETE');
  expect(bench.events.filter(event => event.status === 'DELETE_FAILED').map(event => event.reason)).toEqual(Array(3).fill(expect.stringMatching(/^Function not found: arn:aws:lambda:/)));
});
