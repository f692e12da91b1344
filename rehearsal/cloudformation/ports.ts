/** What the engine needs of the rest of the rehearsal. */

import type { IamDirectory } from '../iam/directory';
import type { FunctionHost } from '../kernel/function-host';
import type { Clock } from '../kernel/types';
import type { FaultBook } from '../world/faults';

/** The part of the IAM directory that the engine writes to and asks. */
export type IamRegister = Pick<IamDirectory, 'putRole' | 'removeRole' | 'putPolicy' | 'removePolicy' | 'authorize'>;

/** Who may use a portfolio of Service Catalog. */
export interface PortfolioRegister {
  associatePrincipal(portfolioId: string, principalArn: string): void;
  disassociatePrincipal(portfolioId: string, principalArn: string): void;
}

/** Everything outside the engine that it acts on. */
export interface Surroundings {
  readonly clock: Clock;
  readonly host: FunctionHost;
  readonly iam: IamRegister;
  readonly portfolio: PortfolioRegister;
  readonly faults: FaultBook;
  readonly partition: string;
  /** The host name of the URLs that custom resources answer to. */
  readonly responseUrlHost: string;
}
