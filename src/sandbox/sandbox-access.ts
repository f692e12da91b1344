import { Arn, ArnFormat } from 'aws-cdk-lib';
import type { AccessSettings } from '../contract';
import { MACHINE_CLIENT, SIGNED_INVOKE } from '../contract';
import { apiIdProblem, externalIdProblem, roleArnProblem } from '../settings/sandbox-validation';
import { isKnown, orSample, SAMPLE_ROLE_ARN } from '../shared/known-value';
import type { PropTypes } from '../shared/props';
import { refuseProps, TEXT } from '../shared/props';
import { hubRoleName } from '../shared/role-name';
import { refuseUnfit, UserError } from '../shared/user-error';

/**
 * The machine client of an Innovation Sandbox.
 */
export interface MachineClientOptions {
  /**
   * ARN of the machine client's role: the output `M2MRoleArn` of the stack made from AWS's template `InnovationSandbox-M2mClient`.
   *
   * The client needs the role Admin.
   */
  readonly roleArn: string;

  /**
   * External id of the machine client: the output `M2MExternalId` of the same stack.
   *
   * It is no secret. The stack keeps it for life.
   */
  readonly externalId: string;

  /**
   * ARN of a role in the hub account that may read the id of the REST API: the one that `SandboxHubAccess` makes, with the same external id.
   *
   * The id changes with some upgrades of Innovation Sandbox, so that it is better read than written down.
   *
   * @default - the role that `SandboxHubAccess` makes for the namespace, in the account of `roleArn`; none with `apiId`
   */
  readonly apiIdRoleArn?: string;

  /**
   * Id of the REST API, for those who don't deploy `SandboxHubAccess`: the output `RestApiId` of Innovation Sandbox's Compute stack.
   *
   * After an upgrade of Innovation Sandbox that replaces the API, registration fails until this is corrected.
   *
   * @default - read from the hub account whenever it is needed
   */
  readonly apiId?: string;
}

/**
 * The role for signed calls to an Innovation Sandbox of version 1.2.
 */
export interface SignedInvokeOptions {
  /**
   * ARN of the role that `SandboxHubAccess` makes in the hub account.
   */
  readonly hubRoleArn: string;

  /**
   * External id that this role's trust asks for.
   *
   * @default - none
   */
  readonly externalId?: string;
}

/** What an access comes to for one sandbox. */
export interface SandboxAccessConfig {
  /** For the environment of the handlers. */
  readonly settings: AccessSettings;
  /** The roles to be assumed. */
  readonly roleArns: string[];
  /** What looks wrong but needn't be. */
  readonly doubts: string[];
}

/**
 * How accounts are registered with an Innovation Sandbox: what it lets machines in by depends on its version.
 *
 * Whatever registers an account makes Innovation Sandbox erase everything in it.
 */
export abstract class SandboxAccess {
  /**
   * Innovation Sandbox 1.3 or later: as a machine client, a role in the hub account that AWS's template `InnovationSandbox-M2mClient` makes.
   *
   * @exampleMetadata fixture=pool
   * @example
   * SandboxAccess.machineClient({
   *   roleArn: 'arn:aws:iam::222222222222:role/isb-m2m/myisb/myisb-isb-m2m-admin-robot',
   *   externalId: '11111111-2222-3333-4444-555555555555',
   * });
   *
   * @param options the machine client
   */
  public static machineClient(options: MachineClientOptions): SandboxAccess {
    return new MachineClient(options);
  }

  /**
   * Innovation Sandbox 1.2: by a token that is signed with its own secret, handed to its own function.
   *
   * Whoever may use the role in the hub account can act as any administrator of Innovation Sandbox. Prefer an upgrade to 1.3.
   *
   * @exampleMetadata fixture=pool
   * @example
   * SandboxAccess.signedInvoke({ hubRoleArn: 'arn:aws:iam::222222222222:role/AccountRobot-myisb-hub', externalId: 'account-robot' });
   *
   * @param options the role in the hub account
   */
  public static signedInvoke(options: SignedInvokeOptions): SandboxAccess {
    return new SignedInvoke(options);
  }

  /**
   * The access as a checked context block has it.
   *
   * @internal
   */
  public static _fromContext(access: AccessSettings): SandboxAccess {
    return access.kind === MACHINE_CLIENT ? SandboxAccess.machineClient(access) : SandboxAccess.signedInvoke(access);
  }

