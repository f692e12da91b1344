/** Builds what growth looks at and acts on. */

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { STSClient } from '@aws-sdk/client-sts';
import type { GrowSettings } from './environment';
import { GrowingStack } from '../../aws/cloudformation/growing-stack';
import { GrowthLedger } from '../../aws/dynamodb/growth-ledger';
import type { GrowthPorts } from '../../core/growth/grow';
import { poolKey } from '../../core/growth/policy';
import type { Log } from '../../core/log';
import type { GrowReply, GrowRequest } from '../../src/contract';
import { Notice } from '../../src/contract';
import { sleep } from '../shared/clock';
import { composeCounts } from '../shared/compose-counts';
import { eventsOf } from '../shared/event-bus';

/** The ports of one run, which has a log of its own. */
export interface GrowthComposition {
  readonly portsOf: (log: Log) => GrowthPorts;
  readonly now: () => Date;
}

/** What growth works with, for a function in `region`. Clients are built once for a warm function. */
export function composeGrowth({ counted, policy, updateRoleArn, ledgerTable }: GrowSettings, region: string): GrowthComposition {
  const { counter, now } = composeCounts(counted, region);
  const sts = new STSClient({});
  const context = { credentials: async () => sts.config.credentials(), now, sleep };
  const stack = new GrowingStack(new CloudFormationClient({ region: counted.stackRegion }), policy.stackName, policy.parameter, updateRoleArn);
  const events = eventsOf(process.env, context);
  return {
    now,
    portsOf: log => ({
      ledger: new GrowthLedger({ ...context, table: ledgerTable, region, pool: poolKey(policy) }, process.env.AWS_LAMBDA_LOG_STREAM_NAME ?? ''),
      stack,
      counts: counter,
      events: events(log),
      now,
      written: writtenTo(log),
    }),
  };
}

/** Logs each entry. */
export function writtenTo(log: Log): GrowthPorts['written'] {
  return ({ at, ...entry }) => log.notice(Notice.GROWTH_WRITTEN, { at: at.toISOString(), ...entry });
}

/** Logs what was asked, and what it was answered. */
export function logAnswer(log: Log, ask: GrowRequest['ask'] | 'unusable', reply: GrowReply): void {
  log.notice(Notice.GROWTH_ANSWERED, { ask, ...reply });
}
