/** What the role may do that CloudFormation acts in: only roles that the rehearsed stacks make are looked at. */

import type { OperationRights, RoleHolder } from '../../cloudformation/ports';
import type { Caller } from '../../kernel/types';
import { ApiError } from '../../kernel/types';
import type { RoleRegister } from '../ports';

/** Services whose prefix in IAM isn't the name that their types bear. */
const PREFIXES: Readonly<Record<string, string>> = {
  apigatewayv2: 'apigateway',
  certificatemanager: 'acm',
  cognito: 'cognito-idp',
  elasticloadbalancingv2: 'elasticloadbalancing',
  kinesisfirehose: 'firehose',
  opensearchservice: 'es',
  stepfunctions: 'states',
};
/** Types that nobody makes anything for. */
const IDLE = 'AWS::CDK::Metadata';

/** As reports name CloudFormation where it acts in a role of the app's. */
export const OPERATION_LABEL = 'cloudformation';

export class RoleRights implements OperationRights {
  constructor(private readonly iam: Pick<RoleRegister, 'authorize' | 'role' | 'allowsAny'>, private readonly partition: string) {}

  public refusalToInvoke(stack: RoleHolder, functionArn: string): string | undefined {
    return this.refusal(stack, 'lambda:InvokeFunction', functionArn, functionArn.split(':')[3]);
  }

  public refusalToRead(stack: RoleHolder, parameter: string): string | undefined {
    const { account, region } = stack;
    const name = parameter.startsWith('arn:') ? parameter : `arn:${this.partition}:ssm:${region}:${account}:parameter/${parameter.replace(/^\//, '')}`;
    return this.refusal(stack, 'ssm:GetParameters', name, region);
  }

  public refusalToChange({ roleArn, name, account }: RoleHolder, type: string): string | undefined {
    const [vendor, service] = type.split('::');
    const prefix = vendor === 'AWS' ? PREFIXES[service.toLowerCase()] ?? service.toLowerCase() : 'lambda';
    if (roleArn === undefined || type === IDLE || this.iam.role(roleArn) === undefined || this.iam.allowsAny(roleArn, prefix)) {
      return undefined;
    }
    const { sessionArn } = this.callerOf({ roleArn, name, account });
    return `User: ${sessionArn} is not authorized to change a resource of type ${type} because no identity-based policy allows any action of ${prefix}`;
  }

  private refusal(stack: RoleHolder, action: string, resource: string, region: string): string | undefined {
    if (stack.roleArn === undefined || this.iam.role(stack.roleArn) === undefined) {
      return undefined;
    }
    try {
      this.iam.authorize(this.callerOf({ ...stack, roleArn: stack.roleArn }), action, resource, { 'aws:RequestedRegion': region });
      return undefined;
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      return error.message;
    }
  }

  private callerOf({ roleArn, account }: Pick<RoleHolder, 'name' | 'account'> & { readonly roleArn: string }): Caller {
    const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
    return { roleArn, sessionArn: `arn:${this.partition}:sts::${account}:assumed-role/${name}/AWSCloudFormation`, accountId: account, label: OPERATION_LABEL };
  }
}
