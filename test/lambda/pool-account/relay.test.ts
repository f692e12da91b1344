import { CANARY, event, mutations, PROPERTIES, runOneLeg, runRelay } from './relay';
import { SmallWorld } from './small-world';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import { OWNER_TAG } from '../../../src/contract';
import { account, at, BUSY, DENIED, ELSEWHERE, HOLDING_UNIT, OF_ANOTHER, OURS, OWNER, RACE } from '../../core/fixtures';

const EMAIL = PROPERTIES.AccountEmail;
/** Everything so far was of an earlier deployment. */
function makeOld(world: SmallWorld): void {
  for (const [id, record] of world.records) {
    world.records.set(id, { ...record, createdAt: at(-100).toISOString(), updatedAt: at(-92).toISOString() });
  }
  world.accounts.forEach((other, index) => { world.accounts[index] = { ...other, joinedAt: at(-95).toISOString() }; });
  world.products.forEach(product => { product.product = { ...product.product, createdAt: at(-100).toISOString() }; });
}

describe('what the template says wrong', () => {
  test.each(['Start', 'Leg2', 'Resource'])('fails %s at once: it is no failure of an account, which only the last leg would tell', async leg => {
    const world = new SmallWorld();
    await expect(runOneLeg(world, leg, { properties: { AccountEmail: 'AWS+pool-010@example.com' } })).rejects.toThrow(/^AR-BAD-PROPERTY: /);
    expect(mutations(world)).toEqual([]);
  });
});

describe('a creation that goes well', () => {
  test('ends with the account, by as many calls as the budget allows', async () => {
    const world = new SmallWorld();
    const { start, middle, last } = await runRelay(world);
    expect(start).toEqual({ leg: 'Start', polls: 2 });
    expect(middle.polls).toBeGreaterThan(45);
    expect(last).toEqual({
      leg: 'Resource',
      polls: 1,
      data: { AccountId: world.accounts[0].id, AccountName: 'pool-010', AccountEmail: EMAIL, SandboxStatus: '', Warning: '' },
    });
    expect(mutations(world)).toEqual(['provision']);
    // 'launch' stands for two calls.
    expect(world.calls.length + world.count('launch')).toBeLessThanOrEqual(80);
    expect(world.count('accountByEmail')).toBe(1);
  });

  test('is asked for with the six parameters of the factory, and enrolled again with the same', async () => {
    const world = new SmallWorld();
    world.script.push({ minutes: 4, text: RACE, accountCreated: true });
    await runRelay(world);
    expect(mutations(world)).toContain('update');
    const parameters = {
      accountName: 'pool-010',
      accountEmail: EMAIL,
      managedOrganizationalUnit: `Holding (${HOLDING_UNIT})`,
      ssoUserEmail: 'pool@example.com',
      ssoUserFirstName: 'Pool',
      ssoUserLastName: 'Account',
    };
    expect(world.requested).toEqual([parameters, parameters]);
  });

  test('polls cost one call while the factory is at work', async () => {
    const world = new SmallWorld();
    await runOneLeg(world, 'Start');
    world.calls.length = 0;
    const { polls } = await runOneLeg(world, 'Leg2');
    // The first ones ask in addition whose it is.
    expect(world.calls.slice(0, 5)).toEqual(['operation', ...Array(2).fill(['product', 'record']).flat()]);
    expect(world.calls.slice(5)).toEqual(Array(polls - 2).fill('product'));
  });

  test('no leg waits for an account that somebody else is creating', async () => {
    const world = new SmallWorld();
    await runOneLeg(world, 'Start', { properties: { Owner: 'other-stack/pool-010' } });
    const { start, middle, last } = await runRelay(world);
    expect([start.polls, middle.polls, last.polls]).toEqual([1, 1, 1]);
    expect(last.error?.message).toMatch(/^AR-NAME-NOT-OURS: .*other-stack\/pool-010/);
  });

  test('carries owner and tags, and writes them only if they are missing', async () => {
    const world = new SmallWorld();
    const properties = { Tags: [{ Key: 'team', Value: 'pool' }] };
    await runRelay(world, { properties });
    expect(world.accounts[0].tags).toEqual([{ key: OWNER_TAG, value: OWNER }, { key: 'team', value: 'pool' }]);
    expect(world.count('tag')).toBe(0);
    await runRelay(world, { requestType: 'Update', properties: { Tags: [{ Key: 'team', Value: 'other' }, { Key: 'cost', Value: 'x' }] } });
    expect(world.accounts[0].tags).toEqual([{ key: OWNER_TAG, value: OWNER }, { key: 'team', value: 'other' }, { key: 'cost', value: 'x' }]);
    expect(mutations(world)).toEqual(['provision', 'tag']);
  });

  test('deploying again creates and changes nothing', async () => {
    const world = new SmallWorld();
    await runRelay(world);
    const before = mutations(world).length;
    const { last } = await runRelay(world);
    expect(last.data).toMatchObject({ AccountId: world.accounts[0].id });
    expect(mutations(world)).toHaveLength(before);
  });

  test('an update never creates an account in the place of one that is gone', async () => {
    const world = new SmallWorld();
    await runRelay(world);
    world.accounts.length = 0;
    world.products.clear();
    const { last } = await runRelay(world, { requestType: 'Update', properties: { Tags: [{ Key: 'team', Value: 'other' }] } });
    expect(last.error?.message).toMatch(/^AR-ACCOUNT-NOT-FOUND: /);
    expect(mutations(world)).toEqual(['provision']);
  });

  test('counts the creation once', async () => {
    const world = new SmallWorld();
    const log: string[] = [];
    await runRelay(world, { log });
    await runRelay(world, { log, requestType: 'Update', properties: { Verify: '2026-12' } });
    const metrics = log.map(line => JSON.parse(line)).filter(record => record.notice === 'metrics');
    expect(metrics).toEqual([expect.objectContaining({ StackName: 'pool-stack', Provisioned: 1, FactoryMinutes: 25 })]);
  });
});

