/** The marks of accounts that are retired, as parameters of Systems Manager: a name that everybody can work out, whatever stack the account is of. */

import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { markName, markOf } from '../../core/retirement/marks';
import type { MarksPort, RetiredMark } from '../../core/retirement/ports';
import { calling, callingOrNull } from '../shared/errors';

const NOT_THERE = ['ParameterNotFound'];

/** Writes and reads them. */
export class RetiredMarks implements MarksPort {
  constructor(private readonly client: SSMClient) {}

  public async set(owner: string, mark: RetiredMark): Promise<void> {
    await calling('ssm:PutParameter', async () => this.client.send(new PutParameterCommand({
      Name: markName(owner),
      Type: 'String',
      Value: JSON.stringify(mark),
      Overwrite: true,
    })));
  }

  public async clear(owner: string): Promise<void> {
    await callingOrNull('ssm:DeleteParameter', NOT_THERE, async () => this.client.send(new DeleteParameterCommand({ Name: markName(owner) })));
  }

  /** null: deployments may do with the account what they like. */
  public async read(owner: string): Promise<Partial<RetiredMark> | null> {
    const answer = await callingOrNull('ssm:GetParameter', NOT_THERE, async () => this.client.send(new GetParameterCommand({ Name: markName(owner) })));
    return answer === null ? null : markOf(answer.Parameter?.Value ?? '');
  }
}
