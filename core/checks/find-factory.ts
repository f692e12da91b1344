/** Finds the Account Factory product, and notices what no account could be created with before the first one is asked for. */

import { FACTORY_PORTFOLIO_NAME, FACTORY_PRODUCT_NAME, FACTORY_PROVIDER } from '../../src/contract';
import { AccountFailure } from '../failures/errors';
import { failureOf } from '../failures/failures';

/** The systems that are asked, each question as one method. */
export interface LandingZonePort {
  /** The account that the function runs in. */
  accountId(): Promise<string>;
  /** The management account of the organization; undefined without an organization. */
  managementAccountId(): Promise<string | undefined>;
  /** The product of this region with that name. */
  productId(name: string): Promise<string | undefined>;
  /** The portfolios that hold the product. */
  portfoliosOf(productId: string): Promise<Portfolio[]>;
  hasIdentityCenter(): Promise<boolean>;
  /** Whether the landing zone leaves access to the organization, so that Account Factory gives accounts to nobody. */
  isAccessSelfManaged(): Promise<boolean>;
}

/** A portfolio of Service Catalog. */
export interface Portfolio {
  /** port-... */
  readonly id: string;
  readonly name?: string;
  /** Who is shown as its provider. */
  readonly provider?: string;
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
      accountId,
      expected: managementAccountId === undefined ? 'this account belongs to none' : `here ${managementAccountId}`,
    }));
  }
  const productId = await landingZone.productId(FACTORY_PRODUCT_NAME);
  if (productId === undefined) {
    throw new AccountFailure(failureOf('AR-WRONG-REGION', { value: region, expected: `product '${FACTORY_PRODUCT_NAME}'` }));
  }
  const portfolioId = portfolioOf(await landingZone.portfoliosOf(productId));
  if (portfolioId === undefined) {
    throw new AccountFailure(failureOf('AR-WRONG-REGION', { value: region, expected: `portfolio that holds the product '${FACTORY_PRODUCT_NAME}'` }));
  }
  if (isFirst && !await landingZone.hasIdentityCenter() && !await landingZone.isAccessSelfManaged()) {
    throw new AccountFailure(failureOf('AR-IDENTITY-CENTER-OFF', { value: region }));
  }
  return { portfolioId, productId };
}

/**
 * The portfolio to be associated with, among those that hold the product: Control Tower's own if it can be told, else the first.
 *
 * A name proves nothing by itself. Portfolios can be renamed, and anybody may make another one of the same name that holds nothing.
 */
function portfolioOf(portfolios: readonly Portfolio[]): string | undefined {
  const own = portfolios.find(({ name, provider }) => name === FACTORY_PORTFOLIO_NAME && provider === FACTORY_PROVIDER)
    ?? portfolios.find(({ name }) => name === FACTORY_PORTFOLIO_NAME)
    ?? portfolios.find(({ provider }) => provider === FACTORY_PROVIDER)
    ?? portfolios[0];
  return own?.id;
}