describe('a factory that is busy after it accepted', () => {
  test('is asked again, in the same leg, with a request that is new to it', async () => {
    const world = new SmallWorld();
    world.script.push({ minutes: 0.4, text: BUSY }, { minutes: 0.4, text: BUSY });
    const { last } = await runRelay(world);
    expect(last.data).toBeDefined();
    expect(world.products.size).toBe(1);
    expect(world.accounts).toHaveLength(1);
    expect(world.count('terminate')).toBe(2);
    expect(world.records.size).toBe(3);
  });

  test('fails the last leg with a resumable error if it never is not', async () => {
    const world = new SmallWorld();
    world.script.push(...Array.from({ length: 200 }, () => ({ minutes: 0.4, text: BUSY })));
    const { last } = await runRelay(world);
    expect(last.error?.message).toMatch(/^AR-STILL-BUSY: /);
    expect(world.accounts).toHaveLength(0);
  });
});

describe('a creation that is denied while access spreads', () => {
  test('is tried once more, and goes on when access has spread', async () => {
    const world = new SmallWorld();
    world.script.push({ minutes: 0.4, text: DENIED });
    const { last } = await runRelay(world);
    expect(last.data).toMatchObject({ AccountId: world.accounts[0].id });
    expect(mutations(world)).toEqual(['provision', 'update']);
  });

  test('fails with the words of the denial if it stays, after one more attempt', async () => {
    const world = new SmallWorld();
    world.script.push({ minutes: 0.4, text: DENIED }, { minutes: 0.4, text: DENIED });
    const { last } = await runRelay(world);
    expect(last.error?.message).toMatch(/^AR-ACCESS-DENIED: .*Account: Not known.*controltower:CreateManagedAccount/);
    expect(mutations(world)).toEqual(['provision', 'update']);
  });

  test('fails with the words of the denial if the other attempt is refused', async () => {
    const world = new SmallWorld();
    world.minute = 0;
    world.script.push({ minutes: 0.4, text: DENIED });
    world.refusals.set('update', new RefusalError('servicecatalog:UpdateProvisionedProduct', 'InvalidParametersException: it never succeeded'));
    const last = await runOneLeg(world, 'Resource');
    expect(last.error?.message).toMatch(/^AR-ACCESS-DENIED: .*controltower:CreateManagedAccount/);
  });
});

