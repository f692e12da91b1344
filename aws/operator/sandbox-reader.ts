/** Innovation Sandboxes, by what each publishes of itself in the management account. */

import { DescribeParametersCommand, GetParametersCommand } from '@aws-sdk/client-ssm';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { pages, present } from './looks';
import type { SnapshotSandbox } from '../../core/operator/snapshot';
import { SANDBOX_NAMES } from '../../src/contract';
import { configurationOf } from '../innovation-sandbox/pool-units';
import { calling } from '../shared/errors';

/** What the names of their parameters begin with and end with. */
const [PREFIX, ENDING] = SANDBOX_NAMES.poolParameter(' ').split(' ');
/** GetParameters takes so many. */
const MOST_NAMES = 10;

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
    const names = all.map(({ Name = '' }) => Name).filter(name => name.endsWith(ENDING)).slice(0, MOST_NAMES);
    if (names.length === 0) {
      return [];
    }
    const { Parameters = [] } = await calling('ssm:GetParameters', async () => this.client.send(new GetParametersCommand({ Names: names })));
    return Parameters.map(({ Name = '', Value = '' }) => {
      const { version, units } = configurationOf(Value);
      return present({ namespace: Name.slice(PREFIX.length, -ENDING.length), region: this.region, version: version.replace(/^v/, ''), units });
    }).sort((one, other) => (one.namespace < other.namespace ? -1 : 1));
  }
}
