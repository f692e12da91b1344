export { AccountFactory, type AccountFactoryProps, type SsoUser } from './account-factory';
export type { AccountSourceConfig, AccountSourceOptions, IAccountSource } from './account-source';
export { PoolAccount, type IPoolAccount, type PoolAccountAttributes, type PoolAccountProps } from './pool-account';
