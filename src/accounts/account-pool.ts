import { Annotations, Stack, Tags } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { AccountPoolProps } from './account-pool-props';
import type { ElasticSize } from './elastic-size';
import { SizeParameter } from './elastic-size';
import { namesBefore } from './last-synthesis';
import { PoolAccount } from './pool-account';
import type { IPoolAccount } from './pool-account-reference';
import { PoolWithEvents } from './pool-events';
import type { PoolShape } from './pool-numbers';
import { numberedAccounts } from './pool-numbers';
import { ACCOUNT_POOL_PROPS } from './prop-types';
import { ownerOf } from './relay';
import { checkCapacity } from './stack-capacity';
import { CapacityMetric, MetricDimension, MetricName, poolOfOwner } from '../contract';
import type { InnovationSandbox } from '../sandbox/innovation-sandbox';
import { emailPatternProblem, NAME_PLACEHOLDER, tagKeyProblem, tagValueProblem } from '../settings/validation';
import type { Heard } from '../shared/event-rules';
import { isStandIn } from '../shared/known-value';
import type { MetricPart } from '../shared/metrics';
import { accountMetric, countMetric, emittedMetric } from '../shared/metrics';
import { refuseProps } from '../shared/props';
import { refusal, refuseUnfit, UserError } from '../shared/user-error';

/** So many names fit into a message. */
const NAMES_SHOWN = 5;

/**
 * A pool of accounts, declared by its size.
 *
 * It consists of `PoolAccount`s with the names `pool-001`, `pool-002` and so on. Growing the pool adds accounts and changes nothing about
 * the others; shrinking it forgets the accounts with the highest numbers, which stay in the organization and in Innovation Sandbox as they are. Nothing
 * here closes an account or takes one out of the pool. Synthesis warns (`account-robot:accounts-forgotten`) when the last synthesis into the same
 * folder declared accounts that the pool no longer has.
 *
 * With `elasticSize` the pool grows by a parameter of the stack, without another synthesis: all accounts that it may ever have are declared, and made when the
 * parameter says so.
 *
 * A stack holds about 150 accounts, because a template has 500 resources at most. Larger pools go on in a second stack with `firstNumber`.
 *
 * Before the first account is requested the deployment asks whether the organization's account quota leaves room for all of them.
 *
 * With a sandbox each account is registered with Innovation Sandbox, and everything in it is erased. Without one they are vended only.
 *
 * @exampleMetadata fixture=pool
 * @example
 * const pool = new AccountPool(stack, 'Pool', { size: 40, skipNumbers: [7] });
 * const firstId = pool.accounts[0].accountId;
 */
export class AccountPool extends PoolWithEvents {
  /**
   * The accounts, by their numbers. With `elasticSize` all up to `max`; what is known of those above `min` can't be read, because they may not be there.
   */
  public readonly accounts: IPoolAccount[];

  /**
   * The name of the stack's parameter that says how many accounts there are; undefined for a pool with a `size`.
   */
  public readonly sizeParameterName?: string;

  private readonly elasticSize?: ElasticSize;

  constructor(scope: Construct, id: string, props: AccountPoolProps) {
    super(scope, id);

    const subject = `account pool '${this.node.path}'`;
    refuseProps(props, { subject, of: 'AccountPool', types: ACCOUNT_POOL_PROPS, open: this.constructor !== AccountPool });
    // What isn't typed may leave all of them out.
    const shape: PoolShape = (props as AccountPoolProps | undefined) ?? {};
    const numbered = numberedAccounts(subject, shape);
    const { source, sandbox, accountEmail, adoptExisting, verify, timeout, elasticSize, tags = {} } = props;
    refuseUnfit(subject, 'accountEmail', accountEmail, emailPatternProblem);
    for (const [key, value] of Object.entries(tags)) {
      refuseUnfit(subject, 'tags', key, tagKeyProblem);
      refuseUnfit(subject, `tags.${key}`, value, tagValueProblem);
    }

    checkCapacity(this, numbered, elasticSize !== undefined);
    const before = namesBefore(Stack.of(this), `${ownerOf(this)}/`);
    this.elasticSize = elasticSize;
    const size = elasticSize && new SizeParameter(this, 'Size', elasticSize);
    this.sizeParameterName = size?.parameterName;
    const accounts: PoolAccount[] = [];
    for (const { name } of numbered) {
      const account = new PoolAccount(this, name, { source, sandbox, accountEmail, adoptExisting, verify, timeout });
      refusePatternWithoutName(subject, account._emailPattern);
      const condition = size?.atLeast(accounts.length + 1);
      if (condition) {
        account._appearWith(condition, accounts.length + 1, accounts[accounts.length - 1]);
      }
      accounts.push(account);
    }
    this.accounts = accounts;
    for (const [key, value] of Object.entries(tags)) {
      Tags.of(this).add(key, value);
    }

    const names = new Set(numbered.map(({ name }) => name));
    this.warnOfForgotten(before.filter(name => !names.has(name)));
  }

