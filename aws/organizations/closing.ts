/** Closes accounts. */

import { CloseAccountCommand } from '@aws-sdk/client-organizations';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { RefusalError } from '../../core/failures/errors';
import type { ClosingPort } from '../../core/retirement/ports';
import { calling } from '../shared/errors';

/** It is being closed, or it is: what was asked for is so. */
const CLOSED_ALREADY = ['AccountAlreadyClosedException', 'ConflictException'];
const OVER_BUDGET = 'CLOSE_ACCOUNT_QUOTA_EXCEEDED';
const TOO_MANY = 'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED';

/** AWS Organizations, for the one call that nobody takes back after 90 days. */
export class AccountClosing implements ClosingPort {
  constructor(private readonly client: OrganizationsClient) {}

  public async close(accountId: string): Promise<'asked' | 'over-budget' | 'busy'> {
    try {
      await calling('organizations:CloseAccount', async () => this.client.send(new CloseAccountCommand({ AccountId: accountId })));
      return 'asked';
    } catch (error) {
      if (!(error instanceof RefusalError)) {
        throw error;
      }
      if (CLOSED_ALREADY.some(name => error.text.startsWith(name))) {
        return 'asked';
      }
      if (error.text.includes(OVER_BUDGET)) {
        return 'over-budget';
      }
      if (error.text.includes(TOO_MANY)) {
        return 'busy';
      }
      throw error;
    }
  }
}