  /**
   * What it comes to for the sandbox of a namespace.
   *
   * @internal
   */
  public abstract _bind(namespace: string): SandboxAccessConfig;
}

/** A block of cdk.json that is handed over as it is says its kind as well. */
type Block<Options> = Options & Partial<Pick<AccessSettings, 'kind'>>;

const MACHINE_CLIENT_OPTIONS: PropTypes<Block<MachineClientOptions>> = {
  kind: TEXT,
  roleArn: TEXT,
  externalId: TEXT,
  apiIdRoleArn: TEXT,
  apiId: TEXT,
};
const SIGNED_INVOKE_OPTIONS: PropTypes<Block<SignedInvokeOptions>> = { kind: TEXT, hubRoleArn: TEXT, externalId: TEXT };

class MachineClient extends SandboxAccess {
  constructor(private readonly options: MachineClientOptions) {
    super();
    const subject = 'SandboxAccess.machineClient';
    refuseProps(options, { subject, of: subject, types: MACHINE_CLIENT_OPTIONS, required: ['roleArn', 'externalId'] });
    refuseUnfit(subject, 'roleArn', options.roleArn, roleArnProblem);
    refuseUnfit(subject, 'externalId', options.externalId, externalIdProblem);
    refuseUnfit(subject, 'apiIdRoleArn', options.apiIdRoleArn, roleArnProblem);
    refuseUnfit(subject, 'apiId', options.apiId, apiIdProblem);
    if (options.apiId !== undefined && options.apiIdRoleArn !== undefined) {
      throw new UserError(`${subject}: 'apiId' and 'apiIdRoleArn' can't both be set; remove 'apiId' to have the id read whenever it is needed`);
    }
  }

  /** @internal */
  public _bind(namespace: string): SandboxAccessConfig {
    const { externalId, apiId } = this.options;
    const roleArn = orSample(this.options.roleArn, SAMPLE_ROLE_ARN);
    const access = { kind: MACHINE_CLIENT, roleArn, externalId } as const;
    const doubts = this.doubts(namespace);
    if (apiId !== undefined) {
      return { settings: { ...access, apiId }, roleArns: [roleArn], doubts };
    }
    const apiIdRoleArn = orSample(this.options.apiIdRoleArn ?? neighbor(roleArn, hubRoleName(namespace)), SAMPLE_ROLE_ARN);
    return { settings: { ...access, apiIdRoleArn }, roleArns: [roleArn, apiIdRoleArn], doubts };
  }

  /** Innovation Sandbox knows its machine clients by the names of their roles. */
  private doubts(namespace: string): string[] {
    const { roleArn } = this.options;
    if (!isKnown(roleArn)) {
      return [];
    }
    const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
    return name.startsWith(`${namespace}-isb-m2m-admin-`) ? [] : [
      `the role '${name}' is not named like a machine client with the role Admin of namespace '${namespace}', which is '${namespace}-isb-m2m-admin-<client name>'; `
      + "Innovation Sandbox will turn it away unless you know better: use the output 'M2MRoleArn' of the stack InnovationSandbox-M2mClient",
    ];
  }
}

class SignedInvoke extends SandboxAccess {
  constructor(private readonly options: SignedInvokeOptions) {
    super();
    const subject = 'SandboxAccess.signedInvoke';
    refuseProps(options, { subject, of: subject, types: SIGNED_INVOKE_OPTIONS, required: ['hubRoleArn'] });
    refuseUnfit(subject, 'hubRoleArn', options.hubRoleArn, roleArnProblem);
    refuseUnfit(subject, 'externalId', options.externalId, externalIdProblem);
  }

  /** @internal */
  public _bind(): SandboxAccessConfig {
    const { externalId } = this.options;
    const hubRoleArn = orSample(this.options.hubRoleArn, SAMPLE_ROLE_ARN);
    return {
      settings: { kind: SIGNED_INVOKE, hubRoleArn, ...externalId !== undefined && { externalId } },
      roleArns: [hubRoleArn],
      doubts: [],
    };
  }
}

/** ARN of another role in the account of a role. */
function neighbor(roleArn: string, roleName: string): string {
  const { partition, account } = Arn.split(roleArn, ArnFormat.SLASH_RESOURCE_NAME);
  return `arn:${partition}:iam::${account}:role/${roleName}`;
}
