/** CloudWatch Logs: groups. What stands in them is of no matter here; that Lambda makes one by itself is, because then a stack can't make it. */

import { dnsSuffixOf } from '../../../src/contract';
import type { KnownProperties } from '../../cloudformation/known-properties';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import type { FunctionDefinition } from '../../kernel/function-host';
import { ApiError } from '../../kernel/types';
import { IdleType } from '../idle-type';
import type { Keys } from '../kms/keys';
import { kms } from '../kms/kms';
import type { RunningService, ServiceContext } from '../service';
import { defineService } from '../service';

const ABOUT_LOGS = 'what becomes of logs decides nothing';

export const LOG_GROUP_PROPERTIES: KnownProperties = {
  understood: ['LogGroupName'],
  harmless: {
    BearerTokenAuthenticationEnabled: ABOUT_LOGS,
    DataProtectionPolicy: ABOUT_LOGS,
    FieldIndexPolicies: ABOUT_LOGS,
    LogGroupClass: ABOUT_LOGS,
    ResourcePolicyDocument: ABOUT_LOGS,
    RetentionInDays: ABOUT_LOGS,
    Tags: ABOUT_LOGS,
  },
  partly: { KmsKeyId: 'a key of the app must let CloudWatch Logs of the Region decrypt; of another key it is said that nobody knows' },
};

const ABOUT_QUERIES = 'people ask it when they like';
const QUERY_PROPERTIES: KnownProperties = {
  understood: [],
  harmless: {
    LogGroupNames: ABOUT_QUERIES,
    Name: ABOUT_QUERIES,
    Parameters: ABOUT_QUERIES,
    QueryLanguage: ABOUT_QUERIES,
    QueryString: ABOUT_QUERIES,
  },
};
const QUERY_RULES = [
  { property: 'Name', pattern: /^[^\0]{1,255}$/ },
  { property: 'QueryLanguage', pattern: /^(CWLI|SQL|PPL)$/ },
  { property: 'QueryString', pattern: /^[\S\s]{1,10000}$/ },
];

/** What outlives a rehearsal. */
export interface LogsState {
  /** Groups that Lambda made for functions which were given none: their ARNs. */
  readonly madeByLambda: string[];
}

export class LogsService implements RunningService {
  public readonly state: LogsState;
  /** Groups that stacks have. */
  private readonly ofStacks = new Set<string>();
  /**
   * Those that Lambda made before this deployment. Of one that it makes meanwhile nobody knows whether it comes before or after the stack's own: the CDK makes
   * that right after the function.
   */
  private readonly before: ReadonlySet<string>;

  constructor(private readonly to: Pick<ServiceContext, 'partition'>, public readonly keys: Keys, saved: LogsState | undefined) {
    this.state = saved ?? { madeByLambda: [] };
    this.before = new Set(this.state.madeByLambda);
  }

  public arnOf(account: string, region: string, name: string): string {
    return `arn:${this.to.partition}:logs:${region}:${account}:log-group:${name}:*`;
  }

  /** A function runs: Lambda makes the group that it writes to, if nobody else has. */
  public writes({ accountId, region, name, logGroup }: FunctionDefinition): void {
    const arn = this.arnOf(accountId, region, `/aws/lambda/${name}`);
    if (logGroup === undefined && !this.ofStacks.has(arn) && !this.state.madeByLambda.includes(arn)) {
      this.state.madeByLambda.push(arn);
    }
  }

  /** Throws {@link ApiError} for a group that is there already. */
  public create(arn: string, name: string): void {
    if (this.before.has(arn)) {
      throw new ApiError('ResourceAlreadyExistsException', `Resource of type 'AWS::Logs::LogGroup' with identifier '{"/properties/LogGroupName":"${name}"}' already exists.`);
    }
    this.ofStacks.add(arn);
  }

  public keep(arn: string): void {
    this.ofStacks.add(arn);
  }

  public remove(arn: string): void {
    this.ofStacks.delete(arn);
  }
}

/** AWS::Logs::LogGroup */
export class LogGroupType implements ResourceType {
  public readonly seconds = 4;
  public readonly createOnly = ['LogGroupName'];
  public readonly name = { property: 'LogGroupName', scope: 'region' } as const;

  constructor(private readonly logs: LogsService) {}

  public grants({ KmsKeyId: key }: Readonly<Record<string, unknown>>): string[] {
    return key === undefined || this.logs.keys.knows(String(key)) ? []
      : ['nobody knows whether CloudWatch Logs may use its key (KmsKeyId), which none of the rehearsed stacks makes: if it may not, the log group can not be made'];
  }

  public put({ stack, generatedName }: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const name = current?.physicalId ?? (text(properties, 'LogGroupName') || generatedName);
    const arn = this.logs.arnOf(stack.account, stack.region, name);
    const { region } = stack;
    const { KmsKeyId: key } = properties;
    if (key !== undefined && this.logs.keys.mayDecrypt(String(key), { service: `logs.${region}.${dnsSuffixOf(region)}` }) === false) {
      throw new ApiError('InvalidParameterException', `Resource handler returned message: "The specified KMS key does not exist or is not allowed to be used with Arn '${arn.replace(/:\*$/, '')}' `
        + '(Service: CloudWatchLogs, Status Code: 400)" (HandlerErrorCode: InvalidRequest)');
    }
    if (current === undefined) {
      this.logs.create(arn, name);
    }
    return { physicalId: name, properties, attributes: { Arn: arn } };
  }

  public remove({ attributes }: ResourceContent): void {
    this.logs.remove(String(attributes.Arn));
  }

  public restore({ attributes }: ResourceContent): void {
    this.logs.keep(String(attributes.Arn));
  }
}

export const logs = defineService({
  name: 'logs',
  start: (to, saved: LogsState | undefined) => new LogsService(to, to.peer(kms).keys, saved),
  resourceTypes: {
    'AWS::Logs::LogGroup': { facts: { properties: LOG_GROUP_PROPERTIES }, start: service => new LogGroupType(service) },
    'AWS::Logs::QueryDefinition': { facts: { properties: QUERY_PROPERTIES }, start: () => new IdleType([], 'Name', QUERY_RULES) },
  },
});
