/** An organization with an Innovation Sandbox, and what registers accounts with it. */

import { createHmac } from 'node:crypto';
import type { TestOrganizationOptions } from './test-organization';
import { MANAGEMENT, TestOrganization } from './test-organization';
import type { ApiRequest, Caller } from '../../../rehearsal/kernel/types';
import { ApiError } from '../../../rehearsal/kernel/types';
import type { HttpAnswer } from '../../../rehearsal/services/innovation-sandbox/answers';
import type { SandboxUnit, WorldAccount, WorldSandbox, WorldSandboxAccount } from '../../../rehearsal/world/world';

export const HUB = '222233334444';
/** Not the region of the landing zone. */
export const SANDBOX_REGION = 'us-west-2';
export const API = 'isbapi0001';
export const ACCOUNT = '444455556666';
export const ACCOUNT_NAME = 'pool-001';

export const UNITS: Readonly<Record<SandboxUnit, string>> = {
  pool: 'ou-abcd-isbpool0',
  available: 'ou-abcd-isbavail',
  active: 'ou-abcd-isbactiv',
  cleanUp: 'ou-abcd-isbclean',
  quarantine: 'ou-abcd-isbquara',
  entry: 'ou-abcd-isbentry',
  exit: 'ou-abcd-isbexit0',
  frozen: 'ou-abcd-isbfroze',
};

/** Everything at once, and nobody who interferes, unless `parts` say so. */
export function testSandbox(parts: Partial<WorldSandbox> = {}): WorldSandbox {
  return {
    namespace: 'myisb',
    version: '1.3.3',
    region: SANDBOX_REGION,
    hubAccountId: HUB,
    apiId: API,
    organizationalUnits: UNITS,
    machineClient: { roleArn: `arn:aws:iam::${HUB}:role/isb-m2m/myisb/myisb-isb-m2m-admin-robot`, externalId: '1111-2222', trustedPrincipal: MANAGEMENT },
    cleaningMinutes: { median: 9, spread: 1.5 },
    registrationSeconds: 0,
    cooldownMinutes: 0,
    stackSetMinutes: 0,
    driftMonitor: false,
    accounts: [],
    billingViews: [],
    ...parts,
  };
}

/** A session of a role in the hub account. */
export function hubCaller(role: string): Caller {
  return {
    roleArn: `arn:aws:iam::${HUB}:role/${role}`,
    sessionArn: `arn:aws:sts::${HUB}:assumed-role/${role}/robot`,
    accountId: HUB,
    label: 'is-complete',
    assumedRole: role,
  };
}

export const MACHINE = hubCaller('myisb-isb-m2m-admin-robot');
export const SIGNER = hubCaller('AccountRobot-myisb-hub');

/** What an answer comes to. */
export interface Answer {
  readonly status: number;
  /** JSON, or text that is none. */
  readonly body: any;
}

export interface TestSandboxOptions extends Omit<TestOrganizationOptions, 'sandbox'> {
  readonly sandbox?: Partial<WorldSandbox>;
  /** The account of the test: where it is, and its record. It is in Entry unless this says otherwise. */
  readonly account?: Partial<Omit<WorldAccount, 'status'>> & Pick<WorldSandboxAccount, 'status' | 'unit'>;
}

export class TestSandbox extends TestOrganization {
  constructor(private readonly options: TestSandboxOptions = {}) {
    const { status, unit, ...account } = options.account ?? {};
    super({
      ...options,
      organization: {
        accounts: [{
          id: ACCOUNT,
          name: ACCOUNT_NAME,
          email: 'aws+pool-001@example.com',
          parentId: UNITS.entry,
          status: 'ACTIVE',
          tags: {},
          ...account,
        }],
        ...options.organization,
      },
      sandbox: testSandbox({ accounts: status ?? unit ? [{ id: ACCOUNT, status, unit, cleaning: status === 'CleanUp' && unit === undefined }] : [], ...options.sandbox }),
    });
  }

  private get latest(): boolean {
    return (this.options.sandbox?.version ?? '1.3.3') >= '1.3';
  }

  /** A request to the accounts API, in the way of its version, by a caller that may. */
  public api(method: string, path: string, body?: unknown): Answer {
    return this.latest ? this.rest(method, path, body) : this.invoke({ ...this.event(method, path, body), headers: { Authorization: `Bearer ${this.token()}` } });
  }

  /** The same through API Gateway, with whatever the test changes. */
  public rest(method: string, path: string, body?: unknown, changes: Partial<ApiRequest['input']> = {}, caller = MACHINE, region = SANDBOX_REGION): Answer {
    const input = {
      apiId: API,
      method,
      path: `/prod${path}`,
      query: {},
      headers: { 'user-agent': 'account-robot', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? '' : JSON.stringify(body),
      ...changes,
    };
    try {
      return answerOf(this.services.handle({ service: 'execute-api', action: 'Invoke', region, caller, input }) as HttpAnswer);
    } catch (error) {
      // As the protocol tells it.
      if (error instanceof ApiError) {
        return { status: error.statusCode, body: { message: error.message } };
      }
      throw error;
    }
  }

  public event(method: string, path: string, body?: unknown): Record<string, unknown> {
    return { httpMethod: method, path, headers: {}, body: body === undefined ? null : JSON.stringify(body), requestContext: {} };
  }

  /** A direct invocation of the accounts function. */
  public invoke(event: unknown, caller = SIGNER): Answer {
    const fn = this.services.functionAt(`arn:aws:lambda:${SANDBOX_REGION}:${HUB}:function:ISB-AccountsLambdaFunction-myisb`, caller, SANDBOX_REGION)!;
    return answerOf(fn(event, caller) as HttpAnswer);
  }

  public secret(): string {
    return this.call('secretsmanager', 'GetSecretValue', { SecretId: '/InnovationSandbox/myisb/Auth/JwtSecret' }, SIGNER, SANDBOX_REGION).SecretString;
  }

  public token(secret = this.secret(), claims: object = { user: { email: 'robot@example.com', roles: ['Admin'] } }, header: object = { alg: 'HS256', typ: 'JWT' }): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part(header)}.${part(claims)}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  }

  public register(accountId = ACCOUNT): Answer {
    return this.api('POST', '/accounts', { awsAccountId: accountId });
  }

  /** The status of the record, or the status code of the refusal. */
  public status(accountId = ACCOUNT): string | number {
    const { status, body } = this.api('GET', `/accounts/${accountId}`);
    return status === 200 ? body.data.status : status;
  }

  public record(): any {
    return this.api('GET', `/accounts/${ACCOUNT}`).body.data;
  }

  /** The unit that the account is in: of the pool by its key, any other by its id. */
  public unit(accountId = ACCOUNT): string {
    const parent = this.organizations('ListParents', { ChildId: accountId }).Parents[0].Id;
    return Object.entries(UNITS).find(([, id]) => id === parent)?.[0] ?? parent;
  }

  public moveTo(unit: SandboxUnit | string, accountId = ACCOUNT): void {
    const source = this.organizations('ListParents', { ChildId: accountId }).Parents[0].Id;
    this.organizations('MoveAccount', { AccountId: accountId, SourceParentId: source, DestinationParentId: UNITS[unit as SandboxUnit] ?? unit });
  }

  public kinds(): string[] {
    return this.events.map(({ kind }) => kind).filter(kind => kind !== 'moved');
  }
}

function answerOf({ statusCode, body }: HttpAnswer): Answer {
  try {
    return { status: statusCode, body: JSON.parse(body) };
  } catch {
    return { status: statusCode, body };
  }
}
