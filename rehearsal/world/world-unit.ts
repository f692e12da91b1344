/** An organizational unit of a world. */

export interface WorldOrganizationalUnit {
  readonly id: string;
  readonly name: string;
  /** The root's or another unit's id. */
  readonly parentId: string;
  /** Whether it is registered with Control Tower. */
  readonly registered: boolean;
  /** Of the baseline that registers it; it succeeded, if absent. */
  readonly baselineStatus?: 'SUCCEEDED' | 'FAILED' | 'UNDER_CHANGE';
  /** In sync, if absent. */
  readonly baselineDrift?: 'IN_SYNC' | 'DRIFTED';
  /** What a service control policy of the unit denies in it and below; nothing, if absent. */
  readonly deniedActions?: readonly string[];
}
