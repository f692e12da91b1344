import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
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
}

/** A function on one of the bundles that this package ships. */
export class HandlerFunction extends lambda.Function {
  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    super(scope, id, {
      description: props.description,
      // As asset and not inline: the bundle has its own hash, and no limit of a template cuts it.
      code: lambda.Code.fromAsset(handlerFolder(props.handler)),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      memorySize: 256,
      timeout: props.timeout,
      role: props.role,
      environment: { ...props.environment, [FUNCTION_LABEL]: props.label },
      // The log outlives a first deployment that was rolled back: it is where the reason stands.
      logGroup: new logs.LogGroup(scope, `${id}Log`, { retention: logs.RetentionDays.SIX_MONTHS }),
    });
  }
}
