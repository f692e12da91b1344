/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'CreateAccount answers at once with IN_PROGRESS; the account is in the root minutes later',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'what is wrong with a request for an account shows in its status: EMAIL_ALREADY_EXISTS, INVALID_EMAIL, ACCOUNT_LIMIT_EXCEEDED, CONCURRENT_ACCOUNT_MODIFICATION',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccountStatus.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'it shows there after ten seconds',
    mark: 'inferred',
    source: 'minutes are documented for what succeeds, and nothing for what fails',
  },
  {
    does: 'names of 1 to 50 printable characters, addresses of 6 to 64; others are refused with InvalidInputException',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'each label of an address\'s domain is held to the rules for the whole domain',
    mark: 'observed',
    source: 'aws-ia/terraform-aws-control_tower_account_factory, issues about addresses that were refused',
  },
  {
    does: 'five accounts can be in creation at a time, three in closure',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html',
  },
  {
    does: 'CloseAccount: PENDING_CLOSURE, minutes later CLOSED, gone after 90 days; its address is never free again',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_close.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'in thirty days as many accounts can be closed as 250 or a fifth of the members, up to 1000',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html',
  },
  {
    does: 'an account has a State and no Status any more',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'units and accounts have paths of ids, from the organization\'s on, with a slash at the end',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'MoveAccount has an error of its own for a source, a destination and a place where the account is already',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'a move is an event of CloudTrail on the default bus of the management account, in the one Region where Organizations has its events, seconds later',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html; how many seconds, AWS says nowhere',
  },
  {
    does: 'lists of the accounts of a parent lag as all lists of accounts do, and as reads of where an account is',
    mark: 'inferred',
    source: 'AWS says of Organizations that its reads are eventually consistent, and of no call in particular',
  },
  {
    does: 'an account that is not where MoveAccount says is refused with AccountNotFoundException',
    mark: 'inferred',
    source: 'AWS documents no refusal for it; Innovation Sandbox handles this one there',
  },
  {
    does: 'tags are added and overwritten by key; who doesn\'t exist has none: TargetNotFoundException',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_TagResource.html',
    heldAgainst: ['service models', 'moto', 'ministack'],
  },
  {
    does: 'tag policies are enforced on the tags that a call brings',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies-enforcement.html',
  },
  {
    does: 'lists come in pages of at most 20, with a token until there are no more',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html',
    heldAgainst: ['service models', 'moto'],
  },
  {
    does: 'member accounts may call DescribeOrganization and nothing else',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html',
  },
  {
    does: 'the root has service control policies enabled',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/controltower/latest/userguide/how-control-tower-works.html',
    heldAgainst: ['service models', 'ministack'],
  },
  {
    does: 'what has just changed may not show in reads for some seconds, each read by itself',
    mark: 'observed',
    source: 'awslabs/landing-zone-accelerator-on-aws, waits after changes; how long is the world file\'s',
  },
  {
    does: 'Control Tower has trusted access, whatever its home Region',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-CTower.html',
    heldAgainst: ['service models'],
  },
];
