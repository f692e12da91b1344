/** AWS::ServiceCatalog::PortfolioPrincipalAssociation: lets a role use the products of a portfolio. */

import type { Catalog } from './catalog';
import type { TypeFacts } from '../../cloudformation/known-properties';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import { UnknownToRehearsal } from '../../kernel/types';

export const PORTFOLIO_ASSOCIATION_FACTS: TypeFacts = {
  properties: {
    understood: ['PortfolioId', 'PrincipalARN', 'PrincipalType'],
    harmless: { AcceptLanguage: 'it is about the language of messages' },
  },
  attachedTo: 'PrincipalARN',
};

export class PortfolioAssociationType implements ResourceType {
  public readonly seconds = 3;
  public readonly createOnly = ['*'];

  constructor(private readonly portfolio: Pick<Catalog, 'associatePrincipal' | 'disassociatePrincipal'>) {}

  public put(place: Place, properties: Record<string, unknown>): ResourceContent {
    const kind = text(properties, 'PrincipalType');
    if (kind !== 'IAM') {
      throw new UnknownToRehearsal(`the association ${place.stack.name}/${place.logicalId} has a principal of the type '${kind}', and the rehearsal knows the type IAM only; name the role by its ARN.`);
    }
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
