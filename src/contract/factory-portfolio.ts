/** The Account Factory product, and the look-up of it: `Custom::AccountFactoryPortfolio`. */

/** The custom resource type that looks up the Account Factory product and its portfolio. */
export const FACTORY_PORTFOLIO_TYPE = 'Custom::AccountFactoryPortfolio';

/** Its property keys. */
export enum FactoryPortfolioProperty {
  /** The version of this package: an upgrade looks the product up again. */
  PACKAGE_VERSION = 'PackageVersion',
}

/** Its attributes. */
export enum FactoryPortfolioAttribute {
  PORTFOLIO_ID = 'PortfolioId',
  PRODUCT_ID = 'ProductId',
}

/** The name of the Account Factory product in Service Catalog. */
export const FACTORY_PRODUCT_NAME = 'AWS Control Tower Account Factory';
/** The portfolio that Control Tower keeps the product in. */
export const FACTORY_PORTFOLIO_NAME = 'AWS Control Tower Account Factory Portfolio';
/** Who is shown as the provider of that portfolio. */
export const FACTORY_PROVIDER = 'AWS Control Tower';
/** The type of the products that Account Factory provisions. */
export const FACTORY_PRODUCT_TYPE = 'CONTROL_TOWER_ACCOUNT';
