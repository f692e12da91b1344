/**
 * StackSets that follow AWS Organizations: they reach each account below a unit, a while after the account came there, and leave those that leave it.
 *
 * Nobody waits for them: what stands on a StackSet's stack in an account may find it missing.
 */

import type { DescribeStackInstanceCommandOutput, ListStackInstancesCommandOutput, StackInstance, StackInstanceSummary } from '@aws-sdk/client-cloudformation';
import type { ApiRequest } from '../../kernel/types';
import { ApiError } from '../../kernel/types';
import { matchesAccount } from '../../world/faults';
import { drawUuid } from '../identifiers';
import type { MemberAccount } from '../organizations/organization-state';
import type { OrganizationsService } from '../organizations/organizations';
import { pageOf, pageSize } from '../paging';
import type { Answer } from '../sdk';
import type { ServiceContext } from '../service';

/** A StackSet as whoever made it describes it. */
export interface StackSetDefinition {
  readonly name: string;
  /** Of its instances, and of itself. */
  readonly region: string;
  /** The unit below which accounts are reached. */
  readonly unitId: string;
  /** How long it takes to reach an account, more or less a half. */
  readonly minutes: number;
}

export interface StackSetsState {
  /** By the StackSet's name. */
  readonly instances: Record<string, StackInstanceState[]>;
}

/** Times are epoch milliseconds. */
export interface StackInstanceState {
  readonly accountId: string;
  /** Until then there is none. */
  readonly visibleFrom: number;
  /** From then on it is CURRENT, or has failed. */
  readonly settledFrom: number;
  readonly failure?: string;
}

/** A StackSet in the hands of whoever made it. */
export interface KeptStackSet {
  /** Reaches all accounts below its unit at once: what it did before anyone rehearsed. */
  settle(): void;
  /** Whether its stack is in the account. */
  hasReached(accountId: string): boolean;
}

const PAGE = 100;
const MINUTE = 60_000;

export class StackSets {
  private readonly definitions: StackSetDefinition[] = [];

  constructor(private readonly to: ServiceContext, private readonly state: StackSetsState, private readonly organizations: OrganizationsService) {
    organizations.onMoved((account, from, destination) => this.follow(account, from, destination));
  }

  /** Takes a StackSet into its care, with the instances that it has from an earlier rehearsal. */
  public keep(definition: StackSetDefinition): KeptStackSet {
    this.definitions.push(definition);
    this.state.instances[definition.name] ??= [];
    return {
      settle: () => this.organizations.state.accounts
        .filter(({ parentId }) => this.organizations.isBelow(parentId, definition.unitId))
        .forEach(account => this.deploy(definition, account, true)),
      hasReached: accountId => {
        const instance = this.instancesOf(definition).find(candidate => candidate.accountId === accountId);
        return instance !== undefined && statusOf(instance, this.to.time.now) === 'CURRENT';
      },
    };
  }

  /** Name and the part that AWS adds to it, for a StackSet that is meant by either. */
  public idOf(nameOrId: string): string | undefined {
    const definition = this.definitions.find(candidate => this.id(candidate).split(':').includes(nameOrId));
    return definition && this.id(definition);
  }

  public describeInstance(request: ApiRequest): Answer<DescribeStackInstanceCommandOutput> {
    const definition = this.require(request);
    const { StackInstanceAccount, StackInstanceRegion } = request.input;
    const instance = StackInstanceRegion === definition.region
      ? this.visible(definition).find(({ accountId }) => accountId === StackInstanceAccount)
      : undefined;
    if (!instance) {
      throw new ApiError('StackInstanceNotFoundException', `StackInstance not found for StackSet ${definition.name}, account ${String(StackInstanceAccount)} and region ${String(StackInstanceRegion)}`, 404);
    }
    return { StackInstance: this.view(definition, instance) };
  }

