import type { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { ProviderProps } from 'aws-cdk-lib/custom-resources';
import { Provider } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import type { FunctionOptions } from './function-options';
import { handlerFolder } from './package-info';
import type { FunctionLabel } from '../contract';
import { FUNCTION_LABEL } from '../contract';

/** Properties of {@link HandlerFunction}. */
export interface HandlerFunctionProps {
  /** The bundle, for instance `pool-account/kick`. */
  readonly handler: string;
  /** How logs and reports name the function. */
  readonly label: FunctionLabel;
  readonly description: string;
  readonly role: iam.IRole;
  /** Below 14 minutes: the function of the Provider framework that waits for it ends after 15. */
  readonly timeout: Duration;
  readonly environment?: Record<string, string>;
  readonly settings: FunctionOptions;
}

/** A function on one of the bundles that this package ships. */
export class HandlerFunction extends lambda.Function {
  /** How logs and reports name it. */
  public readonly label: FunctionLabel;
  /** Its environment variables, without which it can't run. What resolves to nothing isn't one. */
  public readonly variables: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    const { settings } = props;
    const environment = { ...props.environment, [FUNCTION_LABEL]: props.label };
    super(scope, id, {
      description: props.description,
      // As asset and not inline: the bundle has its own hash, and no limit of a template cuts it.
      code: lambda.Code.fromAsset(handlerFolder(props.handler)),
      handler: 'index.handler',
      runtime: settings.runtime ?? lambda.Runtime.NODEJS_24_X,
      memorySize: settings.memorySize ?? 256,
      timeout: props.timeout,
      role: props.role,
      environment,
      environmentEncryption: settings.environmentEncryption,
      ...network(settings),
      // The log outlives a first deployment that was rolled back: it is where the reason stands.
      logGroup: settings.logGroup ?? new logs.LogGroup(scope, `${id}Log`, { retention: settings.logRetention ?? logs.RetentionDays.SIX_MONTHS }),
    });
    this.label = props.label;
    this.variables = environment;
    settings.environmentEncryption?.grantDecrypt(this);
  }
}

/** What a role needs for its functions to run as the settings say, besides what they do: written for them by the CDK only if it makes the role. */
export function executionPolicies({ vpc }: FunctionOptions): iam.IManagedPolicy[] {
  return ['AWSLambdaBasicExecutionRole', ...vpc ? ['AWSLambdaVPCAccessExecutionRole'] : []]
    .map(name => iam.ManagedPolicy.fromAwsManagedPolicyName(`service-role/${name}`));
}

/** A provider on such functions, with its own functions as the settings say. */
export function providerOf(scope: Construct, id: string, settings: FunctionOptions, props: ProviderProps): Provider {
  const { logGroup, environmentEncryption } = settings;
  const provider = new Provider(scope, id, {
    ...props,
    ...network(settings),
    ...logGroup && { logGroup },
    ...environmentEncryption && { providerFunctionEnvEncryption: environmentEncryption },
  });
  // The framework has its variables encrypted, and leaves it to others that they can be read.
  for (const own of provider.node.findAll().filter(child => child instanceof lambda.Function)) {
    environmentEncryption?.grantDecrypt(own);
  }
  return provider;
}

function network({ vpc, vpcSubnets, securityGroups }: FunctionOptions): Pick<FunctionOptions, 'vpc' | 'vpcSubnets' | 'securityGroups'> {
  return vpc ? { vpc, vpcSubnets, securityGroups } : {};
}
