/** Cost Explorer: which keys of tags somebody has activated, so that costs are told by them. */

import { pages } from './looks';
import { postJson } from './rest-call';
import type { RestContext } from './rest-call';
import type { SnapshotCostTag } from '../../core/operator/snapshot';

/** So many keys may be asked for at a time. */
const KEYS = 100;

interface TagsPage {
  readonly CostAllocationTags?: readonly { readonly TagKey?: string; readonly Status?: string }[];
  readonly NextToken?: string;
}

export class CostReader {
  constructor(private readonly context: RestContext, private readonly sleep: (seconds: number) => Promise<void>) {}

  /** Those of these keys that billing has seen. */
  public async tags(keys: readonly string[]): Promise<SnapshotCostTag[]> {
    const all = await pages(async token => {
      const answer = await postJson<TagsPage>(
        'ce', 'ListCostAllocationTags', { target: 'AWSInsightsIndexService.ListCostAllocationTags' },
        { TagKeys: keys.slice(0, KEYS), ...(token === undefined ? {} : { NextToken: token }) }, this.context, this.sleep);
      return { items: answer.CostAllocationTags, next: answer.NextToken };
    });
    return all.map(({ TagKey: key = '', Status: status = 'no status' }) => ({ key, status }));
  }
}
