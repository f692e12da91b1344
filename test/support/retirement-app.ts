/** A pool with its retirement beside it, and people who ask for something at a time: as what a schedule hands to the function. */

import type { AccountRetirementProps } from 'account-robot';
import { AccountPool, AccountRetirement } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type { Scenario } from './rehearse-app';
import { ACCOUNT, HOLDING, REGION } from './rehearse-app';
import { EXTERNAL_ID, HUB_ROLE_ARN, MACHINE_CLIENT_ARN, sandboxBlock } from './sandbox-app';
import type { RetireRequest } from '../../src/contract';

export const RETIRED = 'ou-abcd-99990000';

/** Ten minutes each: what is asked here doesn't depend on how long a creation takes. */
export const FACTORY = { creationMinutes: { median: 10, sigma: 0, minimum: 10, maximum: 10 } };

/** The units of the tests, with one that denies everything. */
export const UNITS = [
  { id: HOLDING, name: 'Pool', registered: true },
  { id: RETIRED, name: 'Retired', registered: false, deniedActions: ['*'] },
];

/** What a test of retirement may differ in. */
export interface RetirementScenario {
  readonly size?: number;
  readonly props?: Partial<AccountRetirementProps>;
  /** What is asked so many minutes after the stack of retirement has been deployed, and again after as many more. */
  readonly asks?: readonly { readonly afterMinutes: number; readonly request: RetireRequest }[];
  readonly noSandbox?: boolean;
  /** Of the accounts. */
  readonly tags?: Record<string, string>;
}

/** The app. */
export function retirementApp({ size = 2, props, asks = [], tags }: RetirementScenario = {}): (app: App) => void {
  return app => {
    const env = { account: ACCOUNT, region: REGION };
    const pool = new AccountPool(new Stack(app, 'Pool', { env }), 'Pool', { size, ...tags && { tags } });
    const beside = new Stack(app, 'PoolRetirement', { env });
    const retirement = new AccountRetirement(beside, 'Retirement', { pool, retiredOrganizationalUnitId: RETIRED, ...props });
    asks.forEach(({ afterMinutes, request }, index) => {
      new events.Rule(beside, `Ask${index}`, {
        schedule: events.Schedule.rate(Duration.minutes(afterMinutes)),
        targets: [new targets.LambdaFunction(retirement.retireFunction, { event: events.RuleTargetInput.fromObject(request) })],
      });
    });
  };
}

/** A sandbox whose roles trust the whole account, and not the factory alone. */
const TRUSTING = {
  machineClient: { roleArn: MACHINE_CLIENT_ARN, externalId: EXTERNAL_ID, trustedPrincipal: ACCOUNT },
  hubRole: { roleArn: HUB_ROLE_ARN, trustedPrincipal: ACCOUNT },
};

/** A rehearsal of it. */
export function retiring(scenario: RetirementScenario, world: Record<string, any> = {}): Scenario {
  return {
    app: retirementApp(scenario),
    settings: scenario.noSandbox ? {} : { sandbox: sandboxBlock() },
    rollback: false,
    world: {
      factory: FACTORY,
      ...world,
      organization: { organizationalUnits: UNITS, ...world.organization },
      ...scenario.noSandbox ? {} : { sandbox: { ...TRUSTING, ...world.sandbox } },
    },
  };
}
