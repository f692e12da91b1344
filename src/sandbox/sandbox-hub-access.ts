import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { apiIdStatements, signedInvokeStatements } from './sandbox-permissions';
import { externalIdProblem, keyArnProblem, namespaceProblem, regionProblem, roleArnProblem, roleNameProblem } from '../settings/sandbox-validation';
import { isKnown, orSample, orWord, SAMPLE_ROLE_ARN } from '../shared/known-value';
import { carryReasons } from '../shared/nag-reasons';
import type { PropTypes } from '../shared/props';
import { listOfTexts, refuseProps, TEXT } from '../shared/props';
import { hubRoleName } from '../shared/role-name';
import { refuseUnfit, UserError } from '../shared/user-error';

/** In place of one that isn't looked up yet. */
const SAMPLE_KEY_ARN = 'arn:aws:kms:us-east-1:123456789012:key/looked-up';

/**
 * Generations of Innovation Sandbox, by how they let machines in.
 */
export enum SandboxGeneration {
  /**
   * Version 1.3 and later: a REST API for machine clients. The role may read the id of the API, and nothing else.
   */
  REST_API = 'rest-api',

  /**
   * Version 1.2: a function that takes signed tokens. Whoever may use the role can act as any administrator of Innovation Sandbox.
   */
  SIGNED_INVOKE = 'signed-invoke',
}

/**
 * Properties of a `SandboxHubAccess`.
 */
export interface SandboxHubAccessProps {
  /**
   * Namespace of the Innovation Sandbox: the parameter `Namespace` of its stacks, 3 to 8 letters and digits.
   */
  readonly namespace: string;

  /**
   * ARN of the role that is let in: the one of the `AccountFactory`, in the management account.
   *
   * It needn't exist yet. Its name is `AccountRobot-` and the name of the factory's stack, unless the factory says otherwise.
   */
  readonly clientRoleArn: string;

  /**
   * External id that the client has to present, 2 to 1224 characters.
   *
   * For `SandboxGeneration.REST_API` it must be that of the machine client: the output `M2MExternalId` of its stack.
   */
  readonly externalId: string;

  /**
   * ARNs of further roles of the management account that are let in, with the same external id: those of people who run
   * `account-robot doctor --with-sandbox-records`.
   *
   * They can do with the role what the factory can. For `SandboxGeneration.SIGNED_INVOKE` that is whatever an administrator of Innovation Sandbox can.
   *
   * @default - none
   */
  readonly operatorRoleArns?: string[];

  /**
   * What the role is for.
   */
  readonly generation: SandboxGeneration;

  /**
   * The region that Innovation Sandbox's stacks are deployed in.
   *
   * @default - the region of this stack
   */
  readonly region?: string;

  /**
   * Name of the role, 1 to 64 characters.
   *
   * The factory expects the default. With another name say the role's ARN as `apiIdRoleArn` of the machine client, or as `hubRoleArn` for version 1.2.
   *
   * @default - `AccountRobot-<namespace>-hub`
   */
  readonly roleName?: string;

  /**
   * ARN of the KMS key that Innovation Sandbox's signing secret is encrypted with, only for `SandboxGeneration.SIGNED_INVOKE`.
   *
   * @default - the key is recognized by its alias
   */
  readonly jwtSecretKeyArn?: string;
}

const PROPS: PropTypes<SandboxHubAccessProps> = {
  namespace: TEXT,
  clientRoleArn: TEXT,
  operatorRoleArns: listOfTexts('write them like ["arn:aws:iam::111122223333:role/Operators"]'),
  externalId: TEXT,
  generation: {
    fits: value => Object.values<unknown>(SandboxGeneration).includes(value),
    expected: 'a SandboxGeneration',
    fix: () => 'write SandboxGeneration.REST_API, or SandboxGeneration.SIGNED_INVOKE for version 1.2',
  },
  region: TEXT,
  roleName: TEXT,
  jwtSecretKeyArn: TEXT,
};

/**
 * The role in Innovation Sandbox's hub account by which a factory in the management account gets at it.
 *
 * Deploy it in the hub account, before or after the factory. It trusts one role, known by its ARN and an external id, whether that role exists yet or not.
 *
 * It is what registers accounts with Innovation Sandbox, which erases everything in them. Removing it ends registration; accounts in the pool stay.
 *
 * @exampleMetadata fixture=pool
 * @example
 * new SandboxHubAccess(stack, 'HubAccess', {
 *   namespace: 'myisb',
 *   clientRoleArn: 'arn:aws:iam::111122223333:role/AccountRobot-Pool',
 *   externalId: 'account-robot',
 *   generation: SandboxGeneration.SIGNED_INVOKE,
 * });
 */
