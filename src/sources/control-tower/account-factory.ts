import { Annotations, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { CfnPortfolioPrincipalAssociation } from 'aws-cdk-lib/aws-servicecatalog';
import { Construct } from 'constructs';
import type { AccountFactoryProps, SsoUser } from './account-factory-props';
import { FactoryLookUp } from './factory-look-up';
import { ACCOUNT_FACTORY_PROPS } from './factory-prop-types';
import { FACTORY_REASONS, PROVIDER_REASONS } from './factory-reasons';
import { refusePartition, warnOfPartition } from './partitions';
import { END_USER_POLICY, factoryCallerStatements, handlerStatements } from './permissions';
import { DEFAULT_CONCURRENCY, EVENT_BUS_VARIABLE, MetricName, PoolAccountEnvironment } from '../../contract';
import type { PartialSsoUser } from '../../settings/context';
import { readContext, requireSettings } from '../../settings/context';
import { roleNameProblem } from '../../settings/sandbox-validation';
import { concurrencyProblem, emailPatternProblem, organizationalUnitIdProblem, personNameProblem, ssoEmailProblem } from '../../settings/validation';
import { AccountRegistry } from '../../shared/account-registry';
import { functionSettings } from '../../shared/function-options';
import { nameInOutputs } from '../../shared/function-outputs';
import { executionPolicies } from '../../shared/handler-function';
import { isKnown, orWord } from '../../shared/known-value';
import { accountMetric, emittedMetric } from '../../shared/metrics';
import { carryReasons } from '../../shared/nag-reasons';
import { packageVersion } from '../../shared/package-info';
import type { PropTypes } from '../../shared/props';
import { refuseProps, TEXT } from '../../shared/props';
import { neverMarkStatement, readRetiredStatement } from '../../shared/retired-accounts';
import { factoryRoleName } from '../../shared/role-name';
import { refuseUnfit, UserError } from '../../shared/user-error';
import { AccountQuota } from '../account-quota';
import type { AccountSourceConfig, AccountSourceOptions, IAccountSource } from '../account-source';
import type { NeededProvider } from '../handler-needs';
import { handlerProblems } from '../handler-needs';
import { HANDLER_TIMEOUT, legFunctions } from '../leg-functions';
import { refuseOtherEnvironment, SHARED_SOURCE_ID } from '../shared-source';
import { SourceEvents } from '../source-events';
import { SourceSandboxes } from '../source-sandboxes';

const SSO_USER: PropTypes<SsoUser> = { email: TEXT, firstName: TEXT, lastName: TEXT };

/** What one creation takes, for the estimate in a message. */
const TYPICAL_CREATION_MINUTES = 25;
/** The quota "Concurrent account operations", unless it was raised. */
const DEFAULT_QUOTA = 5;

/**
 * Control Tower's Account Factory as the source of pool accounts.
 *
 * Deploy it in the organization's management account, in Control Tower's home region. It contains the code that creates
 * accounts, and the one role that this code and Account Factory itself run with; the role is associated with the portfolio
 * that holds the Account Factory product.
 *
 * Its settings matter when an account is created. Changing them never changes, moves or updates an account that exists.
 * Removing it from the app, together with its accounts, deletes code and role. The accounts stay as they are.
 *
 * @exampleMetadata fixture=pool
 * @example
 * const factory = new AccountFactory(stack, 'Factory', {
 *   holdingOrganizationalUnitId: 'ou-abcd-11112222',
 *   accountEmail: 'aws+{name}@example.com',
 *   ssoUser: { email: 'pool@example.com', firstName: 'Pool', lastName: 'Account' },
 *   concurrency: 5,
 * });
 * new AccountPool(stack, 'Pool', { size: 40, source: factory });
 */
export class AccountFactory extends Construct implements IAccountSource, iam.IGrantable {
  /**
   * The role that the code runs with, and that Account Factory runs with on its behalf.
   *
   * It is associated with Account Factory's portfolio. It can't close accounts. It can move them as soon as one account of this
   * factory is registered with an Innovation Sandbox, and not before.
   */
  public readonly role: iam.IRole;

  /**
   * Name of the role. It is known before the role exists, so that the hub account of Innovation Sandbox can trust it already.
   */
  public readonly roleName: string;

  private readonly emailPattern?: string;
  private readonly logGroups: logs.ILogGroup[];
  private readonly holdingOrganizationalUnitId: string;
  private readonly serviceToken: string;
  private readonly lookUp: FactoryLookUp;
  private readonly association: CfnPortfolioPrincipalAssociation;
  private readonly concurrency: number;
  private readonly sandboxes: SourceSandboxes;
  private readonly events: SourceEvents;
  private newAccounts = 0;

  constructor(scope: Construct, id: string, props: AccountFactoryProps = {}) {
    super(scope, id);

    const subject = `account factory '${this.node.path}'`;
    refuseProps(props, { subject, of: 'AccountFactory', types: ACCOUNT_FACTORY_PROPS, open: this.constructor !== AccountFactory });
    refuseProps(props.ssoUser, { subject: `${subject}, 'ssoUser'`, of: 'SsoUser', types: SSO_USER });
    const context = readContext(this);
    const settings = {
      holdingOrganizationalUnitId: props.holdingOrganizationalUnitId ?? context.holdingOrganizationalUnitId,
      accountEmail: props.accountEmail ?? context.accountEmail,
      ssoUser: props.ssoUser ?? context.ssoUser,
      concurrency: props.concurrency ?? context.concurrency ?? DEFAULT_CONCURRENCY,
    };
    requireSettings(subject, settings, ['holdingOrganizationalUnitId', 'ssoUser'], ['accountEmail']);
    const { holdingOrganizationalUnitId, ssoUser } = settings as { holdingOrganizationalUnitId: string; ssoUser: Required<PartialSsoUser> };
    refuseUnfit(subject, 'holdingOrganizationalUnitId', holdingOrganizationalUnitId, organizationalUnitIdProblem);
    refuseUnfit(subject, 'accountEmail', settings.accountEmail, emailPatternProblem);
    refuseUnfit(subject, 'ssoUser.email', ssoUser.email, ssoEmailProblem);
    refuseUnfit(subject, 'ssoUser.firstName', ssoUser.firstName, personNameProblem);
    refuseUnfit(subject, 'ssoUser.lastName', ssoUser.lastName, personNameProblem);
    refuseUnfit(subject, 'concurrency', settings.concurrency, concurrencyProblem);
    this.emailPattern = settings.accountEmail;
    this.concurrency = settings.concurrency;

    refuseUnfit(subject, 'roleName', props.roleName, roleNameProblem);
    this.roleName = props.roleName ?? factoryRoleName(this, SHARED_SOURCE_ID);
    if (isKnown(this.roleName)) {
      AccountRegistry.of(this).claim('account factory', this, `the role name ${JSON.stringify(this.roleName)}`, `in ${Stack.of(this).environment}`,
        () => "give one of them another 'roleName'");
    }

    const functions = functionSettings(this, subject, props, 'an account factory');
    warnOfPartition(this);
    this.lookUp = new FactoryLookUp(this, 'Portfolio', functions);
    const { portfolioId, productId } = this.lookUp;
    const handlers = new iam.PolicyDocument({
      statements: [...handlerStatements(Stack.of(this), productId), readRetiredStatement(Stack.of(this)), neverMarkStatement()],
    });
    this.sandboxes = new SourceSandboxes(this, handlers, subject);
    this.events = new SourceEvents(this, handlers, props.eventBus);
    this.role = new iam.Role(this, 'Role', {
      roleName: orWord(this.roleName),
      description: 'Account Robot: launches accounts from Account Factory, which runs with this role',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [
        ...executionPolicies(functions),
        iam.ManagedPolicy.fromAwsManagedPolicyName(END_USER_POLICY),
      ],
      inlinePolicies: {
        Handlers: handlers,
        AccountFactoryCaller: new iam.PolicyDocument({ statements: factoryCallerStatements() }),
      },
    });
    this.association = new CfnPortfolioPrincipalAssociation(this, 'PortfolioAssociation', {
      portfolioId,
      principalArn: this.role.roleArn,
      principalType: 'IAM',
    });

    this.holdingOrganizationalUnitId = holdingOrganizationalUnitId;
    const environment = {
      [PoolAccountEnvironment.PRODUCT_ID]: productId,
      [PoolAccountEnvironment.HOLDING_ORGANIZATIONAL_UNIT_ID]: holdingOrganizationalUnitId,
      [PoolAccountEnvironment.SSO_USER_EMAIL]: ssoUser.email,
      [PoolAccountEnvironment.SSO_USER_FIRST_NAME]: ssoUser.firstName,
      [PoolAccountEnvironment.SSO_USER_LAST_NAME]: ssoUser.lastName,
      [PoolAccountEnvironment.CONCURRENCY]: Tokenization.stringifyNumber(this.concurrency),
      [PoolAccountEnvironment.SANDBOXES]: this.sandboxes.environment,
      [PoolAccountEnvironment.PACKAGE_VERSION]: packageVersion(),
      [EVENT_BUS_VARIABLE]: this.events.environment,
    };
    const { functions: legs, provider } = legFunctions(this, { role: this.role, isComplete: 'pool-account/is-complete', environment, settings: functions });
    carryReasons(this.role, FACTORY_REASONS);
    carryReasons(provider, PROVIDER_REASONS);
    this.serviceToken = provider.serviceToken;
    const needed: NeededProvider[] = [this.lookUp.needed, {
      provider,
      functions: legs,
      timeout: HANDLER_TIMEOUT,
      role: { role: this.role, policies: ['Handlers', 'AccountFactoryCaller'], name: orWord(this.roleName) },
    }];
    this.logGroups = [...new Set(needed.flatMap(provided => provided.functions).map(({ logGroup }) => logGroup))];
    if (props.outputs ?? true) {
      nameInOutputs(this, needed.flatMap(provided => provided.functions), functions);
    }
    this.node.addValidation({ validate: () => handlerProblems(this, subject, needed) });

    // All accounts are declared by then, and unlike an aspect it stands in no other aspect's way: the CDK refuses one of an earlier priority that comes after ours.
    this.node.addValidation({ validate: () => this.suggestConcurrency() });
  }

  /**
   * The role, as the principal that policies are granted to.
   */
  public get grantPrincipal(): iam.IPrincipal {
    return this.role;
  }

  /**
   * Called by each account of this factory.
   *
   * @param account the account
   * @param options what the account is going to be
   */
  public bindAccount(account: Construct, options: AccountSourceOptions): AccountSourceConfig {
    refuseOtherEnvironment(this, account, "that of the management account and Control Tower's home region");
    const isNew = options.existingAccountId === undefined;
    if (isNew) {
      refusePartition(account);
      this.newAccounts += 1;
    }
    if (options.sandbox) {
      this.sandboxes.add(account, options.sandbox);
    }
    return {
      serviceToken: this.serviceToken,
      accountEmail: this.emailPattern,
      dependencies: [this.association, ...isNew ? [this.quotaCheck(account)] : []],
      eventBus: this.events.bus,
      holdingOrganizationalUnitId: this.holdingOrganizationalUnitId,
      logGroups: this.logGroups,
    };
  }

  /**
   * Has events sent of everything that becomes of the accounts of this factory.
   *
   * @param _account one of them
   */
  public listen(_account: Construct): void {
    this.events.listen();
  }

  /**
   * A metric of the accounts that the stack of this factory declares.
   *
   * For accounts that another stack declares, set the dimension `StackName` to the name of that stack.
   *
   * @param metricName name of the metric
   * @param props other properties of the metric
   */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return accountMetric(this, {}, metricName, props);
  }

  /**
   * How many accounts became available in Control Tower. By default their sum.
   *
   * @param props properties of the metric
   */
  public metricProvisioned(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return emittedMetric(this, {}, MetricName.PROVISIONED, props);
  }

  /**
   * How many accounts failed a deployment. By default their sum.
   *
   * @param props properties of the metric
   */
  public metricFailed(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return emittedMetric(this, {}, MetricName.FAILED, props);
  }

  /**
   * How many minutes Account Factory took for an account. By default their average.
   *
   * @param props properties of the metric
   */
  public metricFactoryMinutes(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return emittedMetric(this, {}, MetricName.FACTORY_MINUTES, props);
  }

  /**
   * How many minutes Innovation Sandbox took to clean an account after it was registered. By default their average.
   *
   * @param props properties of the metric
   */
  public metricCleaningMinutes(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return emittedMetric(this, {}, MetricName.CLEANING_MINUTES, props);
  }

  private quotaCheck(account: Construct): AccountQuota {
    const isShared = Stack.of(this).node.tryFindChild(SHARED_SOURCE_ID) === this;
    return AccountQuota.of(account, { factory: this, isShared, serviceToken: this.lookUp.serviceToken });
  }

  /** Says what more operations at a time would save, once all accounts are declared. Finds nothing wrong. */
  private suggestConcurrency(): string[] {
    const alone = this.newAccounts * TYPICAL_CREATION_MINUTES;
    const together = Math.ceil(this.newAccounts / DEFAULT_QUOTA) * TYPICAL_CREATION_MINUTES;
    if (Token.isUnresolved(this.concurrency) || this.concurrency > 1 || alone === together) {
      return [];
    }
    Annotations.of(this).addInfoV2('account-robot:concurrency',
      `${this.newAccounts} new accounts are created one after another and take about ${duration(alone)}; `
      + `with 'concurrency: ${DEFAULT_QUOTA}', the usual quota "Concurrent account operations", they would take about ${duration(together)}`);
    return [];
  }
}

/**
 * The factory that accounts without a `source` share, made from the context of their stack if there is none yet.
 *
 * Asks for everything that the first of these accounts needs, so that one error tells all.
 */
export function sharedFactory(scope: Construct, subject: string, needsEmailPattern: boolean): AccountFactory {
  const stack = Stack.of(scope);
  const existing = stack.node.tryFindChild(SHARED_SOURCE_ID);
  if (existing instanceof AccountFactory) {
    return existing;
  }
  if (existing) {
    throw new UserError(`${subject}: '${existing.node.path}' takes the place of the account factory that accounts without a 'source' share; `
      + "give that construct another id, or pass an AccountFactory as 'source'");
  }
  requireSettings(subject, readContext(stack), ['holdingOrganizationalUnitId', ...needsEmailPattern ? ['accountEmail' as const] : [], 'ssoUser']);
  return new AccountFactory(stack, SHARED_SOURCE_ID);
}

function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return [hours > 0 ? `${hours} h` : '', minutes % 60 > 0 ? `${minutes % 60} min` : ''].filter(part => part !== '').join(' ');
}
