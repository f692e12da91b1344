/**
 * What Innovation Sandbox keeps of its accounts, read in its hub account as a factory of ours reaches it.
 *
 * That takes more than reading rights: the role of a machine client may do whatever its client may, and the one for version 1.2 whatever an administrator may.
 * What is called as it reads: the list of accounts, and what leads there.
 */

import type { STSClient } from '@aws-sdk/client-sts';
import { present } from './looks';
import { transmit } from './rest-call';
import type { SandboxIntent } from '../../core/operator/doctor/app-intent';
import type { SnapshotSandboxRecord } from '../../core/operator/snapshot';
import { recordIn } from '../innovation-sandbox/account-body';
import { listedAccounts } from '../innovation-sandbox/account-list';
import type { HubClients } from '../innovation-sandbox/hub-clients';
import { MachineClient } from '../innovation-sandbox/machine-client';
import type { SandboxTransport } from '../innovation-sandbox/sandbox-transport';
import { SignedInvoke } from '../innovation-sandbox/signed-invoke';
import { calling } from '../shared/errors';
import { signedHeaders } from '../shared/signature';
import type { RawAnswer, SignedRequest } from '../shared/signed-request';
import { AssumedRoles } from '../sts/assumed-roles';

/** What records are read with. */
export interface RecordsContext {
  readonly sts: STSClient;
  readonly hub: HubClients;
  readonly now: () => Date;
  /** In place of AWS's own endpoint for REST APIs: http://127.0.0.1:43211 */
  readonly endpoint?: string;
  /** Learns of each request that no client makes. */
  readonly onRequest: () => void;
}

export class RecordsReader {
  constructor(private readonly ways: Readonly<Record<SandboxIntent['access']['kind'], SandboxTransport>>) {}

  /** All records of a sandbox. Throws a RefusalError, a TransientError or an AccessError. */
  public async records(sandbox: SandboxIntent): Promise<SnapshotSandboxRecord[]> {
    const accounts = await listedAccounts(this.ways[sandbox.access.kind], sandbox);
    return accounts.flatMap(account => {
      const record = recordIn(account);
      return record === undefined ? [] : [present({
        accountId: account.awsAccountId,
        status: record.status,
        lastEditedAt: record.lastEditedAt,
        cleaning: record.cleaning?.phase,
      })];
    });
  }
}

/** Makes one. Sessions and ids of APIs are kept as long as it is. */
export function recordsReader({ sts, hub, now, endpoint, onRequest }: RecordsContext): RecordsReader {
  const roles = new AssumedRoles(sts, now);
  const request = async (signed: SignedRequest): Promise<RawAnswer> => {
    const { method, host, path, headers = {}, body } = signed;
    onRequest();
    return calling(signed.operation, async () =>
      transmit(new URL(endpoint ?? `https://${host}`), { method, path, headers: signedHeaders({ ...signed, headers }) }, body));
  };
  return new RecordsReader({
    'machine-client': new MachineClient(roles, hub, now, request),
    'signed-invoke': new SignedInvoke(roles, hub, now),
  });
}
