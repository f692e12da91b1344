import type { CfnCondition, ITaggableV2 } from 'aws-cdk-lib';
import {
  Annotations,
  Aws,
  CfnResource,
  Fn,
  Lazy,
  RemovalPolicy,
  Stack,
  TagManager,
  TagType,
} from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { tagProblems, tellOfStackTags } from './account-tags';
import { warnOfOtherSource } from './other-source';
import type { PoolAccountProps } from './pool-account-props';
import type { IPoolAccount, PoolAccountAttributes } from './pool-account-reference';
import { ImportedPoolAccount, PoolAccountBase } from './pool-account-reference';
import { POOL_ACCOUNT_PROPS } from './prop-types';
import { legNames, ownerOf } from './relay';
import { orderProblems } from './start-order';
import { MetricDimension, MetricName, POOL_ACCOUNT_TYPE, PoolAccountAttribute, PoolAccountProperty, SERVICE_TIMEOUT_SECONDS } from '../contract';
import { InnovationSandbox } from '../sandbox/innovation-sandbox';
import { readContext, requireSettings } from '../settings/context';
import { parentIdProblem } from '../settings/sandbox-validation';
import {
  accountEmailProblem,
  accountIdProblem,
  accountNameProblem,
  emailFromPattern,
  emailPatternProblem,
  managementAccountProblem,
} from '../settings/validation';
import type { OrderedAccount } from '../shared/account-registry';
import { AccountRegistry } from '../shared/account-registry';
import type { Heard } from '../shared/event-rules';
import { isKnown } from '../shared/known-value';
import type { MetricPart } from '../shared/metrics';
import { accountMetric, emittedMetric } from '../shared/metrics';
import { refuseNoText, refuseProps } from '../shared/props';
import { refuseUnfit, show, UserError } from '../shared/user-error';
import type { AccountSourceConfig, IAccountSource } from '../sources/account-source';
import { sharedFactory } from '../sources/control-tower/account-factory';

/**
 * An account of the pool, created while the stack is deployed: by Control Tower's Account Factory, unless its `source` is another one.
 *
 * With a sandbox it is then registered with Innovation Sandbox, and everything in it is erased. Without one it is vended only.
 *
 * A deployment that fails or is cancelled can be repeated: it goes on where the last one stopped and creates nothing twice.
 *
 * The account outlives everything that is done to this construct. Removing it from the app, deleting the stack or rolling back
 * a deployment forgets the account, and leaves it in the organization and in the pool as it is. Nothing here closes or un-enrolls an
 * account, or takes one out of the pool.
 *
 * Tags that reach this construct, for instance by `Tags.of()`, become tags of the account. A tag that is removed here stays on the account.
 *
 * @exampleMetadata fixture=pool
 * @example
 * new PoolAccount(stack, 'training-room', { timeout: Duration.minutes(200) });
 */
export class PoolAccount extends PoolAccountBase implements ITaggableV2 {
  /**
   * An account that another app or nobody's app declares, by its id alone.
   *
   * Its name and e-mail address are unknown, and reading them throws.
   *
   * @param scope the construct that refers to the account
   * @param id the id of the reference
   * @param accountId the id of the account: twelve digits
   */
  public static fromAccountId(scope: Construct, id: string, accountId: string): IPoolAccount {
    return PoolAccount.fromPoolAccountAttributes(scope, id, { accountId });
  }

  /**
   * An account that another app or nobody's app declares, with what is known of it.
   *
   * @param scope the construct that refers to the account
   * @param id the id of the reference
   * @param attrs what is known of the account
   */
  public static fromPoolAccountAttributes(scope: Construct, id: string, attrs: PoolAccountAttributes): IPoolAccount {
    return new ImportedPoolAccount(scope, id, attrs);
  }

  /**
   * The tags that the account gets.
   */
  public readonly cdkTagManager = new TagManager(TagType.MAP, POOL_ACCOUNT_TYPE);

  /**
   * What the e-mail address was made from; unknown for an account that exists already.
   *
   * @internal
   */
  public readonly _emailPattern?: string;

  /**
   * The Innovation Sandbox that the account is registered with.
   *
   * @internal
   */
  public readonly _sandbox?: InnovationSandbox;

  /**
   * What its source gave it.
   *
   * @internal
   */
  public readonly _sourceConfig: AccountSourceConfig;

