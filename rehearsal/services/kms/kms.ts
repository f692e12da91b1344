/** KMS: keys as resources. Who decrypts by way of a service asks them. */

import { KEY_PROPERTIES, Keys, KeyType } from './keys';
import { defineService } from '../service';

export const kms = defineService({
  name: 'kms',
  start: to => ({ keys: new Keys(to.iam), partition: to.partition }),
  resourceTypes: { 'AWS::KMS::Key': { facts: { properties: KEY_PROPERTIES }, start: ({ keys, partition }) => new KeyType(keys, partition) } },
});
