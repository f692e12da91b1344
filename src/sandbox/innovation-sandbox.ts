import { Stack, Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { SandboxAccess } from './sandbox-access';
import { sandboxStatements } from './sandbox-permissions';
import type { SandboxSettings } from '../contract';
import type { SandboxContext } from '../settings/sandbox-context';
import { billingViewArnProblem, namespaceProblem, regionProblem } from '../settings/sandbox-validation';
import { orSample, orWord } from '../shared/known-value';
import type { PropTypes } from '../shared/props';
import { objectWith, refuseProps, TEXT, TRUTH } from '../shared/props';
import { refuseUnfit, UserError } from '../shared/user-error';

/**
 * Where an Innovation Sandbox is, and how to get at it.
 */
export interface InnovationSandboxOptions {
  /**
   * How accounts are registered, which depends on the version of Innovation Sandbox.
   */
  readonly access: SandboxAccess;

  /**
   * The region that Innovation Sandbox's stacks are deployed in.
   *
   * @default - the region of the stack that the account factory is in
   */
  readonly region?: string;

  /**
   * ARN of a custom billing view that each account is added to before it is registered.
   *
   * Other accounts and filters of the view stay as they are. Accounts are never taken out of it.
   *
   * @default - accounts are added to no billing view
   */
  readonly billingViewArn?: string;

  /**
   * Whether an account that can't be added to the billing view fails its deployment, before it is moved.
   *
   * @default false - it is registered all the same, with a warning in the log
   */
  readonly billingViewRequired?: boolean;
}

/** In place of one that isn't looked up yet. */
const SAMPLE_BILLING_VIEW_ARN = 'arn:aws:billing::123456789012:billingview/custom-looked-up';

const OPTIONS: PropTypes<InnovationSandboxOptions> = {
  access: objectWith('_bind', 'a SandboxAccess', 'make one by SandboxAccess.machineClient(...), or SandboxAccess.signedInvoke(...) for version 1.2'),
  region: TEXT,
  billingViewArn: TEXT,
  billingViewRequired: TRUTH,
};

/** What a sandbox comes to for one factory. */
export interface SandboxBinding {
  /** For the environment of the handlers. */
  readonly settings: SandboxSettings;
  readonly statements: iam.PolicyStatement[];
  /** What looks wrong but needn't be. */
  readonly doubts: string[];
}

/**
 * An installation of Innovation Sandbox on AWS, whose pool accounts become part of.
 *
 * Registering an account erases everything in it, and Innovation Sandbox erases it again after each lease.
 *
 * Changing its access, region or billing view sends no update to any account that is deployed: it matters to accounts that are registered afterwards.
 */
export class InnovationSandbox {
  /**
   * The Innovation Sandbox of a namespace. Accounts that are given it are registered with it, and everything in them is erased.
   *
   * @exampleMetadata fixture=pool
   * @example
   * InnovationSandbox.fromNamespace('myisb', {
   *   region: 'us-west-2',
   *   access: SandboxAccess.machineClient({
   *     roleArn: 'arn:aws:iam::222222222222:role/isb-m2m/myisb/myisb-isb-m2m-admin-robot',
   *     externalId: '11111111-2222-3333-4444-555555555555',
   *   }),
   * });
   *
   * @param namespace the parameter `Namespace` of Innovation Sandbox's stacks: 3 to 8 letters and digits
   * @param options where it is, and how to get at it
   */
  public static fromNamespace(namespace: string, options: InnovationSandboxOptions): InnovationSandbox {
    return new InnovationSandbox(namespace, options);
  }

  /**
   * The Innovation Sandbox that a checked context block names.
   *
   * @internal
   */
  public static _fromContext(context: SandboxContext): InnovationSandbox {
    const { namespace, access, ...options } = context;
    return new InnovationSandbox(namespace, { ...options, access: SandboxAccess._fromContext(access) });
  }

  /**
   * The namespace: 3 to 8 letters and digits.
   */
  public readonly namespace: string;

  private readonly options: InnovationSandboxOptions;

  private constructor(namespace: string, options: InnovationSandboxOptions) {
    if (Token.isUnresolved(namespace)) {
      throw new UserError("InnovationSandbox.fromNamespace: 'namespace' must be known at synthesis, got a token; permissions are named after it, so write it out");
    }
    refuseUnfit('InnovationSandbox.fromNamespace', 'namespace', namespace, namespaceProblem);
    refuseProps(options, { subject: `Innovation Sandbox '${namespace}'`, of: 'InnovationSandbox.fromNamespace', types: OPTIONS, required: ['access'] });
    const subject = `Innovation Sandbox '${namespace}'`;
    refuseUnfit(subject, 'region', options.region, regionProblem);
    refuseUnfit(subject, 'billingViewArn', options.billingViewArn, billingViewArnProblem);
    if (options.billingViewRequired && options.billingViewArn === undefined) {
      throw new UserError(`${subject}: 'billingViewRequired' says nothing without 'billingViewArn'; set that too, or remove it`);
    }
    this.namespace = orWord(namespace);
    this.options = options;
  }

  /**
   * What it comes to for a factory.
   *
   * @internal
   */
  public _bind(factory: IConstruct): SandboxBinding {
    const stack = Stack.of(factory);
    const region = this._regionFor(stack);
    const { billingViewRequired } = this.options;
    const billingViewArn = this.options.billingViewArn && orSample(this.options.billingViewArn, SAMPLE_BILLING_VIEW_ARN);
    const { settings: access, roleArns, doubts } = this.options.access._bind(this.namespace);
    return {
      settings: { region, access, ...billingViewArn !== undefined && { billingViewArn }, ...billingViewRequired && { billingViewRequired } },
      statements: sandboxStatements(stack, { namespace: this.namespace, region, roleArns, billingViewArn }),
      doubts,
    };
  }

  /**
   * How it is reached, unless somebody has another way.
   *
   * @internal
   */
  public get _access(): SandboxAccess {
    return this.options.access;
  }

  /**
   * The region that it is in, for a factory of that stack.
   *
   * @internal
   */
  public _regionFor(stack: Stack): string {
    return this.options.region ?? stack.region;
  }
}
