/**
 * Sessions of roles that a caller has assumed.
 *
 * Two policies have a say: the caller's own, which is asked like that of any call, and the trust policy of the role. AWS refuses in
 * the same words whichever it was, and for a role that doesn't exist: who may not assume it isn't told that.
 */

import { conditionsHold } from './conditions';
import type { IamDirectory, RoleDefinition } from './directory';
import { actionApplies } from './evaluator';
import type { Statement } from './policy';
import { listOf } from './policy';
import type { SessionRegister } from '../kernel/session';
import type { ApiRequest, Caller, Clock } from '../kernel/types';
import { ApiError } from '../kernel/types';

/** What AssumeRole answers. */
export interface AssumedRole {
  readonly Credentials: { readonly AccessKeyId: string; readonly SecretAccessKey: string; readonly SessionToken: string; readonly Expiration: Date };
  readonly AssumedRoleUser: { readonly AssumedRoleId: string; readonly Arn: string };
}

const DEFAULT_SECONDS = 3600;
const MIN_SECONDS = 900;
/** A role that is assumed with the credentials of another: which all functions have. */
const CHAINED_MAX_SECONDS = 3600;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

/** Answers AssumeRole. */
export class RoleSessions {
  constructor(
    private readonly iam: Pick<IamDirectory, 'role'>,
    private readonly register: SessionRegister,
    private readonly clock: Clock,
    private readonly partition: string,
  ) {}

  public assume({ caller, input }: ApiRequest): AssumedRole {
    const [roleArn, sessionName] = [String(input.RoleArn), String(input.RoleSessionName)];
    const externalId: string | undefined = input.ExternalId;
    const seconds = Number(input.DurationSeconds ?? DEFAULT_SECONDS);
    if (!SESSION_NAME.test(sessionName)) {
      throw invalid(`Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`);
    }
    if (externalId !== undefined && !EXTERNAL_ID.test(externalId)) {
      throw invalid('1 validation error detected: Value at \'externalId\' failed to satisfy constraint');
    }
    if (!(seconds >= MIN_SECONDS)) {
      throw invalid(`1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to ${MIN_SECONDS}`);
    }
    if (seconds > CHAINED_MAX_SECONDS) {
      throw invalid('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining');
    }

    const role = this.iam.role(roleArn);
    if (!role || !trusts(role, caller, externalId)) {
      throw new ApiError('AccessDenied', `User: ${caller.sessionArn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`, 403);
    }
    const expiresAt = this.clock.date.getTime() + seconds * 1000;
    const sessionArn = `arn:${this.partition}:sts::${role.accountId}:assumed-role/${role.name}/${sessionName}`;
    const credentials = this.register.openSession({
      roleArn: role.arn,
      sessionArn,
      accountId: role.accountId,
      label: caller.label,
      assumedRole: role.name,
    }, expiresAt);
    return {
      Credentials: {
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey,
        SessionToken: credentials.sessionToken,
        Expiration: new Date(expiresAt),
      },
      AssumedRoleUser: { AssumedRoleId: `AROAREHEARSAL:${sessionName}`, Arn: sessionArn },
    };
  }
}

/** Whether the role's trust policy lets this caller in with this external id. */
export function trusts(role: RoleDefinition, caller: Caller, externalId: string | undefined): boolean {
  const context = {
    'aws:PrincipalArn': caller.roleArn,
    'aws:PrincipalAccount': caller.accountId,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    ...(externalId !== undefined ? { 'sts:ExternalId': externalId } : {}),
  };
  const applying = listOf(role.trustPolicy?.Statement).filter(statement =>
    actionApplies(statement, 'sts:AssumeRole')
    && principalApplies(statement, caller)
    && conditionsHold(statement.Condition, context));
  return applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
}

/**
 * Whether the statement is about that caller: one that it names, or any but those that its `NotPrincipal` names.
 *
 * Whom a denial spares must be named on every level, its account included: AWS may look at the account first, then at the role, then at the session.
 */
function principalApplies({ Effect, Principal, NotPrincipal }: Statement, caller: Caller): boolean {
  if (NotPrincipal === undefined) {
    return levelsNamed(Principal, caller).some(isNamed => isNamed);
  }
  const levels = levelsNamed(NotPrincipal, caller);
  return Effect === 'Deny' ? !levels.every(isNamed => isNamed) : !levels.some(isNamed => isNamed);
}

/** Whether the caller's account, by id or by its root's ARN, its role, and its session are named. */
function levelsNamed(principals: unknown, { accountId, roleArn, sessionArn }: Caller): readonly boolean[] {
  const named = typeof principals === 'string' ? [principals] : listOf((principals as { readonly AWS?: string | readonly string[] } | undefined)?.AWS);
  const root = new RegExp(`^arn:[^:]+:iam::${accountId}:root$`);
  const levels: readonly ((principal: string) => boolean)[] = [
    principal => principal === accountId || root.test(principal),
    principal => principal === roleArn,
    principal => principal === sessionArn,
  ];
  return levels.map(isLevel => named.some(principal => principal === '*' || isLevel(principal)));
}

function invalid(message: string): ApiError {
  return new ApiError('ValidationError', message);
}
