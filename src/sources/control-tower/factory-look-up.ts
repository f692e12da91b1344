import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { LOOK_UP_REASONS, PROVIDER_REASONS } from './factory-reasons';
import type { NeededProvider } from './handler-needs';
import { lookUpStatements } from './permissions';
import { FACTORY_PORTFOLIO_TYPE, FactoryPortfolioAttribute, FactoryPortfolioProperty, FunctionLabel } from '../../contract';
import type { FunctionOptions } from '../../shared/function-options';
import { executionPolicies, HandlerFunction, providerOf } from '../../shared/handler-function';
import { carryReasons } from '../../shared/nag-reasons';
import { packageVersion } from '../../shared/package-info';

/** Ten thousand accounts are listed in 500 calls. */
const TIMEOUT = Duration.minutes(5);

/**
 * The Account Factory product and the portfolio that holds it, looked up by name while the stack is deployed.
 *
 * Their ids differ from organization to organization. The look-up also notices first what no account could be created
 * with: another account than the management account, another region than Control Tower's home, no IAM Identity Center.
 * Each version of this package looks again.
 */
export class FactoryLookUp extends Construct {
  /** Id of the portfolio, port-... */
  public readonly portfolioId: string;
  /** Id of the product, prod-... */
  public readonly productId: string;
  /** The service token of the provider, which serves the check of the account quota as well: resources are scarce in a stack. */
  public readonly serviceToken: string;
  /** The function, and what it needs. */
  public readonly needed: NeededProvider;

  constructor(scope: Construct, id: string, settings: FunctionOptions) {
    super(scope, id);

    const role = new iam.Role(this, 'Role', {
      description: 'Account Robot: finds the Account Factory product of Control Tower, compares accounts with their quota',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: executionPolicies(settings),
      inlinePolicies: { LookUp: new iam.PolicyDocument({ statements: lookUpStatements(Stack.of(this)) }) },
    });
    const lookUp = new HandlerFunction(this, 'LookUp', {
      handler: 'checks/look-up',
      label: FunctionLabel.LOOK_UP,
      description: 'Account Robot: looks up the Account Factory product of Control Tower, checks the account quota',
      role,
      timeout: TIMEOUT,
      settings,
    });
    const provider = providerOf(this, 'Provider', settings, { onEventHandler: lookUp });
    carryReasons(role, LOOK_UP_REASONS);
    carryReasons(provider, PROVIDER_REASONS);
    this.serviceToken = provider.serviceToken;
    this.needed = { provider, functions: [lookUp], timeout: TIMEOUT, role: { role, policies: ['LookUp'] } };
    const resource = new CustomResource(this, 'Resource', {
      resourceType: FACTORY_PORTFOLIO_TYPE,
      serviceToken: this.serviceToken,
      properties: { [FactoryPortfolioProperty.PACKAGE_VERSION]: packageVersion() },
    });
    this.portfolioId = resource.getAttString(FactoryPortfolioAttribute.PORTFOLIO_ID);
    this.productId = resource.getAttString(FactoryPortfolioAttribute.PRODUCT_ID);
  }
}