export class SandboxHubAccess extends Construct {
  /**
   * The role. Its name is `AccountRobot-<namespace>-hub`, unless the properties say otherwise.
   */
  public readonly role: iam.IRole;

  constructor(scope: Construct, id: string, props: SandboxHubAccessProps) {
    super(scope, id);

    const subject = `hub access '${this.node.path}'`;
    refuseProps(props, { subject, of: 'SandboxHubAccess', types: PROPS, required: ['namespace', 'clientRoleArn', 'externalId', 'generation'], open: this.constructor !== SandboxHubAccess });
    const stack = Stack.of(this);
    const { namespace, clientRoleArn, operatorRoleArns = [], externalId, generation, region = stack.region, jwtSecretKeyArn } = props;
    if (Token.isUnresolved(namespace)) {
      throw new UserError(`${subject}: 'namespace' must be known at synthesis, got a token; the role is named after it, so write it out`);
    }
    refuseUnfit(subject, 'namespace', namespace, namespaceProblem);
    refuseUnfit(subject, 'clientRoleArn', clientRoleArn, roleArnProblem);
    operatorRoleArns.forEach((arn, index) => refuseUnfit(subject, `operatorRoleArns[${index}]`, arn, roleArnProblem));
    refuseUnfit(subject, 'externalId', externalId, externalIdProblem);
    refuseUnfit(subject, 'region', region, regionProblem);
    refuseUnfit(subject, 'roleName', props.roleName, roleNameProblem);
    refuseUnfit(subject, 'jwtSecretKeyArn', jwtSecretKeyArn, keyArnProblem);
    if (generation === SandboxGeneration.REST_API && jwtSecretKeyArn !== undefined) {
      throw new UserError(`${subject}: 'jwtSecretKeyArn' is only for SandboxGeneration.SIGNED_INVOKE, because no other version has that secret; remove it`);
    }

    const word = orWord(namespace);
    const outsider = operatorRoleArns.find(arn => isKnown(arn) && isKnown(clientRoleArn) && accountOf(arn) !== accountOf(clientRoleArn));
    if (outsider !== undefined) {
      throw new UserError(`${subject}: 'operatorRoleArns' must be roles of account ${accountOf(clientRoleArn)}, as 'clientRoleArn' is, got ${JSON.stringify(outsider)}; run the command with a role of that account`);
    }

    // The account and not the role is the principal: a role that doesn't exist can't be one, and one that is made anew wouldn't be the same.
    const client = Arn.split(orSample(clientRoleArn, SAMPLE_ROLE_ARN), ArnFormat.SLASH_RESOURCE_NAME);
    this.role = new iam.Role(this, 'Role', {
      roleName: props.roleName === undefined ? hubRoleName(word) : orWord(props.roleName),
      description: `Account Robot: registers accounts with Innovation Sandbox '${namespace}'`,
      assumedBy: new iam.PrincipalWithConditions(new iam.AccountPrincipal(client.account), {
        StringEquals: { 'aws:PrincipalArn': operatorRoleArns.length === 0 ? clientRoleArn : [clientRoleArn, ...operatorRoleArns], 'sts:ExternalId': externalId },
      }),
      inlinePolicies: {
        Hub: new iam.PolicyDocument({
          statements: generation === SandboxGeneration.REST_API
            ? apiIdStatements(stack, word, region)
            : signedInvokeStatements(stack, word, region, jwtSecretKeyArn && orSample(jwtSecretKeyArn, SAMPLE_KEY_ARN)),
        }),
      },
    });
    carryReasons(this.role, [{
      rule: 'AwsSolutions-IAM5',
      about: /^Resource::[^*]*:key\/\*$/,
      reason: 'the key of the secret is in no output of Innovation Sandbox; a condition keeps to the one with its alias, and to secrets',
    }]);
  }
}

/** The account of a role. */
function accountOf(roleArn: string): string {
  return Arn.split(roleArn, ArnFormat.SLASH_RESOURCE_NAME).account ?? '';
}
