/** An administrator of Innovation Sandbox, who does by hand what the API offers. */

import type { AccountsApi } from './accounts-api';
import type { SandboxStep } from './sandbox-state';
import { Deferred } from '../../kernel/types';

/** An administrator does something in the page of Innovation Sandbox, which calls the same API. What it refuses stays undone. */
export function administer(api: AccountsApi, { accountId, action }: Extract<SandboxStep, { kind: 'administer' }>): void {
  const request = { method: 'POST', query: {}, headers: { 'content-type': 'application/json' } };
  const answer = action === 'register'
    ? api.answer({ ...request, path: '/accounts', body: JSON.stringify({ awsAccountId: accountId }) })
    : api.answer({ ...request, path: `/accounts/${accountId}/${action}`, body: undefined });
  if (answer instanceof Deferred) {
    answer.begin(() => undefined);
  }
}