  /**
   * Ids of the accounts, by their numbers. Whatever reads them is deployed after all accounts are available.
   *
   * With `elasticSize` those that are there: CloudFormation leaves the others out of the list.
   */
  public get accountIds(): string[] {
    return this.accounts.map(account => (account as PoolAccount)._accountIdIfThere);
  }

  /**
   * A metric of the accounts of this pool. Those of all pools of its stack are the metrics of `AccountFactory`.
   *
   * @param metricName name of the metric
   * @param props other properties of the metric
   */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return accountMetric(this, this.part, metricName, props);
  }

  /**
   * How many accounts became available in Control Tower. By default their sum.
   *
   * @param props properties of the metric
   */
  public metricProvisioned(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return emittedMetric(this, this.part, MetricName.PROVISIONED, props);
  }

  /**
   * How many accounts failed a deployment. By default their sum.
   *
   * @param props properties of the metric
   */
  public metricFailed(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return emittedMetric(this, this.part, MetricName.FAILED, props);
  }

  /**
   * How many minutes Account Factory took for an account. By default their average.
   *
   * @param props properties of the metric
   */
  public metricFactoryMinutes(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return emittedMetric(this, this.part, MetricName.FACTORY_MINUTES, props);
  }

  /**
   * How many minutes Innovation Sandbox took to clean an account after it was registered. By default their average.
   *
   * @param props properties of the metric
   */
  public metricCleaningMinutes(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return emittedMetric(this, this.part, MetricName.CLEANING_MINUTES, props);
  }

  /**
   * How many accounts of the sandbox a lease request would find, whoever made them. By default the lowest count.
   *
   * It is counted where a `PoolCapacity` counts this pool.
   *
   * @param props properties of the metric
   */
  public metricAvailable(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return countMetric(this, this._countedAs, CapacityMetric.AVAILABLE, props);
  }

  /**
   * How many accounts of the sandbox are leased. By default the highest count.
   *
   * It is counted where a `PoolCapacity` counts this pool.
   *
   * @param props properties of the metric
   */
  public metricActive(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return countMetric(this, this._countedAs, CapacityMetric.ACTIVE, props);
  }

  /**
   * How many accounts of the sandbox have a lease that is frozen. By default the highest count.
   *
   * It is counted where a `PoolCapacity` counts this pool.
   *
   * @param props properties of the metric
   */
  public metricFrozen(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return countMetric(this, this._countedAs, CapacityMetric.FROZEN, props);
  }

  /**
   * How many accounts of the sandbox are being cleaned. By default the highest count.
   *
   * Without those that cool down, where `PoolCapacity` can tell them apart.
   *
   * It is counted where a `PoolCapacity` counts this pool.
   *
   * @param props properties of the metric
   */
  public metricCleanUp(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return countMetric(this, this._countedAs, CapacityMetric.CLEAN_UP, props);
  }

  /**
   * How many accounts of the sandbox are clean, and wait for the end of their cooldown. By default the highest count.
   *
   * Innovation Sandbox 1.3 and later tell it to a `sandboxAccess` of `PoolCapacity` alone. Earlier versions know no cooldown: it is 0.
   *
   * It is counted where a `PoolCapacity` counts this pool.
   *
   * @param props properties of the metric
   */
  public metricCoolingDown(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return countMetric(this, this._countedAs, CapacityMetric.COOLING_DOWN, props);
  }

  /**
   * How many accounts of the sandbox couldn't be cleaned. By default the highest count.
   *
   * It is counted where a `PoolCapacity` counts this pool.
   *
   * @param props properties of the metric
   */
  public metricQuarantine(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return countMetric(this, this._countedAs, CapacityMetric.QUARANTINE, props);
  }

  /**
   * How many accounts of this pool are asked for, and neither there nor failed. By default the highest count.
   *
   * It is counted where a `PoolCapacity` counts this pool.
   *
   * @param props properties of the metric
   */
  public metricInFlight(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return countMetric(this, this._countedAs, CapacityMetric.IN_FLIGHT, props);
  }

  /**
   * How many accounts this pool has by the parameter of its stack, or by its size. By default the highest count.
   *
   * It is counted where a `PoolCapacity` counts this pool.
   *
   * @param props properties of the metric
   */
  public metricDeclared(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return countMetric(this, this._countedAs, CapacityMetric.DECLARED, props);
  }

  /**
   * How many accounts this pool can have without another synthesis. By default the highest count.
   *
   * It is counted where a `PoolCapacity` counts this pool.
   *
   * @param props properties of the metric
   */
  public metricMaxSize(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return countMetric(this, this._countedAs, CapacityMetric.MAX_SIZE, props);
  }

  /**
   * How many more accounts the organization's quota leaves room for. By default the lowest count.
   *
   * It is counted where a `PoolCapacity` counts this pool.
   *
   * @param props properties of the metric
   */
  public metricQuotaLeft(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return countMetric(this, this._countedAs, CapacityMetric.QUOTA_LEFT, props);
  }

  /**
   * The log groups of the functions that work on its accounts.
   *
   * @internal
   */
  public get _logGroups(): logs.ILogGroup[] {
    return (this.accounts[0] as PoolAccount)._sourceConfig.logGroups ?? [];
  }

  /**
   * How its counts are told apart within its stack.
   *
   * @internal
   */
  public get _countedAs(): string {
    const owner = ownerOf(this);
    return this.part[MetricDimension.POOL] ?? owner.slice(owner.indexOf('/') + 1);
  }

  /**
   * What the owners of its accounts begin with. Of paths that are too long for a tag that is no more than the stack.
   *
   * @internal
   */
  public get _ownersPrefix(): string {
    const owner = ownerOf(this.accounts[0] as PoolAccount);
    return owner.slice(0, owner.lastIndexOf('/') + 1);
  }

  /**
   * The Innovation Sandbox that its accounts are registered with.
   *
   * @internal
   */
  public get _sandbox(): InnovationSandbox | undefined {
    return (this.accounts[0] as PoolAccount)._sandbox;
  }

  /**
   * The bounds of a pool that grows by a parameter.
   *
   * @internal
   */
  public get _elasticSize(): ElasticSize | undefined {
    return this.elasticSize;
  }

  /**
   * Where its accounts stand before they come into a sandbox; undefined for the root.
   *
   * @internal
   */
  public get _holdingUnitId(): string | undefined {
    return (this.accounts[0] as PoolAccount)._sourceConfig.holdingOrganizationalUnitId;
  }

  /** @internal */
  public get _heard(): Pick<Heard, 'subject' | 'detail' | 'bus'> {
    const pool = this.part[MetricDimension.POOL];
    return {
      subject: `account pool '${this.node.path}'`,
      // Of a path that is too long for an owner's tag nothing is told: then all of the stack is heard.
      detail: { stackName: [Stack.of(this).stackName], ...pool !== undefined && { pool: [pool] } },
      bus: (this.accounts[0] as PoolAccount)._listen(),
    };
  }

  /**
   * The bus that its events go to if somebody listens; undefined for the default one.
   *
   * @internal
   */
  public get _eventBus(): events.IEventBus | undefined {
    return (this.accounts[0] as PoolAccount)._sourceConfig.eventBus;
  }

  private get part(): MetricPart {
    // By its accounts, as the handlers know it: of the path of each they know only what a tag can hold. What is too long for one is counted with its stack.
    const pool = poolOfOwner(ownerOf(this.accounts[0] as PoolAccount));
    return pool === undefined ? {} : { [MetricDimension.POOL]: pool };
  }

  private warnOfForgotten(names: readonly string[]): void {
    if (names.length === 0) {
      return;
    }
    const shown = [...names.slice(0, NAMES_SHOWN), ...names.length > NAMES_SHOWN ? [`${names.length - NAMES_SHOWN} more`] : []].join(', ');
    Annotations.of(this).addWarningV2('account-robot:accounts-forgotten',
      names.length === 1
        ? `the pool no longer declares ${shown}: if deployed, it is only forgotten. It stays in the organization and in Innovation Sandbox, it still costs what it costs, `
        + 'and nothing closes it; declare it again to take it back'
        : `the pool no longer declares ${shown}: if deployed, they are only forgotten. They stay in the organization and in Innovation Sandbox, they still cost what they cost, `
        + 'and nothing closes them; declare them again to take them back');
  }
}

/** All accounts of a pool have one pattern, so without the placeholder they would have one address. */
function refusePatternWithoutName(subject: string, pattern: string | undefined): void {
  if (pattern === undefined || pattern.includes(NAME_PLACEHOLDER) || isStandIn(pattern)) {
    return;
  }
  throw new UserError(refusal(subject, 'accountEmail', pattern, {
    expected: `a pattern with ${NAME_PLACEHOLDER}, because each account needs an address of its own`,
    fix: `write an address like "aws+${NAME_PLACEHOLDER}@example.com"`,
  }));
}
