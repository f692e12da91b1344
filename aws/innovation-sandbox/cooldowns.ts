/** Who cools down: from version 1.3 on an account waits in CleanUp for a while after it was cleaned, and only its record tells. */

import { operationOf, wordsOf } from './sandbox-transport';
import type { SandboxCall, SandboxTransport } from './sandbox-transport';
import type { CapacityPorts } from '../../core/capacity/ports';
import { RefusalError } from '../../core/failures/errors';
import { UnansweredError } from '../../core/registration/innovation-sandbox/errors';
import type { Sandbox } from '../../core/registration/innovation-sandbox/model';

const LIST: SandboxCall = { method: 'GET', path: '/accounts' };
/** What a record's cleaning is called then. */
const COOLING_DOWN = 'COOLING_DOWN';

/** An account as the list shows it: what we read of it. */
interface ListedAccount {
  readonly awsAccountId?: unknown;
  readonly activeCleanup?: { readonly status?: unknown };
}

type CooldownPort = CapacityPorts['sandbox'];

/** The list of all records, asked for as a machine client. */
export class Cooldowns implements CooldownPort {
  constructor(private readonly transport: SandboxTransport) {}

  public async coolingDown(sandbox: Sandbox): Promise<string[]> {
    const { status, body } = await this.transport.call(sandbox, LIST);
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
    return (result as readonly ListedAccount[])
      .filter(({ activeCleanup }) => activeCleanup?.status === COOLING_DOWN)
      .map(({ awsAccountId }) => awsAccountId)
      .filter((id): id is string => typeof id === 'string');
  }
}

function dataOf(body: string): { readonly result?: unknown; readonly nextPageIdentifier?: unknown } {
  try {
    return (JSON.parse(body) as { data?: object } | null)?.data ?? {};
  } catch {
    return {};
  }
}