  private readonly source: IAccountSource;

  /** What the app calls the account, which is known before there is one. */
  private readonly declaredName: string;
  /** From the first to the last. */
  private readonly relay: readonly CfnResource[];
  /** Of an account that is there only in a pool that is large enough, so many as that. */
  private neededSize?: number;

  constructor(scope: Construct, id: string, props: PoolAccountProps = {}) {
    super(scope, id);

    const subject = `pool account '${this.node.path}'`;
    refuseProps(props, { subject, of: 'PoolAccount', types: POOL_ACCOUNT_PROPS, open: this.constructor !== PoolAccount });
    const context = readContext(this);
    const name = props.accountName ?? id;
    refuseNoText(subject, 'accountName', name);
    this.declaredName = name;
    refuseUnfit(subject, 'accountName', name, accountNameProblem);
    refuseUnfit(subject, 'existingAccountId', props.existingAccountId, accountIdProblem);
    const { account } = Stack.of(this);
    refuseUnfit(subject, 'existingAccountId', props.existingAccountId, existing => managementAccountProblem(existing, account));
    refuseUnfit(subject, 'accountEmail', props.accountEmail, emailPatternProblem);
    const sandbox = props.sandbox ?? (context.sandbox && InnovationSandbox._fromContext(context.sandbox));
    this._sandbox = sandbox;
    this.refuseParent(subject, props, sandbox);
    // An account that exists has an address already, and the pattern would only guess at it.
    const existing = props.existingAccountId !== undefined;
    const origin: IAccountSource = props.source ?? sharedFactory(this, subject, props.accountEmail === undefined && !existing);
    this.source = origin;
    const source = origin.bindAccount(this, { accountName: name, existingAccountId: props.existingAccountId, sandbox });
    this._sourceConfig = source;
    const legs = legNames(subject, props.timeout, context.timeoutMinutes, source.timeout);
    const pattern = props.accountEmail ?? (existing ? undefined : source.accountEmail ?? context.accountEmail);
    if (!existing) {
      requireSettings(subject, { accountEmail: pattern }, ['accountEmail']);
    }
    this._emailPattern = pattern;
    const email = pattern && emailFromPattern(pattern, isKnown(name) ? name.toLowerCase() : name);
    refuseUnfit(subject, 'accountEmail', email, accountEmailProblem);
    this.claim(name, email, props.existingAccountId);
    const properties = {
      [PoolAccountProperty.ACCOUNT_NAME]: name,
      [PoolAccountProperty.ACCOUNT_EMAIL]: email,
      [PoolAccountProperty.OWNER]: ownerOf(this),
      [PoolAccountProperty.ADOPT_EXISTING]: props.adoptExisting ? true : undefined,
      [PoolAccountProperty.EXISTING_ACCOUNT_ID]: props.existingAccountId,
      [PoolAccountProperty.EXISTING_ACCOUNT_PARENT_ID]: props.existingAccountParentId,
      [PoolAccountProperty.SANDBOX_NAMESPACE]: sandbox?.namespace,
      [PoolAccountProperty.VERIFY]: props.verify,
      [PoolAccountProperty.TAGS]: Lazy.any({ produce: () => this.renderTags() }, { omitEmptyArray: true }),
    };
    const provided = { ServiceToken: source.serviceToken, ServiceTimeout: String(SERVICE_TIMEOUT_SECONDS) };
    const relay: CfnResource[] = [];
    for (const leg of legs) {
      // The plain resource: a pool has hundreds of them, and a CustomResource around each would double what synthesis takes.
      const resource = new CfnResource(this, leg, {
        type: POOL_ACCOUNT_TYPE,
        properties: { ...provided, [PoolAccountProperty.LEG]: leg, ...properties },
      });
      retainForGood(resource);
      resource.node.addDependency(...source.dependencies ?? []);
      if (relay.length > 0) {
        resource.node.addDependency(relay[relay.length - 1]);
      } else if (!existing) {
        AccountRegistry.of(this).enqueue(resource);
      }
      relay.push(resource);
    }
    this.relay = relay;
    if (!existing && email !== undefined) {
      AccountRegistry.of(this).declareNew(relay[0], email);
    }

    this.node.addValidation({ validate: () => tagProblems(subject, this.renderTags()) });
    this.node.addValidation({ validate: () => tellOfStackTags(this) });
    this.join({
      account: this,
      legs: relay,
      serviceToken: source.serviceToken,
      texts: () => [
        name, email, props.existingAccountId, props.existingAccountParentId, props.verify,
        ...this.renderTags().map(({ Value }) => Value),
      ],
      ...!existing && { newEmail: email },
    });
    this.announce(props.existingAccountId, sandbox);
  }

