/** What a world file may say: a {@link World} in which everything derived from the app may be left out. */

import type { BusyReason, FailureReason } from './factory-texts';
import type {
  Fault,
  SandboxUnit,
  World,
  WorldAccount,
  WorldFactory,
  WorldOrganization,
  WorldOrganizationalUnit,
  WorldProduct,
  WorldSandbox,
  WorldSandboxAccount,
} from './world';

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;
type CreationFails = Extract<Fault, { kind: 'creation-fails' }>;
type Busy = Extract<Fault, { kind: 'busy' }>;
type Appears = Extract<Fault, { kind: 'account-appears' }>;

/** A fault as users write it: the words of the factory may be given by a short name. */
export type FaultEntry =
  | Exclude<Fault, CreationFails | Busy | Appears>
  | Optional<Appears, 'parentId'>
  | (Optional<CreationFails, 'message' | 'afterMinutes' | 'accountCreated'> & { readonly reason?: FailureReason })
  | (Optional<Busy, 'message'> & { readonly reason: BusyReason });

/** An Innovation Sandbox as users write it. */
export type WorldSandboxFile =
  & Optional<Omit<WorldSandbox, 'organizationalUnits' | 'accounts'>, 'namespace' | 'version' | 'region' | 'hubAccountId' | 'apiId' | 'billingViews'>
  & {
    readonly organizationalUnits: Readonly<Partial<Record<SandboxUnit, string>>>;
    readonly accounts: readonly Optional<WorldSandboxAccount, 'cleaning'>[];
  };

/** A world file after the schema's defaults were filled in. */
export interface WorldFile extends Pick<World, 'operations' | 'deployment' | 'values' | 'lag' | 'leases' | 'buttons'> {
  readonly organization:
  & Optional<Omit<WorldOrganization, 'organizationalUnits' | 'accounts' | 'products'>, 'managementAccountId' | 'homeRegion' | 'rootId' | 'absentServices'>
  & {
    readonly organizationalUnits?: readonly Optional<WorldOrganizationalUnit, 'parentId'>[];
    readonly accounts?: readonly Optional<WorldAccount, 'id' | 'email' | 'parentId'>[];
    readonly products: readonly Optional<WorldProduct, 'succeededOnce'>[];
  };
  readonly factory: Optional<WorldFactory, 'concurrency'>;
  readonly sandbox?: WorldSandboxFile;
  readonly furtherSandboxes?: readonly WorldSandboxFile[];
  readonly faults: readonly FaultEntry[];
}
