/** What the desk's construct and its function share: the keys of the table and the environment. */

/** The keys of the desk's table. */
export const DESK_PARTITION_KEY = 'pk';
export const DESK_SORT_KEY = 'sk';
/** The one index, and its keys: lists by state, by person, by pool, and by day. */
export const DESK_INDEX = 'lists';
export const DESK_INDEX_PARTITION_KEY = 'gpk';
export const DESK_INDEX_SORT_KEY = 'gsk';
/** When DynamoDB removes an item, in seconds. It does so late, so whoever reads one looks at it too. */
export const DESK_TTL = 'ttl';

/** The environment of the desk's function. */
export enum DeskEnvironment {
  /** JSON: pools, ceilings, templates, and who has which role. */
  DESK = 'DESK',
  DESK_TABLE = 'DESK_TABLE',
}