  /**
   * Id of the account. Whatever reads it is deployed after the account is available.
   *
   * Reading it of an account that is there only in a pool that is large enough throws.
   *
   * @attribute
   */
  public get accountId(): string {
    return this.attribute('accountId', PoolAccountAttribute.ACCOUNT_ID);
  }

  /**
   * Name of the account. Whatever reads it is deployed after the account is available.
   *
   * Reading it of an account that is there only in a pool that is large enough throws.
   *
   * @attribute
   */
  public get accountName(): string {
    return this.attribute('accountName', PoolAccountAttribute.ACCOUNT_NAME);
  }

  /**
   * E-mail address of the account's root user. Whatever reads it is deployed after the account is available.
   *
   * Reading it of an account that is there only in a pool that is large enough throws.
   *
   * @attribute
   */
  public get accountEmail(): string {
    return this.attribute('accountEmail', PoolAccountAttribute.ACCOUNT_EMAIL);
  }

  /**
   * The id, or nothing where the account isn't there: for lists.
   *
   * @internal
   */
  public get _accountIdIfThere(): string {
    const id = this.attributeOf(PoolAccountAttribute.ACCOUNT_ID);
    return this.neededSize === undefined ? id : Fn.conditionIf(this.relay[0].cfnOptions.condition!.logicalId, id, Aws.NO_VALUE).toString();
  }

  /**
   * Has what becomes of it told. Returns the bus that it is told on, undefined for the default one.
   *
   * @internal
   */
  public _listen(): events.IEventBus | undefined {
    this.source.listen(this);
    return this._sourceConfig.eventBus;
  }

  /**
   * The account is there only where the condition holds, which is when its pool has `size` accounts or more. It starts after another one of that pool.
   *
   * @internal
   */
  public _appearWith(condition: CfnCondition, size: number, previous: PoolAccount): void {
    this.neededSize = size;
    for (const leg of this.relay) {
      leg.cfnOptions.condition = condition;
    }
    AccountRegistry.of(this).enqueueBehind(this.relay[0], previous.relay[0]);
  }

