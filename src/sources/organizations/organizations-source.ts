import { Duration, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { OrganizationsSourceProps } from './organizations-source-props';
import { AccountEnrolment } from './organizations-source-props';
import { organizationsStatements, quotaStatements } from './permissions';
import { ORGANIZATIONS_REASONS, QUOTA_REASONS } from './source-reasons';
import {
  ACCESS_ROLE,
  CONTROL_TOWER_ROLE,
  CREATIONS_MAX,
  EVENT_BUS_VARIABLE,
  FunctionLabel,
  isCreationConcurrency,
  isReservedRole,
  ORGANIZATIONS_TIMEOUT_MINUTES,
  OrganizationsEnvironment,
} from '../../contract';
import { moveStatement } from '../../sandbox/sandbox-permissions';
import { readContext, requireSettings } from '../../settings/context';
import { roleNameProblem } from '../../settings/sandbox-validation';
import { emailPatternProblem, organizationalUnitIdProblem } from '../../settings/validation';
import { AccountRegistry } from '../../shared/account-registry';
import type { FunctionOptions } from '../../shared/function-options';
import { FUNCTION_OPTIONS, functionSettings } from '../../shared/function-options';
import { nameInOutputs } from '../../shared/function-outputs';
import { executionPolicies, HandlerFunction, providerOf } from '../../shared/handler-function';
import { isKnown, orWord } from '../../shared/known-value';
import { carryReasons } from '../../shared/nag-reasons';
import { packageVersion } from '../../shared/package-info';
import type { PropTypes } from '../../shared/props';
import { NUMBER, objectWith, refuseProps, TEXT, TRUTH } from '../../shared/props';
import { neverMarkStatement, readRetiredStatement } from '../../shared/retired-accounts';
import { factoryRoleName } from '../../shared/role-name';
import type { Problem } from '../../shared/user-error';
import { refuseUnfit } from '../../shared/user-error';
import { AccountQuota } from '../account-quota';
import type { AccountSourceConfig, AccountSourceOptions, IAccountSource } from '../account-source';
import { PROVIDER_REASONS } from '../control-tower/factory-reasons';
import { refusePartition } from '../control-tower/partitions';
import type { NeededProvider } from '../handler-needs';
import { handlerProblems } from '../handler-needs';
import { HANDLER_TIMEOUT, legFunctions } from '../leg-functions';
import { refuseOtherEnvironment, SHARED_SOURCE_ID } from '../shared-source';
import { SourceEvents } from '../source-events';
import { SourceSandboxes } from '../source-sandboxes';

/** The types of its properties, for those whom no compiler checks them for. */
const PROPS: PropTypes<OrganizationsSourceProps> = {
  concurrency: NUMBER,
  roleName: TEXT,
  enrolment: TEXT,
  holdingOrganizationalUnitId: TEXT,
  accountEmail: TEXT,
  handlerRoleName: TEXT,
  eventBus: objectWith('eventBusArn', 'an EventBus', "make one by new EventBus(...), or name the default one by EventBus.fromEventBusName(this, 'Bus', 'default')"),
  ...FUNCTION_OPTIONS,
  outputs: TRUTH,
};

/**
 * AWS Organizations as the source of pool accounts: the second road, beside Control Tower's Account Factory.
 *
 * It takes minutes where Account Factory takes half an hour, and about a dozen permissions. What it does without is the enrolment, which an account of
 * Innovation Sandbox loses anyway. Deploy it in the organization's management account.
 *
 * `AccountSource.organizations()` makes one where it is needed; this is for who wants to say where it stands.
 *
 * @exampleMetadata fixture=pool
 * @example
 * const source = new OrganizationsSource(stack, 'Source', { concurrency: 5 });
 * new AccountPool(stack, 'Pool', { size: 40, source });
 */
export class OrganizationsSource extends Construct implements IAccountSource, iam.IGrantable {
  /**
   * The role that the functions run with. It can create, tag and move accounts, and close none.
   */
  public readonly role: iam.IRole;

  /**
   * Name of the role. It is known before the role exists, so that the hub account of Innovation Sandbox can trust it already.
   */
  public readonly roleName: string;

  private readonly emailPattern?: string;
  private readonly serviceToken: string;
  private readonly quotaToken: string;
  private readonly logGroups: logs.ILogGroup[];
  private readonly sandboxes: SourceSandboxes;
  private readonly events: SourceEvents;

  constructor(scope: Construct, id: string, props: OrganizationsSourceProps = {}) {
    super(scope, id);

    const subject = `organizations source '${this.node.path}'`;
    refuseProps(props, { subject, of: 'OrganizationsSource', types: PROPS, open: this.constructor !== OrganizationsSource });
    const context = readContext(this);
    const enrolment = props.enrolment ?? AccountEnrolment.NONE;
    refuseUnfit(subject, 'enrolment', enrolment, enrolmentProblem);
    const settings = {
      holdingOrganizationalUnitId: props.holdingOrganizationalUnitId ?? context.holdingOrganizationalUnitId,
      accountEmail: props.accountEmail ?? context.accountEmail,
    };
    requireSettings(subject, settings, ['holdingOrganizationalUnitId'], ['accountEmail']);
    const holdingOrganizationalUnitId = settings.holdingOrganizationalUnitId!;
    refuseUnfit(subject, 'holdingOrganizationalUnitId', holdingOrganizationalUnitId, organizationalUnitIdProblem);
    refuseUnfit(subject, 'accountEmail', settings.accountEmail, emailPatternProblem);
    const concurrency = props.concurrency ?? Math.min(context.concurrency ?? CREATIONS_MAX, CREATIONS_MAX);
    refuseUnfit(subject, 'concurrency', concurrency, creationConcurrencyProblem);
    const accessRole = props.roleName ?? (enrolment === AccountEnrolment.NONE ? ACCESS_ROLE : CONTROL_TOWER_ROLE);
    refuseUnfit(subject, 'roleName', accessRole, accessRoleProblem);
    refuseUnfit(subject, 'handlerRoleName', props.handlerRoleName, roleNameProblem);
    this.emailPattern = settings.accountEmail;
    this.roleName = props.handlerRoleName ?? factoryRoleName(this, SHARED_SOURCE_ID);
    if (isKnown(this.roleName)) {
      AccountRegistry.of(this).claim('account source', this, `the role name ${JSON.stringify(this.roleName)}`, `in ${Stack.of(this).environment}`,
        () => "give one of them another 'handlerRoleName'");
    }

    const functions = functionSettings(this, subject, props, 'an account source');
    const stack = Stack.of(this);
    const handlers = new iam.PolicyDocument({
      statements: [...organizationsStatements(stack, enrolment), moveStatement(stack), readRetiredStatement(stack), neverMarkStatement()],
    });
    this.sandboxes = new SourceSandboxes(this, handlers, subject, true);
    this.events = new SourceEvents(this, handlers, props.eventBus);
    this.role = new iam.Role(this, 'Role', {
      roleName: orWord(this.roleName),
      description: 'Account Robot: creates accounts through AWS Organizations',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: executionPolicies(functions),
      inlinePolicies: { Handlers: handlers },
    });
    const environment = {
      [OrganizationsEnvironment.HOLDING_ORGANIZATIONAL_UNIT_ID]: holdingOrganizationalUnitId,
      [OrganizationsEnvironment.CONCURRENCY]: Tokenization.stringifyNumber(concurrency),
      [OrganizationsEnvironment.ROLE_NAME]: accessRole,
      [OrganizationsEnvironment.ENROLMENT]: enrolment,
      [OrganizationsEnvironment.SANDBOXES]: this.sandboxes.environment,
      [OrganizationsEnvironment.PACKAGE_VERSION]: packageVersion(),
      [EVENT_BUS_VARIABLE]: this.events.environment,
    };
    const { functions: legs, provider } = legFunctions(this, {
      role: this.role,
      isComplete: 'pool-account/is-complete-organizations',
      environment,
      settings: functions,
    });
    carryReasons(this.role, ORGANIZATIONS_REASONS);
    carryReasons(provider, PROVIDER_REASONS);
    this.serviceToken = provider.serviceToken;
    const quota = this.quotaFunction(functions);
    this.quotaToken = quota.provider.serviceToken;
    const needed: NeededProvider[] = [quota, {
      provider,
      functions: legs,
      timeout: HANDLER_TIMEOUT,
      role: { role: this.role, policies: ['Handlers'], name: orWord(this.roleName), namedBy: "'handlerRoleName' of OrganizationsSource" },
    }];
    const all = needed.flatMap(provided => provided.functions);
    this.logGroups = [...new Set(all.map(({ logGroup }) => logGroup))];
    if (props.outputs ?? true) {
      nameInOutputs(this, all, functions);
    }
    this.node.addValidation({ validate: () => handlerProblems(this, subject, needed) });
  }

  /**
   * The role, as the principal that policies are granted to.
   */
  public get grantPrincipal(): iam.IPrincipal {
    return this.role;
  }

  /**
   * Called by each account of this source.
   *
   * @param account the account
   * @param options what the account is going to be
   */
  public bindAccount(account: Construct, options: AccountSourceOptions): AccountSourceConfig {
    refuseOtherEnvironment(this, account, 'that of the management account');
    const isNew = options.existingAccountId === undefined;
    if (isNew) {
      refusePartition(account, 'AWS Organizations');
    }
    if (options.sandbox) {
      this.sandboxes.add(account, options.sandbox);
    }
    return {
      serviceToken: this.serviceToken,
      accountEmail: this.emailPattern,
      dependencies: isNew ? [AccountQuota.of(account, { factory: this, isShared: this.isShared, serviceToken: this.quotaToken })] : [],
      timeout: Duration.minutes(ORGANIZATIONS_TIMEOUT_MINUTES),
      eventBus: this.events.bus,
      logGroups: this.logGroups,
    };
  }

  /**
   * Has events sent of everything that becomes of the accounts of this source.
   *
   * @param _account one of them
   */
  public listen(_account: Construct): void {
    this.events.listen();
  }

  private get isShared(): boolean {
    return Stack.of(this).node.tryFindChild(SHARED_SOURCE_ID) === this;
  }

  /** Made below the ids that the look-up of the other road has, so that a stack that changes its road keeps the provider of the check. */
  private quotaFunction(settings: FunctionOptions): NeededProvider {
    const scope = new Construct(this, 'Portfolio');
    const role = new iam.Role(scope, 'Role', {
      description: 'Account Robot: compares accounts with their quota',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: executionPolicies(settings),
      inlinePolicies: { LookUp: new iam.PolicyDocument({ statements: quotaStatements(Stack.of(this)) }) },
    });
    const check = new HandlerFunction(scope, 'LookUp', {
      handler: 'checks/look-up',
      label: FunctionLabel.LOOK_UP,
      description: 'Account Robot: checks the account quota',
      role,
      timeout: HANDLER_TIMEOUT,
      settings,
    });
    const provider = providerOf(scope, 'Provider', settings, { onEventHandler: check });
    carryReasons(role, QUOTA_REASONS);
    carryReasons(provider, PROVIDER_REASONS);
    return { provider, functions: [check], timeout: HANDLER_TIMEOUT, role: { role, policies: ['LookUp'] } };
  }
}

function creationConcurrencyProblem(concurrency: number): Problem | undefined {
  return Token.isUnresolved(concurrency) || isCreationConcurrency(concurrency) ? undefined : {
    expected: `a whole number from 1 to ${CREATIONS_MAX}`,
    fix: `AWS Organizations creates ${CREATIONS_MAX} accounts at a time at most; remove the setting to use all of them`,
  };
}

function accessRoleProblem(name: string): Problem | undefined {
  return isReservedRole(name) ? {
    expected: 'a name that no policy of Control Tower denies',
    fix: `what begins with 'aws-controltower-' or 'stacksets-exec-' or has 'AWSControlTower' in it is Control Tower's own; write another name, or ${CONTROL_TOWER_ROLE}, with which it enrols accounts`,
  } : roleNameProblem(name);
}

function enrolmentProblem(enrolment: string): Problem | undefined {
  const known: string[] = Object.values(AccountEnrolment);
  return known.includes(enrolment) ? undefined : { expected: 'one of AccountEnrolment', fix: 'write AccountEnrolment.NONE or AccountEnrolment.AUTOMATIC' };
}