describe('a creation that fails for good', () => {
  const TEXT = 'AWS Control Tower cannot create the IAM role aws-controltower-AdministratorExecutionRole because the role already exists';

  test('is handed over, fails the last leg with the text of AWS, and leaves the product for the next deployment', async () => {
    const world = new SmallWorld();
    world.script.push({ minutes: 8, text: TEXT, accountCreated: true });
    const { start, middle, last } = await runRelay(world);
    expect([start.error, middle.error]).toEqual([undefined, undefined]);
    expect(last.error?.message).toMatch(/^AR-ROLE-EXISTS: /);
    expect(last.error?.message).toContain(`AWS says: ${TEXT}`);
    expect(last.error?.message).toContain(world.accounts[0].id);
    expect(mutations(world)).toEqual(['provision']);
    expect(world.products.get('pool-010')?.product.status).toBe('ERROR');
  });

  test('is healed by the next deployment: the account is enrolled again, and claimed', async () => {
    const world = new SmallWorld();
    world.script.push({ minutes: 8, text: TEXT, accountCreated: true });
    await runRelay(world);
    makeOld(world);
    const { last } = await runRelay(world);
    expect(last.data).toMatchObject({ AccountId: world.accounts[0].id });
    expect(world.accounts).toHaveLength(1);
    expect(mutations(world)).toEqual(['provision', 'tag', 'update']);
  });

  test('is healed by the next deployment: without an account the name is freed and used again', async () => {
    const world = new SmallWorld();
    world.script.push({ minutes: 1, text: 'you have reached the limit on the number of accounts in your organization' });
    await runRelay(world);
    makeOld(world);
    const { last } = await runRelay(world);
    expect(last.data).toBeDefined();
    // Within ten minutes the token of the first request brings back its failed record, so the third one makes a token of that.
    expect(mutations(world)).toEqual(['provision', 'terminate', 'provision', 'provision']);
    expect(world.records.size).toBe(2);
  });
});

test('the fence is asked before each of the requests that a repeated token makes necessary', async () => {
  const world = new SmallWorld();
  world.script.push({ minutes: 1, text: 'you have reached the limit on the number of accounts in your organization' });
  await runRelay(world);
  makeOld(world);
  const record = world.ports.factory.record;
  const asked: string[] = [];
  Object.assign(world.ports.factory, {
    record: async (id: string) => {
      asked.push(id);
      // Between the two requests the user cancels.
      if (world.count('provision') === 2) {
        world.stack = { status: 'ROLLBACK_IN_PROGRESS' };
      }
      return record(id);
    },
  });
  await runOneLeg(world, 'Start');
  expect(asked.length).toBeGreaterThan(0);
  expect(mutations(world)).toEqual(['provision', 'terminate', 'provision']);
});

test('an enrolment that failed for a passing reason is retried on the same account', async () => {
  const world = new SmallWorld();
  world.script.push({ minutes: 8, text: RACE, accountCreated: true });
  const { last } = await runRelay(world);
  expect(last.data).toMatchObject({ AccountId: world.accounts[0].id });
  expect(mutations(world)).toEqual(['provision', 'tag', 'update']);
});

test('an account that was moved while it was being enrolled is left alone', async () => {
  const world = new SmallWorld();
  world.script.push({ minutes: 8, text: RACE, accountCreated: true });
  const { last } = await runRelay(world, { beforePoll: () => {
    if (world.accounts[0]) {
      world.accounts[0].parent = ELSEWHERE;
    }
  } });
  expect(last.error?.message).toMatch(/^AR-ACCOUNT-MOVED: .*Active \(ou-abcd-99999999\)/);
  expect(mutations(world)).toEqual(['provision']);
});

describe('an address that is in use', () => {
  test('fails before anything is requested', async () => {
    const world = new SmallWorld();
    world.addAccount(account({ name: 'finance' }), ELSEWHERE);
    const { last } = await runRelay(world);
    expect(last.error?.message).toMatch(/^AR-EMAIL-IN-USE: .*111122223333.*ou-abcd-99999999/);
    expect(mutations(world)).toEqual([]);
  });

  test('is taken over with adoptExisting', async () => {
    const world = new SmallWorld();
    world.addAccount(account(), ELSEWHERE, [...OF_ANOTHER]);
    world.enrolled.add('111122223333');
    const { last } = await runRelay(world, { properties: { AdoptExisting: 'true' } });
    expect(last.data).toMatchObject({ AccountId: '111122223333' });
    expect(mutations(world)).toEqual(['tag']);
    expect(world.accounts[0].tags).toEqual([OURS[0]]);
  });
});