  /**
   * An account is always retained; any other policy is refused.
   *
   * @param policy must be `RemovalPolicy.RETAIN`
   */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    if (policy === RemovalPolicy.RETAIN) {
      return;
    }
    throw new UserError(`pool account '${this.node.path}': the removal policy must be 'retain', got '${policy}'; `
      + 'an account is never deleted by a template, so remove the call');
  }

  /**
   * A metric of this account.
   *
   * @param metricName name of the metric
   * @param props other properties of the metric
   */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return accountMetric(this, this.part, metricName, props);
  }

  /**
   * How often the account became available in Control Tower: once, unless it was made anew. By default the sum.
   *
   * @param props properties of the metric
   */
  public metricProvisioned(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return emittedMetric(this, this.part, MetricName.PROVISIONED, props);
  }

  /**
   * How often the account failed a deployment. By default the sum.
   *
   * @param props properties of the metric
   */
  public metricFailed(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return emittedMetric(this, this.part, MetricName.FAILED, props);
  }

  /**
   * How many minutes Account Factory took for the account. By default the average.
   *
   * @param props properties of the metric
   */
  public metricFactoryMinutes(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return emittedMetric(this, this.part, MetricName.FACTORY_MINUTES, props);
  }

  /**
   * How many minutes Innovation Sandbox took to clean the account after it was registered. By default the average.
   *
   * @param props properties of the metric
   */
  public metricCleaningMinutes(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return emittedMetric(this, this.part, MetricName.CLEANING_MINUTES, props);
  }

  private attribute(property: string, name: PoolAccountAttribute): string {
    if (this.neededSize !== undefined) {
      throw new UserError(`pool account '${this.node.path}': its '${property}' can't be read, because the account is there only when the pool has ${this.neededSize} accounts or more, `
        + "and CloudFormation refuses a template that refers to what may be missing; read 'accountIds' of the pool, which leaves out what isn't there, "
        + `or set 'elasticSize.min' to ${this.neededSize}`);
    }
    return this.attributeOf(name);
  }

  private attributeOf(name: PoolAccountAttribute): string {
    return this.relay[this.relay.length - 1].getAtt(name).toString();
  }

  /** @internal */
  protected get _heard(): Pick<Heard, 'subject' | 'detail' | 'bus'> {
    const detail = { stackName: [Stack.of(this).stackName], account: { name: [this.declaredName] } };
    return { subject: `pool account '${this.node.path}'`, detail, bus: this._listen() };
  }

  private get part(): MetricPart {
    return { [MetricDimension.ACCOUNT]: this.declaredName };
  }

  /** The unit that an existing account may leave for a sandbox says nothing about any other account. */
  private refuseParent(subject: string, props: PoolAccountProps, sandbox: InnovationSandbox | undefined): void {
    const { existingAccountId, existingAccountParentId } = props;
    refuseUnfit(subject, 'existingAccountParentId', existingAccountParentId, parentIdProblem);
    if (existingAccountParentId === undefined || (existingAccountId !== undefined && sandbox)) {
      return;
    }
    const missing = existingAccountId === undefined ? "'existingAccountId'" : "a 'sandbox'";
    throw new UserError(`${subject}: 'existingAccountParentId' (${show(existingAccountParentId)}) says nothing without ${missing}: `
      + `it names the unit that an existing account may be moved out of, into Innovation Sandbox; set ${missing.replace(/^a /, '')} too, or remove it`);
  }

  /** What becomes of the account, where that may be unexpected. */
  private announce(existingAccountId: string | undefined, sandbox: InnovationSandbox | undefined): void {
    if (!sandbox) {
      Annotations.of(Stack.of(this)).addInfoV2('account-robot:vended-only',
        "pool accounts of this stack that have no 'sandbox' are vended only: they become available in Control Tower, and nothing registers them with Innovation Sandbox");
    } else if (existingAccountId !== undefined) {
      Annotations.of(this).addWarningV2('account-robot:existing-account-erased',
        `everything in the existing account ${existingAccountId} will be erased when it is registered with Innovation Sandbox '${sandbox.namespace}'`);
    }
  }

  /** The first account of a stack has all of them looked at, when the others have joined it. */
  private join(ordered: OrderedAccount): void {
    const stack = Stack.of(this);
    const accounts = AccountRegistry.of(this).addOrdered(stack, ordered);
    if (accounts.length === 1) {
      this.node.addValidation({ validate: () => orderProblems(stack, accounts) });
      this.node.addValidation({ validate: () => warnOfOtherSource(stack, accounts) });
    }
  }

  /** One name per target, one e-mail address and one existing account per app. */
  private claim(name: string, email: string | undefined, existingAccountId: string | undefined): void {
    const registry = AccountRegistry.of(this);
    if (isKnown(name)) {
      const { environment } = Stack.of(this);
      registry.claim('pool account', this, `the name ${JSON.stringify(name)}`, `in ${environment}`, earlier => registry.wayOutOfPools(this, earlier)
        ?? "give one of them another 'accountName'; if it is an account of a pool, add its number to 'skipNumbers'");
    }
    if (email !== undefined && isKnown(email)) {
      registry.claim('pool account', this, `the e-mail address ${JSON.stringify(email)}`, 'in this app', earlier => registry.wayOutOfPools(this, earlier)
        ?? "an address belongs to one AWS account in the world, so give one of them another 'accountEmail', or put {name} into the pattern");
    }
    if (existingAccountId !== undefined && isKnown(existingAccountId)) {
      registry.claim('pool account', this, `the existing account ${existingAccountId}`, 'in this app', () => 'remove one of them');
    }
  }

  private renderTags(): { Key: string; Value: string }[] {
    return Object.entries(this.cdkTagManager.tagValues()).map(([Key, Value]) => ({ Key, Value }));
  }
}

/** Overrides are applied last, after any aspect that sets removal policies for everything in its reach. */
function retainForGood(leg: CfnResource): void {
  leg.addOverride('DeletionPolicy', 'Retain');
  leg.addOverride('UpdateReplacePolicy', 'Retain');
}
