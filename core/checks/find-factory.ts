/** Finds the Account Factory product, and notices what no account could be created with before the first one is asked for. */

import { FACTORY_PORTFOLIO_NAME, FACTORY_PRODUCT_NAME } from '../../src/contract';
import { AccountFailure } from '../failures/errors';
import { failureOf } from '../failures/failures';

/** The systems that are asked, each question as one method. */
export interface LandingZonePort {
  /** The account that the function runs in. */
  accountId(): Promise<string>;
  /** The management account of the organization; undefined without an organization. */
  managementAccountId(): Promise<string | undefined>;
  /** Portfolios of this region with that name. */
  portfolioId(name: string): Promise<string | undefined>;
  productId(name: string): Promise<string | undefined>;
  /** Ids of the portfolios that hold the product. */
  portfoliosOf(productId: string): Promise<string[]>;
  hasIdentityCenter(): Promise<boolean>;
}

/** Where the factory is. */
export interface FactoryLocation {
  readonly portfolioId: string;
  readonly productId: string;
}

/**
 * Looks the factory up. Throws an AccountFailure that says what is wrong with the place of deployment.
 *
 * `isFirst` tells the first look from later ones. Those must succeed whenever there is a factory, because a rollback looks again, too: if it failed for
 * what the update failed for, the stack would be stuck.
 */
export async function findFactory(landingZone: LandingZonePort, region: string, isFirst = true): Promise<FactoryLocation> {
  const [accountId, managementAccountId] = [await landingZone.accountId(), await landingZone.managementAccountId()];
  if (accountId !== managementAccountId) {
    throw new AccountFailure(failureOf('AR-NOT-MANAGEMENT-ACCOUNT', {
      accountId, expected: managementAccountId === undefined ? 'this account belongs to none' : `here ${managementAccountId}`,
    }));
  }
  const portfolioId = await landingZone.portfolioId(FACTORY_PORTFOLIO_NAME);
  if (portfolioId === undefined) {
    throw new AccountFailure(failureOf('AR-WRONG-REGION', { value: region, expected: `portfolio '${FACTORY_PORTFOLIO_NAME}'` }));
  }
  const productId = await landingZone.productId(FACTORY_PRODUCT_NAME);
  if (productId === undefined || !(await landingZone.portfoliosOf(productId)).includes(portfolioId)) {
    throw new AccountFailure(failureOf('AR-WRONG-REGION', { value: region, expected: `product '${FACTORY_PRODUCT_NAME}' in that portfolio` }));
  }
  if (isFirst && !await landingZone.hasIdentityCenter()) {
    throw new AccountFailure(failureOf('AR-IDENTITY-CENTER-OFF', { value: region }));
  }
  return { portfolioId, productId };
}
