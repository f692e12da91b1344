/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'the manifest of the landing zone names the accounts that Control Tower keeps for itself',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/controltower/latest/userguide/lz-api-launch.html',
  },
  {
    does: 'an account takes minutes that are drawn around a median, with a long tail',
    mark: 'observed',
    source: 'issues of aws-ia/terraform-aws-control_tower_account_factory, idealo/terraform-provider-controltower and hashicorp/terraform-provider-aws',
  },
  {
    does: 'five operations on accounts run at a time by default, one removal; the next one fails in its record with ResourceInUseException',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/controltower/latest/userguide/limits.html',
  },
  {
    does: 'the call itself succeeds: that the factory is busy stands in the record, seconds later',
    mark: 'observed',
    source: 'gruntwork and aws-ia/terraform-aws-control_tower_account_factory, issue 363',
  },
  {
    does: 'an address of an account in the organization is enrolled instead of created',
    mark: 'seen in source',
    source: 'aws-samples/aws-control-tower-automate-account-creation and AWS\'s sample for enrolling accounts',
  },
  {
    does: 'the name is not compared then',
    mark: 'inferred',
    source: 'no source compares it',
  },
  {
    does: 'a unit that isn\'t registered, or is written otherwise than "Name (ou-id)", fails with "is not enrolled in AWS Control Tower"',
    mark: 'observed',
    source: 'aws-ia/terraform-aws-control_tower_account_factory, issues 169 and 568',
  },
  {
    does: 'removing a product un-enrolls its account, which moves to the root and lives on',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/controltower/latest/userguide/unmanage-account.html',
  },
  {
    does: 'an account whose creation failed may be there all the same, not enrolled',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/controltower/latest/userguide/troubleshooting.html',
  },
  {
    does: 'an update of the landing zone keeps account operations out',
    mark: 'inferred',
    source: '"other Control Tower configuration changes" is what AWS says',
  },
  {
    does: 'with automatic enrollment, a move into a registered unit enrolls',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/controltower/latest/userguide/account-auto-enrollment.html',
  },
  {
    does: 'the caller needs what AWS lists for programmatic provisioning, and fails in the record or in the call without',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/controltower/latest/userguide/automated-provisioning-walkthrough.html',
  },
  {
    does: 'which of both is the world file\'s',
    mark: 'inferred',
    source: 'nobody has published it',
  },
  {
    does: 'AWS\'s own texts of failures, as people have reported them',
    mark: 'observed',
    source: 'the table in docs/world.md names where each comes from',
  },
  {
    does: 'the landing zone\'s version, the latest one, its drift, whether it enrolls what is moved, and the operation in progress',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/controltower/latest/APIReference/API_LandingZoneDetail.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'ListEnabledBaselines: one for each registered unit, and with its children those of accounts that the factory is at work on',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/controltower/latest/APIReference/API_ListEnabledBaselines.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'accounts at rest have no enabled baseline of their own there, though AWS lists them too',
    mark: 'inferred',
    source: 'what is read of children here is what is under change',
  },
  {
    does: 'with automatic enrolment an account that is moved into a registered unit is enrolled, shown as a baseline that its unit\'s has for a parent, and un-enrolled as it leaves',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/controltower/latest/userguide/account-auto-enrollment.html',
  },
  {
    does: 'such an enrolment takes minutes',
    mark: 'inferred',
    source: 'awslabs/landing-zone-accelerator-on-aws waits up to thirty minutes for it; how long is the world file\'s',
  },
];
