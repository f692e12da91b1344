/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'the product of Account Factory, its portfolio, its owner and its type CONTROL_TOWER_ACCOUNT go by AWS\'s names',
    mark: 'seen in source',
    source: 'aws-ia/terraform-aws-control_tower_account_factory',
    heldAgainst: ['service models'],
  },
  {
    does: 'ListPortfolios and DescribeProductAsAdmin need no access to the portfolio; SearchProducts and ListLaunchPaths show only what the caller may launch',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/servicecatalog/latest/dg/API_SearchProducts.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'ProvisionProduct answers with a record that is CREATED; the product is UNDER_CHANGE',
    mark: 'seen in source',
    source: 'aws-ia/terraform-aws-control_tower_account_factory',
    heldAgainst: ['service models'],
  },
  {
    does: 'the same token gives the same answer',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ProvisionProduct.html',
  },
  {
    does: 'a name in use is refused with InvalidParametersException, "A stack named ... already exists."',
    mark: 'observed',
    source: 'aws-ia/terraform-aws-control_tower_account_factory, issue 19; https://docs.aws.amazon.com/controltower/latest/userguide/troubleshooting.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'while an artifact is built anew, ProvisionProduct is refused: "Package is in state CREATING, but must be in state AVAILABLE"',
    mark: 'seen in source',
    source: 'schubergphilis/awsapilib',
  },
  {
    does: 'a caller whose role is not in the portfolio finds no launch path, and a new association takes its time',
    mark: 'observed',
    source: 'hashicorp/terraform-provider-aws, waits for associations',
  },
  {
    does: 'a first operation that fails leaves ERROR, a later one TAINTED',
    mark: 'seen in source',
    source: 'hashicorp/terraform-provider-aws, wait.go; https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ProvisionedProductDetail.html',
  },
  {
    does: 'terminating a product takes its record along; TerminateProvisionedProduct of one that is gone is ResourceNotFoundException',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/servicecatalog/latest/dg/API_TerminateProvisionedProduct.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'outputs stand on records that succeeded only',
    mark: 'observed',
    source: 'idealo/terraform-provider-controltower, issue 9',
  },
  {
    does: 'tags of the request go to the records of the creation; whether those of an update do is the world file\'s',
    mark: 'inferred',
    source: 'published answers disagree',
  },
  {
    does: 'ListPrincipalsForPortfolio tells the roles and the patterns that may launch from a portfolio',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ListPrincipalsForPortfolio.html',
    heldAgainst: ['service models'],
  },
];
