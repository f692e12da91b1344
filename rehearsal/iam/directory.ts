/**
 * The roles and policies of the rehearsed accounts, and whether they allow what is asked of them.
 *
 *     a service control policy denies                        -> denied
 *     a policy of the role or its boundary denies explicitly -> denied
 *     no policy of the role allows                           -> denied, or unknown where the text of one of them isn't at hand
 *     the boundary allows nothing of the kind                -> denied
 */

import type { RequestContext } from './conditions';
import type { AuthorizationRequest } from './evaluator';
import { evaluate } from './evaluator';
import { awsManagedPolicy, isAwsManaged } from './managed-policies';
import type { PolicyDocument } from './policy';
import { listOf } from './policy';
import type { ServiceControl } from './service-control';
import { denialOf, isDenied } from './service-control';
import type { Caller } from '../kernel/types';
import { AccessDenied, ApiError, UnknownToRehearsal } from '../kernel/types';

/** A role as its resource in a template describes it. */
export interface RoleDefinition {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly inlinePolicies: readonly PolicyDocument[];
  readonly managedPolicyArns: readonly string[];
  /** The ARN of the policy that bounds what the others allow. */
  readonly permissionsBoundary?: string;
  readonly trustPolicy?: PolicyDocument;
}

/** A policy of its own, attached to roles from its side. A role may also attach it by `id`, if that is its ARN. */
export interface PolicyDefinition {
  /** Names or ARNs. */
  readonly roleNames: readonly string[];
  readonly document: PolicyDocument;
}

/** Who was granted, used and denied what: "caller service:Action", sorted. */
export interface AccessReport {
  readonly granted: string[];
  readonly used: string[];
  readonly denied: string[];
}

/** What is decided about a request, and in AWS's words why not. */
type Decision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly why: string }
  /** Policies that may allow it, for all that is known. */
  | { readonly allowed: 'unknown'; readonly policyArns: readonly string[] };

/** Where nobody has such policies. */
const NO_SERVICE_CONTROL: ServiceControl = { managementAccountId: '', deniedActions: [] };

export class IamDirectory {
  private readonly roles = new Map<string, RoleDefinition>();
  private readonly policies = new Map<string, PolicyDefinition>();
  /** The functions that were seen to call with a role, by the role's ARN. */
  private readonly labels = new Map<string, Set<string>>();
  private readonly used = new Set<string>();
  private readonly denied = new Set<string>();
  /** What was decided since roles and policies last changed: the same few requests come at each poll. */
  private readonly decisions = new Map<string, Decision>();
  /** ARNs of roles that were there once. */
  private readonly removed = new Set<string>();

  constructor(private readonly serviceControl: ServiceControl = NO_SERVICE_CONTROL) {}

  /** Creates or replaces a role. */
  public putRole(role: RoleDefinition): void {
    this.roles.set(role.arn, role);
    this.removed.delete(role.arn);
    this.decisions.clear();
  }

  /** Removes the role with that name or ARN, if there is one. */
  public removeRole(name: string): void {
    for (const role of [...this.roles.values()]) {
      if (goesBy(role, name)) {
        this.roles.delete(role.arn);
        this.removed.add(role.arn);
      }
    }
    this.decisions.clear();
  }

  /** The role with that ARN. */
  public role(arn: string): RoleDefinition | undefined {
    return this.roles.get(arn);
  }

  /** Whether the text of that policy is at hand. */
  public knowsPolicy(arn: string): boolean {
    return this.documentOf(arn) !== undefined;
  }

  /** Whether a role may do that; where nobody knows (a role that no stack describes, a policy whose text isn't at hand) it may. It counts as no use of it. */
  public permits(roleArn: string, action: string, resource: string, context: RequestContext = {}): boolean {
    const role = this.roles.get(roleArn);
    return role === undefined || this.decisionOn(role, { action, resource, context }).allowed !== false;
  }

  /** Whether a policy of its own allows that, as a bound of what roles may do; where its text isn't at hand it does. */
  public allowsBy(policyArn: string, action: string, resource: string, context: RequestContext = {}): boolean {
    const document = this.documentOf(policyArn);
    return document === undefined || evaluate([document], { action, resource, context }) === 'allowed';
  }

  /** Whether a role is allowed anything at all of the service with that prefix; where nobody knows (a role that no stack describes, a policy whose text isn't at hand) it is. */
  public allowsAny(roleArn: string, service: string): boolean {
    const role = this.roles.get(roleArn);
    return role === undefined
      || role.managedPolicyArns.some(arn => !this.knowsPolicy(arn))
      || this.policiesOf(role).flatMap(policy => listOf(policy.Statement)).some(({ Action, Effect, NotAction }) => Effect === 'Allow'
        && (NotAction !== undefined || listOf(Action).some(action => action === '*' || action.split(':')[0].toLowerCase() === service)));
  }

  /** Creates or replaces an AWS::IAM::Policy or a customer's AWS::IAM::ManagedPolicy; the latter's id is its ARN. */
  public putPolicy(id: string, policy: PolicyDefinition): void {
    this.policies.set(id, policy);
    this.decisions.clear();
  }

  /** Removes the policy with that id, if there is one. */
  public removePolicy(id: string): void {
    this.policies.delete(id);
    this.decisions.clear();
  }

