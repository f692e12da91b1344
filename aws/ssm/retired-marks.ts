/** The marks of accounts that are retired, as parameters of Systems Manager: a name that everybody can work out, whatever stack the account is of. */

import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { markName, markOf } from '../../core/retirement/marks';
import type { RetiredMark } from '../../core/retirement/ports';
import { callingOrNull } from '../shared/errors';

/** What Systems Manager says of a name that no parameter has. */
export const NOT_THERE = ['ParameterNotFound'];

/** Reads them. Who retires accounts writes them. */
export class RetiredMarks {
  constructor(private readonly client: SSMClient) {}

  /** null: deployments may do with the account what they like. */
  public async read(owner: string): Promise<Partial<RetiredMark> | null> {
    const answer = await callingOrNull('ssm:GetParameter', NOT_THERE, async () => this.client.send(new GetParameterCommand({ Name: markName(owner) })));
    return answer === null ? null : markOf(answer.Parameter?.Value ?? '');
  }
}