  public listInstances(request: ApiRequest): Answer<ListStackInstancesCommandOutput> {
    const definition = this.require(request);
    const { input } = request;
    const account: unknown = input.StackInstanceAccount;
    const wanted = this.visible(definition).filter(({ accountId }) => account === undefined || accountId === account);
    const page = pageOf(wanted, input.NextToken, pageSize(input.MaxResults, PAGE, PAGE));
    return { Summaries: page.items.map(instance => this.view(definition, instance)), NextToken: page.next };
  }

  private follow(account: MemberAccount, from: string, to: string): void {
    for (const definition of this.definitions) {
      const [left, reached] = [from, to].map(parentId => this.organizations.isBelow(parentId, definition.unitId));
      if (!left && reached) {
        this.deploy(definition, account, false);
      }
      if (left && !reached) {
        this.state.instances[definition.name] = this.instancesOf(definition).filter(({ accountId }) => accountId !== account.id);
      }
    }
  }

  private deploy(definition: StackSetDefinition, account: MemberAccount, atOnce: boolean): void {
    const { clock, faults, time: { now } } = this.to;
    const instances = this.instancesOf(definition);
    if (instances.some(({ accountId }) => accountId === account.id)) {
      return;
    }
    const isMeant = (fault: { readonly account?: string }) => matchesAccount(fault.account, account.name);
    const given = faults.take('stack-set-takes', isMeant)?.minutes;
    const drawn = definition.minutes * (0.5 + clock.draw('stack-set', account.name, now));
    const milliseconds = atOnce ? 0 : Math.round((given ?? drawn) * MINUTE);
    const failure = atOnce ? undefined : faults.take('stack-set-fails', isMeant)?.message;
    instances.push({
      accountId: account.id,
      visibleFrom: now + Math.round(milliseconds / 3),
      settledFrom: now + milliseconds,
      ...(failure !== undefined ? { failure } : {}),
    });
  }

  private instancesOf({ name }: StackSetDefinition): StackInstanceState[] {
    return this.state.instances[name];
  }

  private visible(definition: StackSetDefinition): StackInstanceState[] {
    return this.instancesOf(definition).filter(({ visibleFrom }) => visibleFrom <= this.to.time.now);
  }

  private require({ caller, input, region }: ApiRequest): StackSetDefinition {
    const wanted = String(input.StackSetName);
    const definition = caller.accountId === this.to.world.organization.managementAccountId
      ? this.definitions.find(candidate => candidate.region === region && [candidate.name, this.id(candidate)].includes(wanted))
      : undefined;
    if (!definition) {
      throw new ApiError('StackSetNotFoundException', `StackSet ${wanted} not found`, 404);
    }
    return definition;
  }

  private id({ name }: StackSetDefinition): string {
    return `${name}:${drawUuid(this.to.clock, 'stack-set', name)}`;
  }

  private view(definition: StackSetDefinition, instance: StackInstanceState): StackInstance & StackInstanceSummary {
    const { clock, partition, time: { now } } = this.to;
    const { accountId } = instance;
    const { name, region, unitId } = definition;
    const status = statusOf(instance, now);
    const settled = now >= instance.settledFrom;
    const stackId = drawUuid(clock, 'stack-instance', accountId);
    return {
      StackSetId: this.id(definition),
      Region: region,
      Account: accountId,
      ...(status === 'CURRENT' ? { StackId: `arn:${partition}:cloudformation:${region}:${accountId}:stack/StackSet-${name}-${stackId}/${stackId}` } : {}),
      Status: status,
      StackInstanceStatus: { DetailedStatus: settled ? (instance.failure === undefined ? 'SUCCEEDED' : 'FAILED') : 'RUNNING' },
      StatusReason: settled ? instance.failure : 'User initiated operation',
      OrganizationalUnitId: unitId,
      DriftStatus: 'NOT_CHECKED',
    };
  }
}

function statusOf({ settledFrom, failure }: StackInstanceState, now: number): 'CURRENT' | 'OUTDATED' {
  return failure === undefined && settledFrom <= now ? 'CURRENT' : 'OUTDATED';
}
