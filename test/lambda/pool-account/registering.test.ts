/** is-complete as AWS calls it, with an account that is registered in the poll: what it calls, as whom, and what it writes to its log. */

import { event, legWindow } from './relay';
import type { AccountFailure } from '../../../core/failures/errors';
import type { PollEvent } from '../../../lambda/pool-account/leg-events';
import { RETIRED_PARAMETERS } from '../../../src/contract';
import type { HubReply, Received } from '../../aws/innovation-sandbox/hub';
import { fail, Hub, invoked, refusedInXml, SECRET, SESSION_SECRET } from '../../aws/innovation-sandbox/hub';
import { ACCOUNT_ID, at, EXTERNAL_ID, SANDBOX, SANDBOX_1_2, UNITS } from '../../core/fixtures';

const xml = (action: string, result: string) =>
  `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${action}Result>${result}</${action}Result></${action}Response>`;
const POOL = (version: string) => JSON.stringify({
  sandboxOuId: UNITS.pool,
  availableOuId: UNITS.available,
  activeOuId: UNITS.active,
  frozenOuId: UNITS.frozen,
  cleanupOuId: UNITS.cleanUp,
  quarantineOuId: UNITS.quarantine,
  entryOuId: UNITS.entry,
  exitOuId: UNITS.exit,
  solutionVersion: version,
});
/** What surrounds an account in Entry that Innovation Sandbox doesn't know yet. */
const SURROUNDINGS: Record<string, object | string> = {
  DescribeStacks: xml('DescribeStacks', `<Stacks><member><StackName>pool-stack</StackName><CreationTime>${at(0).toISOString()}</CreationTime><StackStatus>CREATE_IN_PROGRESS</StackStatus></member></Stacks>`),
  DescribeStackInstance: xml('DescribeStackInstance', '<StackInstance><Status>CURRENT</Status></StackInstance>'),
  ListParents: { Parents: [{ Id: UNITS.entry, Type: 'ORGANIZATIONAL_UNIT' }] },
  DescribeOrganizationalUnit: { OrganizationalUnit: { Name: 'Entry' } },
  DescribeAccount: { Account: { Id: ACCOUNT_ID, Name: 'finance', Email: 'canary@example.com', Status: 'ACTIVE' } },
  ListTagsForResource: { Tags: [] },
  TagResource: {},
};

interface Generation {
  readonly name: string;
  readonly sandbox: typeof SANDBOX;
  readonly version: string;
  /** How Innovation Sandbox answers. */
  readonly answer: (status: number, body: unknown) => HubReply;
  /** A call of Innovation Sandbox, as 'GET' or 'POST'; undefined for a call of AWS. */
  readonly callOf: (request: Received) => string | undefined;
}

const GENERATIONS: Generation[] = [
  {
    name: '1.3',
    sandbox: SANDBOX,
    version: 'v1.3.3',
    answer: (status, body) => ({ status, body }),
    callOf: ({ operation }) => operation.includes('/prod/') ? operation.split(' ')[0] : undefined,
  },
  {
    name: '1.2',
    sandbox: SANDBOX_1_2,
    version: 'v1.2.14',
    answer: invoked,
    callOf: ({ operation, body }) => operation === 'Invoke' ? JSON.parse(body).httpMethod : undefined,
  },
];

