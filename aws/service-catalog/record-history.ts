/** The records of a product, oldest and newest: they carry the tags that it was requested with. */

import { ListRecordHistoryCommand } from '@aws-sdk/client-service-catalog';
import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { tagsOf, WHOLE_ACCOUNT } from './search-products';
import { ownerOf } from '../../core/accounts/ownership';
import { calling } from '../shared/errors';

/** Whom the records name as the owner of a product; null if nobody. */
export async function ownerInHistory(client: ServiceCatalogClient, provisionedProductId: string): Promise<string | null> {
  let pageToken: string | undefined;
  do {
    const page = await calling('servicecatalog:ListRecordHistory', async () => client.send(new ListRecordHistoryCommand({
      AccessLevelFilter: WHOLE_ACCOUNT,
      SearchFilter: { Key: 'provisionedproduct', Value: provisionedProductId },
      PageToken: pageToken,
    })));
    const owner = (page.RecordDetails ?? []).map(record => ownerOf(tagsOf(record.RecordTags))).find(found => found !== undefined);
    if (owner !== undefined) {
      return owner;
    }
    pageToken = page.NextPageToken;
  } while (pageToken);
  return null;
}
