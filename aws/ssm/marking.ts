/** Marks accounts as retired, so that deployments leave them alone. A file of its own, because those who only read the marks may write none. */

import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { NOT_THERE } from './retired-marks';
import { markName } from '../../core/retirement/marks';
import type { MarksPort, RetiredMark } from '../../core/retirement/ports';
import { calling, callingOrNull } from '../shared/errors';

/** Writes the marks and takes them away. */
export class Marking implements MarksPort {
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
}
