/** The roles and policies of the rehearsed accounts, and whether they allow what is asked of them. */

import type { RequestContext } from './conditions';
import type { AuthorizationRequest, PolicyVerdict } from './evaluator';
import { evaluate } from './evaluator';
import { awsManagedPolicy, isAwsManaged } from './managed-policies';
import type { PolicyDocument } from './policy';
import { listOf } from './policy';
import type { Caller } from '../kernel/types';
import { AccessDenied, ApiError, UnknownToRehearsal } from '../kernel/types';

/** A role as its resource in a template describes it. */
export interface RoleDefinition {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly inlinePolicies: readonly PolicyDocument[];
  readonly managedPolicyArns: readonly string[];
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

export class IamDirectory {
  private readonly roles = new Map<string, RoleDefinition>();
  private readonly policies = new Map<string, PolicyDefinition>();
  /** The functions that were seen to call with a role, by the role's ARN. */
  private readonly labels = new Map<string, Set<string>>();
  private readonly used = new Set<string>();
  private readonly denied = new Set<string>();
  /** What was decided since roles and policies last changed: the same few requests come at each poll. */
  private readonly decisions = new Map<string, PolicyVerdict>();

  /** Creates or replaces a role. Throws {@link UnknownToRehearsal} if it attaches a policy of AWS whose text isn't at hand. */
  public putRole(role: RoleDefinition): void {
    role.managedPolicyArns.filter(isAwsManaged).forEach(awsManagedPolicy);
    this.roles.set(role.arn, role);
    this.decisions.clear();
  }

  /** Removes the role with that name or ARN, if there is one. */
  public removeRole(name: string): void {
    for (const role of [...this.roles.values()]) {
      if (goesBy(role, name)) {
        this.roles.delete(role.arn);
      }
    }
    this.decisions.clear();
  }

  /** The role with that ARN. */
  public role(arn: string): RoleDefinition | undefined {
    return this.roles.get(arn);
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
   * A role that no longer exists can't do anything: that is how a waiter fares which outlives its stack.
   */
  public authorize(caller: Caller, action: string, resource: string, context: RequestContext = {}): void {
    const role = this.roles.get(caller.roleArn);
    if (!role) {
      throw new ApiError('UnrecognizedClientException', 'The security token included in the request is invalid.', 403);
    }
    this.labels.set(role.arn, (this.labels.get(role.arn) ?? new Set()).add(labelOf(caller)));
    const decision = this.decisionOn(role, { action, resource, context: { 'aws:PrincipalAccount': caller.accountId, ...context } });
    const line = `${labelOf(caller)} ${action}`;
    if (decision === 'allowed') {
      this.used.add(line);
      return;
    }
    this.denied.add(line);
    const what = `User: ${caller.sessionArn} is not authorized to perform: ${action}${resource === '*' ? '' : ` on resource: ${resource}`}`;
    const why = decision === 'explicitly-denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
    throw new AccessDenied(`${what} ${why}`);
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

  private decisionOn(role: RoleDefinition, { action, resource, context }: AuthorizationRequest): PolicyVerdict {
    const key = JSON.stringify([role.arn, action, resource, context]);
    const known = this.decisions.get(key);
    if (known !== undefined) {
      return known;
    }
    const decision = evaluate(this.policiesOf(role), {
      action,
      resource,
      context: { 'aws:PrincipalArn': role.arn, 'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'false', ...context },
    });
    this.decisions.set(key, decision);
    return decision;
  }

  private policiesOf(role: RoleDefinition): PolicyDocument[] {
    const attached = [...this.policies.values()].filter(policy => policy.roleNames.some(name => goesBy(role, name)));
    return [
      ...role.inlinePolicies,
      ...role.managedPolicyArns.map(arn => (isAwsManaged(arn) ? awsManagedPolicy(arn) : this.customerPolicy(role, arn))),
      ...attached.map(policy => policy.document),
    ];
  }

  private customerPolicy(role: RoleDefinition, arn: string): PolicyDocument {
    const policy = this.policies.get(arn);
    if (!policy) {
      throw new UnknownToRehearsal(`the role ${role.name} attaches the managed policy ${arn}, which none of the rehearsed stacks makes; make it in the app, or write its statements into an inline policy`);
    }
    return policy.document;
  }
}

/** A function that calls as another role than its own is told apart from itself: so is what that role may do. */
function labelOf({ label, assumedRole }: Caller): string {
  return assumedRole === undefined ? label : `${label} as ${assumedRole}`;
}

function goesBy(role: RoleDefinition, nameOrArn: string): boolean {
  return role.name === nameOrArn || role.arn === nameOrArn;
}
