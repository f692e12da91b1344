/**
 * The StackSet that puts ISB's role into each account below the pool, a while after the account came there.
 *
 * Without the role nothing in the account can be cleaned, and Innovation Sandbox doesn't wait for it.
 */

import { SANDBOX_NAMES } from '../../../src/contract';
import { ApiError, ApiRequest } from '../../kernel/types';
import { drawUuid } from '../identifiers';
import { pageOf, pageSize } from '../paging';
import { AccountState } from '../service-catalog/catalog-state';
import { SandboxContext } from '../innovation-sandbox/sandbox-context';
import { StackInstanceState } from '../innovation-sandbox/sandbox-state';

const PAGE = 100;

export class SandboxStackSet {
  constructor(private readonly sandbox: SandboxContext) {}

  private get name(): string {
    return SANDBOX_NAMES.stackSet(this.sandbox.world.namespace);
  }

  /** Name and the part that AWS adds to it. */
  get id(): string {
    return `${this.name}:${drawUuid(this.sandbox.organization.clock, 'stack-set', this.name)}`;
  }

  /** An account came below the pool; `at once` for one that was there before the first rehearsal. */
  deploy(account: AccountState, atOnce = false): void {
    const { organization: { clock }, now, state, world } = this.sandbox;
    if (state.instances.some(({ accountId }) => accountId === account.id)) return;
    const fault = this.sandbox.struckBy('stack-set-takes', account);
    const drawn = world.stackSetMinutes * (0.5 + clock.draw('stack-set', account.name, now));
    const milliseconds = atOnce ? 0 : Math.round((fault?.minutes ?? drawn) * 60_000);
    const failure = atOnce ? undefined : this.sandbox.struckBy('stack-set-fails', account)?.message;
    state.instances.push({
      accountId: account.id,
      visibleFrom: now + Math.round(milliseconds / 3),
      settledFrom: now + milliseconds,
      ...(failure !== undefined ? { failure } : {}),
    });
  }

  /** An account left the pool: its instance goes with it. */
  remove(accountId: string): void {
    const { state } = this.sandbox;
    state.instances = state.instances.filter((instance) => instance.accountId !== accountId);
  }

  /** Whether Innovation Sandbox can work in the account. */
  hasRole(accountId: string): boolean {
    const instance = this.sandbox.state.instances.find((candidate) => candidate.accountId === accountId);
    return instance !== undefined && statusOf(instance, this.sandbox.now) === 'CURRENT';
  }

  /** DescribeStackInstance and ListStackInstances. */
  handle(request: ApiRequest): unknown {
    const { input } = request;
    const { organization, world, now } = this.sandbox;
    const isHere = request.caller.accountId === organization.world.organization.managementAccountId && request.region === world.region;
    if (!isHere || ![this.name, this.id].includes(String(input.StackSetName))) {
      throw new ApiError('StackSetNotFoundException', `StackSet ${String(input.StackSetName)} not found`, 404);
    }
    const instances = this.sandbox.state.instances.filter(({ visibleFrom }) => visibleFrom <= now);
    if (request.action === 'ListStackInstances') {
      const wanted = instances.filter(({ accountId }) => input.StackInstanceAccount === undefined || accountId === input.StackInstanceAccount);
      const page = pageOf(wanted, input.NextToken, pageSize(input.MaxResults, PAGE, PAGE));
      return { Summaries: page.items.map((instance) => this.view(instance)), NextToken: page.next };
    }
    const instance = instances.find(({ accountId }) => accountId === input.StackInstanceAccount && input.StackInstanceRegion === world.region);
    if (!instance) {
      throw new ApiError('StackInstanceNotFoundException', `StackInstance not found for StackSet ${this.name}, account ${String(input.StackInstanceAccount)} and region ${String(input.StackInstanceRegion)}`, 404);
    }
    return { StackInstance: this.view(instance) };
  }

  private view(instance: StackInstanceState): unknown {
    const { organization: { clock, partition }, now, world } = this.sandbox;
    const { accountId } = instance;
    const status = statusOf(instance, now);
    const settled = now >= instance.settledFrom;
    const stackId = drawUuid(clock, 'stack-instance', accountId);
    return {
      StackSetId: this.id,
      Region: world.region,
      Account: accountId,
      ...(status === 'CURRENT' ? { StackId: `arn:${partition}:cloudformation:${world.region}:${accountId}:stack/StackSet-${this.name}-${stackId}/${stackId}` } : {}),
      Status: status,
      StackInstanceStatus: { DetailedStatus: settled ? (instance.failure === undefined ? 'SUCCEEDED' : 'FAILED') : 'RUNNING' },
      StatusReason: settled ? instance.failure : 'User initiated operation',
      OrganizationalUnitId: world.organizationalUnits.pool,
      DriftStatus: 'NOT_CHECKED',
    };
  }
}

function statusOf({ settledFrom, failure }: StackInstanceState, now: number): 'CURRENT' | 'OUTDATED' {
  return failure === undefined && settledFrom <= now ? 'CURRENT' : 'OUTDATED';
}
