/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'POST /accounts moves the account from Entry to CleanUp, writes its record, assigns groups and asks for its cleaning, in this order',
    mark: 'seen in source',
    source: 'aws-solutions/innovation-sandbox-on-aws 1.2.14, source/common/innovation-sandbox.ts',
  },
  {
    does: 'the accounts API\'s answers, their statuses and texts',
    mark: 'seen in source',
    source: 'aws-solutions/innovation-sandbox-on-aws 1.2.14, accounts-handler.ts, run with faked services',
  },
  {
    does: 'a registration that fails halfway leaves the account in CleanUp without a record, or with one in Entry',
    mark: 'seen in source',
    source: 'aws-solutions/innovation-sandbox-on-aws 1.2.14',
  },
  {
    does: 'from 1.3.0 machines call by signed requests with roles of their own; before it by a token signed with a secret',
    mark: 'documented',
    source: 'aws-solutions/innovation-sandbox-on-aws, CHANGELOG',
  },
  {
    does: 'a record is written after the move: for some time they disagree',
    mark: 'seen in source',
    source: 'aws-solutions/innovation-sandbox-on-aws 1.2.14',
  },
  {
    does: 'the drift monitor quarantines an account without a record in any unit but Entry and Exit at its first look',
    mark: 'seen in source',
    source: 'aws-solutions/innovation-sandbox-on-aws 1.2.14',
  },
  {
    does: 'accounts wait for builds: as many run as the quota of CodeBuild says, five times as many wait',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html',
  },
  {
    does: 'a role that can\'t be taken in the account ends its cleaning in Quarantine',
    mark: 'seen in source',
    source: 'aws-solutions/innovation-sandbox-on-aws 1.2.0 and later',
  },
  {
    does: 'a lease takes the Available account that was cleaned longest ago; when it is over the account goes into CleanUp, is cleaned, and cools down from 1.3 on; one that finds none is refused',
    mark: 'seen in source',
    source: 'aws-solutions/innovation-sandbox-on-aws, CHANGELOG of 1.1.0 and 1.3.0',
  },
  {
    does: 'its bus hears of leases, cleanings and quarantine; details of leases hold the account only',
    mark: 'inferred',
    source: 'detail-types and those of cleanings were read in source, what else stands in details of leases was not',
  },
];