  /**
   * Returns if the caller's policies allow the action on the resource ('*' if it has none); throws AWS's refusal otherwise.
   *
   * A role that no longer exists can't do anything: that is how a waiter fares which outlives its stack. One that none of the rehearsed stacks makes is taken
   * to be allowed everything; whoever gives it to a function says so. Throws {@link UnknownToRehearsal} where policies decide whose text isn't at hand.
   */
  public authorize(caller: Caller, action: string, resource: string, context: RequestContext = {}): void {
    const role = this.roles.get(caller.roleArn);
    if (!role && this.removed.has(caller.roleArn)) {
      throw new ApiError('UnrecognizedClientException', 'The security token included in the request is invalid.', 403);
    }
    const line = `${labelOf(caller)} ${action}`;
    if (isDenied(this.serviceControl, caller.accountId, action)) {
      this.denied.add(line);
      throw new AccessDenied(denialOf(caller.sessionArn, action));
    }
    if (!role) {
      this.used.add(line);
      return;
    }
    this.labels.set(role.arn, (this.labels.get(role.arn) ?? new Set()).add(labelOf(caller)));
    const decision = this.decisionOn(role, { action, resource, context: { 'aws:PrincipalAccount': caller.accountId, ...context } });
    switch (decision.allowed) {
      case true:
        this.used.add(line);
        return;
      case 'unknown':
        throw new UnknownToRehearsal(undecided(labelOf(caller), action, resource, role, decision.policyArns));
      case false: {
        this.denied.add(line);
        const what = `User: ${caller.sessionArn} is not authorized to perform: ${action}${resource === '*' ? '' : ` on resource: ${resource}`}`;
        throw new AccessDenied(`${what} ${decision.why}`);
      }
    }
  }

  /** What was granted to whom, and what of it was used. A role is named by the functions that called with it. */
  public report(): AccessReport {
    const granted = new Set<string>();
    for (const role of this.roles.values()) {
      const actions = this.policiesOf(role)
        .flatMap(policy => listOf(policy.Statement))
        .filter(statement => statement.Effect === 'Allow')
        .flatMap(statement => [...listOf(statement.Action), ...listOf(statement.NotAction).map(action => `all but ${action}`)]);
      for (const name of this.labels.get(role.arn) ?? [role.name]) {
        actions.forEach(action => granted.add(`${name} ${action}`));
      }
    }
    return { granted: [...granted].sort(), used: [...this.used].sort(), denied: [...this.denied].sort() };
  }

  private decisionOn(role: RoleDefinition, { action, resource, context }: AuthorizationRequest): Decision {
    const key = JSON.stringify([role.arn, action, resource, context]);
    const known = this.decisions.get(key);
    if (known !== undefined) {
      return known;
    }
    const decision = this.decide(role, {
      action,
      resource,
      context: {
        'aws:PrincipalArn': role.arn,
        'aws:PrincipalType': 'AssumedRole',
        'aws:PrincipalIsAWSService': 'false',
        'aws:SecureTransport': 'true',
        'aws:ViaAWSService': 'false',
        ...context,
      },
    });
    this.decisions.set(key, decision);
    return decision;
  }

  private decide(role: RoleDefinition, request: AuthorizationRequest): Decision {
    const byPolicies = evaluate(this.policiesOf(role), request);
    if (byPolicies === 'explicitly-denied') {
      return { allowed: false, why: 'with an explicit deny in an identity-based policy' };
    }
    const boundary = role.permissionsBoundary === undefined ? undefined : this.documentOf(role.permissionsBoundary);
    const byBoundary = boundary === undefined ? 'allowed' : evaluate([boundary], request);
    if (byBoundary === 'explicitly-denied') {
      return { allowed: false, why: 'with an explicit deny in a permissions boundary' };
    }
    if (byPolicies === 'implicitly-denied') {
      const policyArns = role.managedPolicyArns.filter(arn => !this.knowsPolicy(arn));
      return policyArns.length > 0
        ? { allowed: 'unknown', policyArns }
        : { allowed: false, why: `because no identity-based policy allows the ${request.action} action` };
    }
    return byBoundary === 'allowed'
      ? { allowed: true }
      : { allowed: false, why: `because no permissions boundary allows the ${request.action} action` };
  }

  /** Of those whose text is at hand. */
  private policiesOf(role: RoleDefinition): PolicyDocument[] {
    const attached = [...this.policies.values()].filter(policy => policy.roleNames.some(name => goesBy(role, name)));
    return [
      ...role.inlinePolicies,
      ...role.managedPolicyArns.flatMap(arn => this.documentOf(arn) ?? []),
      ...attached.map(policy => policy.document),
    ];
  }

  private documentOf(arn: string): PolicyDocument | undefined {
    return isAwsManaged(arn) ? awsManagedPolicy(arn) : this.policies.get(arn)?.document;
  }
}

/** Neither allowed nor denied would be true. */
function undecided(who: string, action: string, resource: string, role: RoleDefinition, policyArns: readonly string[]): string {
  const what = resource === '*' ? action : `${action} on ${resource}`;
  return `${who} asks for ${what}, which no policy allows that is known, and its role ${role.name} attaches ${policyArns.join(' and ')}, whose text the rehearsal does not have; `
    + 'write the statements that are needed into an inline policy of the app';
}

/** A function that calls as another role than its own is told apart from itself: so is what that role may do. */
function labelOf({ label, assumedRole }: Caller): string {
  return assumedRole === undefined ? label : `${label} as ${assumedRole}`;
}

function goesBy(role: RoleDefinition, nameOrArn: string): boolean {
  return role.name === nameOrArn || role.arn === nameOrArn;
}
