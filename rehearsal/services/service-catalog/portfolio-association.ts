/** AWS::ServiceCatalog::PortfolioPrincipalAssociation: lets a role use the products of a portfolio. */

import type { Catalog } from './catalog';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';

export class PortfolioAssociationType implements ResourceType {
  public readonly seconds = 3;
  public readonly createOnly = ['*'];
  public readonly attachedTo = 'PrincipalARN';

  constructor(private readonly portfolio: Pick<Catalog, 'associatePrincipal' | 'disassociatePrincipal'>) {}

  public put(_place: Place, properties: Record<string, unknown>): ResourceContent {
    const [principal, portfolioId] = [text(properties, 'PrincipalARN'), text(properties, 'PortfolioId')];
    this.portfolio.associatePrincipal(portfolioId, principal);
    return { physicalId: `${principal}|${portfolioId}`, properties, attributes: {} };
  }

  public remove({ properties }: ResourceContent): void {
    this.portfolio.disassociatePrincipal(text(properties, 'PortfolioId'), text(properties, 'PrincipalARN'));
  }

  /** The catalog's own state remembers associations. */
  public restore(): void {}
}
