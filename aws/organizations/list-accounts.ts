/** The accounts of the organization, all of them: a scan of a large organization takes hundreds of calls. */

import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import type { Account as SdkAccount, OrganizationsClient } from '@aws-sdk/client-organizations';
import type { Account } from '../../core/accounts/account';
import { calling } from '../shared/errors';
import type { Patience } from '../shared/patience';

/** Reads page after page. Closed accounts are among them for as long as AWS keeps them. `patience` surrounds the call for each page. */
export async function listAccounts(client: OrganizationsClient, patience: Patience = async call => call()): Promise<Account[]> {
  const accounts: Account[] = [];
  let nextToken: string | undefined;
  do {
    const page = await patience(async () => calling('organizations:ListAccounts', async () => client.send(new ListAccountsCommand({ NextToken: nextToken }))));
    accounts.push(...(page.Accounts ?? []).map(accountOf));
    nextToken = page.NextToken;
  } while (nextToken);
  return accounts;
}

/** An account in the terms of the core. */
export function accountOf(account: SdkAccount): Account {
  return {
    id: account.Id ?? '',
    name: account.Name ?? '',
    email: account.Email ?? '',
    // AWS is replacing Status by State.
    status: account.State ?? account.Status ?? 'no status',
    ...(account.JoinedTimestamp === undefined ? {} : { joinedAt: account.JoinedTimestamp.toISOString() }),
    ...(account.JoinedMethod === 'INVITED' ? { invited: true } : {}),
  };
}
