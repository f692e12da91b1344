import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { lookUpStatements } from './permissions';
import { FACTORY_PORTFOLIO_TYPE, FactoryPortfolioAttribute, FactoryPortfolioProperty, FunctionLabel } from '../../contract';
import { HandlerFunction } from '../../shared/handler-function';
import { packageVersion } from '../../shared/package-info';

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

  constructor(scope: Construct, id: string) {
    super(scope, id);

    const role = new iam.Role(this, 'Role', {
      description: 'Account Robot: finds the Account Factory product of Control Tower, compares accounts with their quota',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')],
      inlinePolicies: { LookUp: new iam.PolicyDocument({ statements: lookUpStatements(Stack.of(this)) }) },
    });
    const lookUp = new HandlerFunction(this, 'LookUp', {
      handler: 'checks/look-up',
      label: FunctionLabel.LOOK_UP,
      description: 'Account Robot: looks up the Account Factory product of Control Tower, checks the account quota',
      role,
      // Ten thousand accounts are listed in 500 calls.
      timeout: Duration.minutes(5),
    });
    this.serviceToken = new Provider(this, 'Provider', { onEventHandler: lookUp }).serviceToken;
    const resource = new CustomResource(this, 'Resource', {
      resourceType: FACTORY_PORTFOLIO_TYPE,
      serviceToken: this.serviceToken,
      properties: { [FactoryPortfolioProperty.PACKAGE_VERSION]: packageVersion() },
    });
    this.portfolioId = resource.getAttString(FactoryPortfolioAttribute.PORTFOLIO_ID);
    this.productId = resource.getAttString(FactoryPortfolioAttribute.PRODUCT_ID);
  }
}
