export { AccountFactory, type AccountFactoryProps, type SsoUser } from './account-factory';
export { AccountPool } from './account-pool';
export type { AccountPoolProps } from './account-pool-props';
export type { AccountSourceConfig, AccountSourceOptions, IAccountSource } from './account-source';
export { InnovationSandbox, type InnovationSandboxOptions } from './innovation-sandbox';
export { PoolAccount, type IPoolAccount, type PoolAccountAttributes } from './pool-account';
export type { PoolAccountProps } from './pool-account-props';
export { SandboxAccess, type MachineClientOptions, type SignedInvokeOptions } from './sandbox-access';
export { SandboxGeneration, SandboxHubAccess, type SandboxHubAccessProps } from './sandbox-hub-access';
