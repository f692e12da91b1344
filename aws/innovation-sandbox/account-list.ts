/** All accounts that an Innovation Sandbox has a record of. */

import { operationOf, wordsOf } from './sandbox-transport';
import type { SandboxCall, SandboxTransport } from './sandbox-transport';
import { RefusalError } from '../../core/failures/errors';
import { UnansweredError } from '../../core/registration/innovation-sandbox/errors';
import type { Sandbox } from '../../core/registration/innovation-sandbox/model';

const LIST: SandboxCall = { method: 'GET', path: '/accounts' };

/** An account as the list shows it. */
export interface ListedAccount {
  readonly awsAccountId: string;
}

/** The list, as the API words it. Throws a RefusalError or an UnansweredError. */
export async function listedAccounts(transport: SandboxTransport, sandbox: Sandbox): Promise<ListedAccount[]> {
  const { status, body } = await transport.call(sandbox, LIST);
  if (status >= 500 || status === 408 || status === 409 || status === 429) {
    throw new UnansweredError(operationOf(LIST), `${status}: ${wordsOf(body)}`);
  }
  if (status !== 200) {
    throw new RefusalError(operationOf(LIST), `${status}: ${wordsOf(body)}`);
  }
  const { result, nextPageIdentifier } = dataOf(body);
  if (!Array.isArray(result)) {
    throw new UnansweredError(operationOf(LIST), 'an answer that holds no accounts');
  }
  // One page holds 2,000. Whoever has more must not be told too few.
  if (nextPageIdentifier !== null && nextPageIdentifier !== undefined) {
    throw new RefusalError(operationOf(LIST), `more accounts than one page holds, which is ${result.length}`);
  }
  return (result as readonly { readonly awsAccountId?: unknown }[])
    .filter((account): account is ListedAccount => typeof account.awsAccountId === 'string');
}

function dataOf(body: string): { readonly result?: unknown; readonly nextPageIdentifier?: unknown } {
  try {
    return (JSON.parse(body) as { data?: object } | null)?.data ?? {};
  } catch {
    return {};
  }
}
