/** Who cools down: from version 1.3 on an account waits in CleanUp for a while after it was cleaned, and only its record tells. */

import { recordIn } from './account-body';
import { listedAccounts } from './account-list';
import type { SandboxTransport } from './sandbox-transport';
import type { CapacityPorts } from '../../core/capacity/ports';
import type { Sandbox } from '../../core/registration/innovation-sandbox/model';

/** What a record's cleaning is called then. */
const COOLING_DOWN = 'COOLING_DOWN';

type CooldownPort = CapacityPorts['sandbox'];

/** The list of all records, asked for as a machine client. */
export class Cooldowns implements CooldownPort {
  constructor(private readonly transport: SandboxTransport) {}

  public async coolingDown(sandbox: Sandbox): Promise<string[]> {
    return (await listedAccounts(this.transport, sandbox))
      .filter(account => recordIn(account)?.cleaning?.phase === COOLING_DOWN)
      .map(({ awsAccountId }) => awsAccountId);
  }
}