/** One poll of the last leg. */
async function poll(generation: Generation, registration: [number, unknown], override?: (request: Received) => HubReply | undefined) {
  const { sandbox, version, answer, callOf } = generation;
  const { namespace, ...settings } = sandbox;
  const written: string[] = [];
  let result: unknown;
  let operations: string[] = [];
  await Hub.use(request => {
    const call = callOf(request);
    const overridden = override?.(request);
    if (overridden !== undefined) {
      return overridden;
    }
    if (call !== undefined) {
      return call === 'GET' ? answer(404, fail('Account not found.')) : answer(...registration);
    }
    if (request.operation === 'GetParameter' && JSON.parse(request.body).Name.startsWith(RETIRED_PARAMETERS)) {
      return { status: 400, body: { __type: 'ParameterNotFound' } };
    }
    if (request.operation === 'GetParameter') {
      return { body: { Parameter: { Value: POOL(version) } } };
    }
    return request.operation in SURROUNDINGS ? { body: SURROUNDINGS[request.operation] } : undefined;
  }, async hub => {
    const before = { ...process.env };
    const stdout = jest.spyOn(process.stdout, 'write').mockImplementation(chunk => written.push(String(chunk)) > 0);
    Object.assign(process.env, {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDOWN',
      AWS_SECRET_ACCESS_KEY: 'own-secret',
      AWS_ENDPOINT_URL: hub.endpoint,
      PRODUCT_ID: 'prod-1',
      HOLDING_ORGANIZATIONAL_UNIT_ID: 'ou-abcd-11112222',
      CONCURRENCY: '2',
      SSO_USER_EMAIL: 'canary@example.com',
      SSO_USER_FIRST_NAME: 'Pool',
      SSO_USER_LAST_NAME: 'Account',
      SANDBOXES: JSON.stringify({ [namespace]: settings }),
      PACKAGE_VERSION: '1.0.0',
    });
    try {
      let entryPoint: { handler(received: object): Promise<unknown> };
      jest.isolateModules(() => { entryPoint = jest.requireActual('../../../lambda/pool-account/is-complete'); });
      const payload: PollEvent = {
        ...event('Resource', { properties: { AccountEmail: '', ExistingAccountId: ACCOUNT_ID, SandboxNamespace: namespace } }),
        Leg: legWindow({ deadline: '2999-01-01T00:00:00.000Z' }),
      };
      result = await entryPoint!.handler(payload).catch((error: unknown) => error);
      operations = hub.received.map(request => callOf(request) ?? request.operation);
    } finally {
      stdout.mockRestore();
      process.env = before;
    }
  });
  return { result, operations, written };
}

function expectDiscreet(written: string[]): void {
  expect(written.length).toBeGreaterThan(0);
  const secrets = new RegExp(`@|eyJ|canary|X-Amz|session-token|${SECRET}|${SESSION_SECRET}|own-secret|${EXTERNAL_ID}`);
  expect(written.filter(line => secrets.test(line))).toEqual([]);
}

describe.each(GENERATIONS)('with Innovation Sandbox $name', generation => {
  test('registers an account in one poll, and shows no secret', async () => {
    const { result, operations, written } = await poll(generation, [201, { status: 'success' }]);
    expect(result).toEqual({ IsComplete: false });
    expect(operations.filter(operation => ['TagResource', 'POST'].includes(operation))).toEqual(['TagResource', 'POST']);
    expect(operations.at(-1)).toBe('POST');
    expectDiscreet(written);
  });

  test('tells a refusal with the words of Innovation Sandbox, and shows no secret', async () => {
    const { result, operations, written } = await poll(generation, [400, fail('Invalid Request.')]);
    expect((result as AccountFailure).message).toMatch(/^AR-SANDBOX-EMAIL-REFUSED: .*AWS says: Invalid Request\.$/s);
    expect(operations.filter(operation => operation === 'POST')).toHaveLength(1);
    expectDiscreet(written);
  });

  test('tells that a role can\'t be assumed, before anything is written, and shows no secret', async () => {
    const denied = ({ operation }: Received) => operation === 'AssumeRole' ? refusedInXml('AccessDenied', 'not authorized to perform sts:AssumeRole, says canary@example.com') : undefined;
    const { result, operations, written } = await poll(generation, [201, {}], denied);
    expect((result as AccountFailure).message).toMatch(/^AR-SANDBOX-(ROLE|EXTERNAL-ID): /);
    expect(operations).not.toContain('TagResource');
    expectDiscreet(written);
  });
});
