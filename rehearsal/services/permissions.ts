/**
 * What an API call must be allowed to do: the IAM action, the ARNs it is asked on, and what conditions may look at.
 *
 * Only resource-level actions are asked on an ARN, all others on '*': a statement that names ARNs doesn't reach them,
 * which is the mistake that a policy meets most often.
 */

import type { ApiRequest, Authorization } from '../kernel/types';

/** A call whose permissions are asked for. */
export interface AuthorizedCall<S> {
  readonly request: ApiRequest;
  readonly service: S;
  readonly partition: string;
}

/** What an operation asks of IAM. */
export interface Permission<S> {
  /** If IAM calls the action otherwise than the API calls the operation. */
  readonly action?: string;
  /** Empty for what isn't there: who asks for it is turned away before anyone looks at policies. */
  readonly resources: (call: AuthorizedCall<S>) => readonly string[];
  readonly context?: (call: AuthorizedCall<S>) => Record<string, string>;
  /** Of a call that carries several things, each asked for by itself: instead of the above. */
  readonly parts?: (call: AuthorizedCall<S>) => readonly Authorization[];
}

/** An action that IAM knows no resources of. */
export const ANYTHING: Permission<unknown> = { resources: () => ['*'] };

/** What the caller must be allowed to do for this call. */
export function authorizationsFor<S>(permission: Permission<S>, call: AuthorizedCall<S>): Authorization[] {
  const { request } = call;
  if (permission.parts !== undefined) {
    return permission.parts(call).map(part => ({ ...part, context: { 'aws:RequestedRegion': request.region, ...part.context } }));
  }
  const context = { 'aws:RequestedRegion': request.region, ...permission.context?.(call) };
  return permission.resources(call).map(resource => ({ action: `${request.service}:${permission.action ?? request.action}`, resource, context }));
}

/** Tags of a request, for conditions. */
export function requestTags({ request }: AuthorizedCall<unknown>): Record<string, string> {
  return Object.fromEntries((request.input.Tags ?? []).map((tag: { Key: string; Value: string }) => [`aws:RequestTag/${tag.Key}`, tag.Value]));
}
