/** Runs the legs of an account as CloudFormation and the Provider framework would: kick, then a poll at once and every half minute. */

import type { SmallWorld } from './small-world';
import type { DomainEvent } from '../../../core/events/event';
import { createLog } from '../../../core/log';
import { controlTowerRoad } from '../../../core/pool-account/control-tower-road';
import type { PoolAccountSettings } from '../../../core/pool-account/decide-pool-account';
import type { LegWindow } from '../../../lambda/pool-account/leg';
import type { PollEvent } from '../../../lambda/pool-account/leg-events';
import { openLeg } from '../../../lambda/pool-account/open-leg';
import { runLeg } from '../../../lambda/pool-account/run-leg';
import { POLL_SECONDS, WAITER_MINUTES } from '../../../src/contract';
import { catalogued } from '../../core/events/catalogued';
import { at, OWNER, SETTINGS } from '../../core/fixtures';

export const STACK_ID = 'arn:aws:cloudformation:eu-west-1:999900001111:stack/pool-stack/guid';
export const CANARY = 'https://bucket.s3.amazonaws.com/canary?X-Amz-Signature=canary';

export const PROPERTIES = { ServiceToken: 'arn', AccountName: 'pool-010', AccountEmail: 'aws+pool-010@example.com', Owner: OWNER };

/** The leg began ten minutes into the deployment. */
export function legWindow(changes: Partial<LegWindow> = {}): LegWindow {
  return {
    startedAt: at(10).toISOString(),
    deadline: at(60).toISOString(),
    deploymentStartedAt: at(0).toISOString(),
    epoch: 'CREATE_IN_PROGRESS/never',
    ...changes,
  };
}

/** One leg and what came of it. */
export interface LegRun {
  readonly leg: string;
  readonly polls: number;
  readonly data?: Readonly<Record<string, string>>;
  readonly error?: Error;
}

export interface RelayOptions {
  readonly properties?: Record<string, unknown>;
  readonly requestType?: 'Create' | 'Update';
  readonly log?: string[];
  readonly settings?: PoolAccountSettings;
  /** Settings that can't be read. */
  readonly unreadable?: () => never;
  /** What others are told, in its order. */
  readonly told?: DomainEvent[];
  /** Called before each poll. */
  readonly beforePoll?: (leg: string, poll: number) => void;
}

/** The calls that changed something at the factory or about the account, in their order. */
export function mutations(world: SmallWorld): string[] {
  return world.calls.filter(call => ['provision', 'update', 'terminate', 'tag'].includes(call));
}

export function event(leg: string, options: RelayOptions = {}): PollEvent {
  return {
    RequestType: options.requestType ?? 'Create',
    StackId: STACK_ID,
    LogicalResourceId: `Pool010${leg}`,
    ResourceProperties: { ...PROPERTIES, Leg: leg, ...options.properties },
    ...{ ResponseURL: CANARY, RequestId: 'request' },
  };
}

/** Runs one leg to its end, or to the waiter's last poll. */
export async function runOneLeg(world: SmallWorld, leg: string, options: RelayOptions = {}): Promise<LegRun> {
  const received = event(leg, options);
  const answer = await openLeg(received, world.ports.stacks, world.clock);
  const poll: PollEvent = { ...received, ...answer };
  for (let polls = 1; polls <= WAITER_MINUTES * 60 / POLL_SECONDS + 1; polls++) {
    options.beforePoll?.(leg, polls);
    const log = createLog(line => options.log?.push(line), () => world.now, { account: 'pool-010' });
    try {
      const { told = [] } = options;
      const events = { send: async (some: readonly DomainEvent[]) => void told.push(...catalogued(some)) };
      const settings = options.unreadable ?? (() => options.settings ?? SETTINGS);
      const result = await runLeg(poll, { ports: world.ports, road: () => controlTowerRoad(settings(), world.ports), clock: world.clock, log, events });
      if (result.IsComplete) {
        return { leg, polls, ...(result.Data === undefined ? {} : { data: result.Data }) };
      }
    } catch (error) {
      return { leg, polls, error: error as Error };
    }
    world.pass(0.5);
  }
  throw new Error(`leg ${leg} outlived its waiter`);
}

/** Runs Start, Leg2 and Resource, one after the other. */
export async function runRelay(world: SmallWorld, options: RelayOptions = {}): Promise<{ start: LegRun; middle: LegRun; last: LegRun }> {
  const start = await runOneLeg(world, 'Start', options);
  const middle = await runOneLeg(world, 'Leg2', options);
  const last = await runOneLeg(world, 'Resource', options);
  return { start, middle, last };
}
