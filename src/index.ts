export { AccountFactory } from './sources/control-tower/account-factory';
export type { AccountFactoryProps, SsoUser } from './sources/control-tower/account-factory-props';
export { AccountPool } from './accounts/account-pool';
export type { AccountPoolProps } from './accounts/account-pool-props';
export { InnovationSandbox, type InnovationSandboxOptions } from './sandbox/innovation-sandbox';
export { PoolAccount, type IPoolAccount, type PoolAccountAttributes } from './accounts/pool-account';
export type { PoolAccountProps } from './accounts/pool-account-props';
export { SandboxAccess, type MachineClientOptions, type SignedInvokeOptions } from './sandbox/sandbox-access';
export { SandboxGeneration, SandboxHubAccess, type SandboxHubAccessProps } from './sandbox/sandbox-hub-access';