describe('an account that is named by its id', () => {
  const properties = { ExistingAccountId: '111122223333', AccountEmail: undefined };

  test('is taken as it is, under its own name', async () => {
    const world = new SmallWorld();
    world.addAccount(account({ name: 'finance' }), ELSEWHERE);
    const { last } = await runRelay(world, { properties });
    expect(last.data).toEqual({ AccountId: '111122223333', AccountName: 'finance', AccountEmail: EMAIL, SandboxStatus: '', Warning: '' });
    expect(mutations(world)).toEqual(['tag']);
  });

  test('fails if it is the management account', async () => {
    const { last } = await runRelay(new SmallWorld(), { properties: { ExistingAccountId: '999900001111' } });
    expect(last.error?.message).toMatch(/^AR-BAD-PROPERTY: .*'999900001111', the management account/);
  });

  test('fails if it is not in the organization', async () => {
    const { last } = await runRelay(new SmallWorld(), { properties });
    expect(last.error?.message).toMatch(/^AR-ACCOUNT-NOT-FOUND: /);
  });
});

describe('errors of calls', () => {
  test('an answer that was lost is found by looking', async () => {
    const world = new SmallWorld();
    world.lost.add('provision');
    const { last } = await runRelay(world);
    expect(last.data).toBeDefined();
    expect(world.count('provision')).toBe(1);
  });

  test('errors that pass are waited out', async () => {
    const world = new SmallWorld();
    world.refusals.set('gate', new TransientError('servicecatalog:SearchProvisionedProducts', 'ThrottlingException: Rate exceeded'));
    const { polls } = await runOneLeg(world, 'Start', { beforePoll: (_, poll) => {
      if (poll === 10) {
        world.refusals.clear();
      }
    } });
    expect(polls).toBe(11);
  });

  test('errors that pass and do not fail the last leg at its deadline', async () => {
    const world = new SmallWorld();
    world.refusals.set('product', new TransientError('servicecatalog:DescribeProvisionedProduct', 'ThrottlingException: Rate exceeded'));
    const { last } = await runRelay(world);
    expect(last.error?.message).toMatch(/^AR-STILL-TRANSIENT: .*Rate exceeded/);
  });

  test('no launch path is waited for at first, and a failure in the end', async () => {
    const world = new SmallWorld();
    world.refusals.set('launch', new RefusalError('servicecatalog:ListLaunchPaths', 'ResourceNotFoundException: No launch paths found for resource: prod-factory'));
    const { start, middle, last } = await runRelay(world);
    expect(start.polls).toBe(11);
    expect(middle.polls).toBe(1);
    expect(last.error?.message).toMatch(/^AR-NO-LAUNCH-PATH: .*AWS says: ResourceNotFoundException: No launch paths found/);
  });

  test('a refusal that nobody knows is told with the call and the text', async () => {
    const world = new SmallWorld();
    world.refusals.set('provision', new RefusalError('servicecatalog:ProvisionProduct', 'ValidationException: new rule'));
    const { last } = await runRelay(world);
    expect(last.error?.message).toMatch(/^AR-CALL-REFUSED: .*servicecatalog:ProvisionProduct.*AWS says: ValidationException: new rule$/);
  });

  test('a bug is no failure of an account', async () => {
    const world = new SmallWorld();
    world.refusals.set('product', new TypeError('a bug'));
    expect((await runOneLeg(world, 'Start')).error).toBeInstanceOf(TypeError);
  });
});

describe('requests that come out of turn', () => {
  test('a poll that runs twice requests one account', async () => {
    const world = new SmallWorld();
    await Promise.all([runOneLeg(world, 'Start'), runOneLeg(world, 'Start')]);
    expect(world.products.size).toBe(1);
  });
});

describe('the log', () => {
  test('never shows the response address, an e-mail address or the event', async () => {
    const world = new SmallWorld();
    const log: string[] = [];
    world.script.push({ minutes: 1, text: `EMAIL_ALREADY_EXISTS: ${EMAIL} is taken, see ${CANARY}` });
    const { last } = await runRelay(world, { log });
    // What a handler throws is logged, too.
    log.push(JSON.stringify({ notice: 'thrown', account: 'pool-010', message: last.error?.message }));
    expect(log.length).toBeGreaterThan(3);
    expect(log.filter(line => /@example|canary|X-Amz|ResponseURL/.test(line))).toEqual([]);
    expect(log.every(line => JSON.parse(line).notice !== undefined && JSON.parse(line).account === 'pool-010')).toBe(true);
    expect(log.map(line => JSON.parse(line)).filter(record => record.Failed === 1)).toHaveLength(1);
  });

  test('the event of the tests has what must not be shown', () => expect(JSON.stringify(event('Start'))).toContain(CANARY));
});
