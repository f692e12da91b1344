/** The custom resources of our constructs: the rehearsal runs their functions, and knows exactly what they stand on. */

import { ACCOUNT_QUOTA_TYPE, FACTORY_PORTFOLIO_TYPE, POOL_ACCOUNT_TYPE } from '../../src/contract';

export const CUSTOM_TYPES: ReadonlySet<string> = new Set([POOL_ACCOUNT_TYPE, FACTORY_PORTFOLIO_TYPE, ACCOUNT_QUOTA_TYPE]);
