/** Innovation Sandboxes, by what each publishes of itself in the management account. */

import { DescribeParametersCommand, GetParameterCommand } from '@aws-sdk/client-ssm';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { pages, present } from './looks';
import type { SnapshotSandbox } from '../../core/operator/snapshot';
import { SANDBOX_NAMES } from '../../src/contract';
import { configurationOf } from '../innovation-sandbox/pool-units';
import { calling } from '../shared/errors';

/** What the names of their parameters begin with and end with. */
const [PREFIX, ENDING] = SANDBOX_NAMES.poolParameter(' ').split(' ');
/** So many are read at most. */
const MOST = 5;

export class SandboxReader {
  constructor(private readonly client: SSMClient, private readonly region: string) {}

  /** All that publish themselves in this Region. */
  public async sandboxes(): Promise<SnapshotSandbox[]> {
    const all = await pages(async token => {
      const answer = await calling('ssm:DescribeParameters', async () => this.client.send(new DescribeParametersCommand({
        ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: [PREFIX] }],
        MaxResults: 50,
        NextToken: token,
      })));
      return { items: answer.Parameters, next: answer.NextToken };
    });
    const sandboxes: SnapshotSandbox[] = [];
    for (const name of all.map(({ Name = '' }) => Name).filter(each => each.endsWith(ENDING)).sort().slice(0, MOST)) {
      const { Parameter } = await calling('ssm:GetParameter', async () => this.client.send(new GetParameterCommand({ Name: name })));
      const { version, units } = configurationOf(Parameter?.Value ?? '');
      sandboxes.push(present({ namespace: name.slice(PREFIX.length, -ENDING.length), region: this.region, version: version.replace(/^v/, ''), units }));
    }
    return sandboxes;
  }
}
