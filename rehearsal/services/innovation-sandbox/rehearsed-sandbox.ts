/**
 * Innovation Sandbox on AWS, as an account that is to come into its pool meets it: the accounts API of version 1.0 to 1.3, the OUs, the
 * cleaner, the drift monitor, the StackSet, the parameters, the secret, and the billing views that reports are made from.
 *
 * Statuses, texts, their order, and what is left when a step fails are those of its own source and of runs of it.
 */

import { ApiRequest, Caller } from '../../kernel/types';
import { UNIT_NAMES } from '../../world/sandbox-units';
import { WorldSandbox } from '../../world/world';
import { OrganizationContext } from '../context';
import { drawId } from '../identifiers';
import { AccountState } from '../service-catalog/catalog-state';
import { AccountsApi } from './accounts-api';
import { Agenda } from './agenda';
import { HttpAnswer } from './answers';
import { BillingViews } from '../billing/billing';
import { disturb, lease, moveByHand, planScan, scan, separate } from './bystanders';
import { Cleaner } from './cleaner';
import { SandboxContext } from './sandbox-context';
import { SandboxGateway } from './gateway';
import { initialSandboxState, takeUp } from './initial-sandbox';
import { SandboxLedger } from './sandbox-ledger';
import { parameterValue } from './parameters';
import { putRecord } from './records';
import { Registration } from './registration';
import { hubRole, machineClientRole } from './roles';
import { SandboxSecret } from '../secrets-manager/secrets-manager';
import { SandboxStackSet } from '../cloudformation/stack-sets';

const MINUTE = 60_000;
/** An account that is in the pool from the beginning was cleaned so long ago. */
const LAST_CLEANED_MS = 24 * 60 * MINUTE;

/** An account as Innovation Sandbox has it. */
export interface SandboxAccountSummary {
  readonly accountId: string;
  readonly name: string;
  /** Of its record. */
  readonly status: string;
  /** The OU of the pool that it is in; null if it is in none. */
  readonly unit: string | null;
  /** Registrations that succeeded in this run. */
  readonly registrations: number;
  /** Cleanings that began in this run. */
  readonly cleanings: number;
  /** Seconds since this run began; null if before or never. */
  readonly registeredAt: number | null;
  readonly cleaningAt: number | null;
  readonly availableAt: number | null;
}

export class InnovationSandbox {
  private readonly sandbox: SandboxContext;
  private readonly secret: SandboxSecret;
  private readonly stackSet: SandboxStackSet;
  private readonly gateway: SandboxGateway;
  private readonly billing: BillingViews;
  private readonly cleaner: Cleaner;

  constructor(private readonly organization: OrganizationContext, world: WorldSandbox) {
    const { clock, state: all, time } = organization;
    const isNew = all.sandbox === undefined;
    const state = all.sandbox ??= initialSandboxState(clock, world);
    this.sandbox = new SandboxContext(organization, world, state, new Agenda(time, state), new SandboxLedger(time.now));
    takeUp(state, world, time.now);
    this.secret = new SandboxSecret(this.sandbox);
    this.stackSet = new SandboxStackSet(this.sandbox);
    this.billing = new BillingViews(this.sandbox);
    this.cleaner = new Cleaner(this.sandbox, this.stackSet);
    const api = new AccountsApi(this.sandbox, new Registration(this.sandbox, this.cleaner), this.cleaner);
    this.gateway = new SandboxGateway(this.sandbox, api, this.secret);
    this.putRoles();
    if (isNew) this.settle();
  }

  /** Takes up what is to come, and what comes of itself. What was due before this run began happens in {@link OrganizationTime.catchUp}. */
  start(isNew: boolean): void {
    const { agenda, now, organization: { faults }, state, world } = this.sandbox;
    agenda.start({
      'begin-cleaning': (step) => this.cleaner.begin(step),
      'end-cleaning': (step) => this.cleaner.end(step),
      'settle': (step) => this.cleaner.settle(step),
      'write-record': (step) => this.cleaner.write(step),
      'separate': (step) => separate(this.sandbox, step),
      'lease': (step) => lease(this.sandbox, step),
      'move': (step) => moveByHand(this.sandbox, step),
      'scan': () => scan(this.sandbox),
      'rotate-secret': () => this.rotate(),
      'replace-api': ({ machineClientUpdated }) => this.replaceApi(machineClientUpdated),
      'compete-read': (step) => this.billing.competingRead(step),
      'compete-write': (step) => this.billing.competingWrite(step),
    });
    planScan(this.sandbox, isNew);
    this.planRotation();
    for (const { arn } of state.billingViews) {
      if (!state.steps.some((step) => 'arn' in step && step.arn === arn)) this.billing.compete(arn);
    }
    for (const { id } of world.accounts.filter(({ cleaning }) => isNew && cleaning)) this.cleaner.request(id);
    const replaced = faults.take('api-replaced', () => true);
    if (replaced) agenda.add({ at: now + replaced.afterMinutes * MINUTE, kind: 'replace-api', machineClientUpdated: replaced.machineClientUpdated });
  }

  /** Answers a call of execute-api, Secrets Manager or Billing, or one about the StackSet. */
  handle(request: ApiRequest): unknown {
    switch (request.service) {
      case 'execute-api': return this.gateway.request(request);
      case 'secretsmanager': return this.secret.read(request);
      case 'billing': return this.billing.handle(request);
      default: return this.stackSet.handle(request);
    }
  }

  parameterValue(accountId: string, region: string, name: string): string | undefined {
    return parameterValue(this.sandbox, accountId, region, name);
  }

  /** The accounts function, if it has that ARN, or that name where the caller is. */
  functionAt(nameOrArn: string, { accountId }: Caller, region: string): ((event: unknown, caller: Caller) => HttpAnswer) | undefined {
    const arn = this.gateway.functionArn;
    const { world } = this.sandbox;
    const isNamed = arn.endsWith(`:${nameOrArn}`) && accountId === world.hubAccountId && region === world.region;
    return nameOrArn === arn || isNamed ? (event, caller) => this.gateway.invoke(event, caller) : undefined;
  }

  /** The account of the REST API; undefined for an API that isn't there. */
  apiOwner(apiId: unknown, region: string): string | undefined {
    return this.gateway.isCurrent(apiId, region) ? this.sandbox.world.hubAccountId : undefined;
  }

  /** The ARN of the secret that is meant. */
  secretArn(id: string, accountId: string, region: string): string | undefined {
    return this.secret.isMeant(id, accountId, region) ? this.secret.arn : undefined;
  }

  /** Name and id of the StackSet, if that is what is meant. */
  stackSetId(name: string): string | undefined {
    return this.stackSet.id.split(':').includes(name) ? this.stackSet.id : undefined;
  }

  /** Whoever moved the account: the StackSet follows, and perhaps somebody else does. */
  moved(account: AccountState, from: string, to: string): void {
    const [left, reached] = [this.sandbox.unitOf(from), this.sandbox.unitOf(to)];
    if (left === undefined && reached !== undefined) this.stackSet.deploy(account);
    if (left !== undefined && reached === undefined) this.stackSet.remove(account.id);
    if (reached === 'entry') disturb(this.sandbox, account, 'in-entry');
  }

  /** Every account that has a record. */
  accounts(): SandboxAccountSummary[] {
    const { ledger, organization: { state, time } } = this.sandbox;
    const seconds = (at: number | undefined) => (at === undefined ? null : time.secondsInto(at));
    return state.accounts.flatMap(({ id, name, parentId }) => {
      const [record, unit] = [this.sandbox.record(id), this.sandbox.unitOf(parentId)];
      if (record === undefined) return [];
      const { registrations, cleanings, registeredAt, cleaningAt, availableAt } = ledger.of(id);
      return [{
        accountId: id,
        name,
        status: record.status,
        unit: unit === undefined || unit === 'pool' ? null : UNIT_NAMES[unit],
        registrations,
        cleanings,
        registeredAt: seconds(registeredAt),
        cleaningAt: seconds(cleaningAt),
        availableAt: seconds(availableAt),
      }];
    });
  }

  /** The accounts that the world gives to the sandbox. */
  private settle(): void {
    const { now, world } = this.sandbox;
    for (const { id, status, unit } of world.accounts) {
      const account = this.sandbox.account(id);
      if (!account) continue;
      if (unit !== undefined) account.parentId = world.organizationalUnits[unit];
      if (status !== undefined) {
        const record = putRecord(this.sandbox, account, status);
        const began = now - LAST_CLEANED_MS;
        record.cleaning = {
          executionArn: `arn:${this.organization.partition}:states:${world.region}:${world.hubAccountId}:execution:AccountCleanerStepFunctionStateMachineF32685E8:world-${id}`,
          startedAt: began,
          nukedAt: began + world.cleaningMinutes.median * MINUTE,
          endsAt: began + world.cleaningMinutes.median * MINUTE,
          ending: status === 'Quarantine' ? 'fails' : 'succeeds',
          ended: true,
        };
      }
    }
    for (const account of this.organization.state.accounts) {
      if (this.sandbox.unitOf(account.parentId) !== undefined) this.stackSet.deploy(account, true);
    }
  }

  private putRoles(): void {
    const roles = [machineClientRole(this.sandbox), hubRole(this.sandbox, this.secret, this.gateway.functionArn)];
    for (const role of roles) if (role) this.organization.putRole(role);
  }

  private rotate(): void {
    this.secret.rotate();
    this.planRotation();
  }

  private planRotation(): void {
    const { agenda, now, state, world } = this.sandbox;
    if (world.secretRotationMinutes === undefined || state.steps.some(({ kind }) => kind === 'rotate-secret')) return;
    agenda.add({ at: now + world.secretRotationMinutes * MINUTE, kind: 'rotate-secret' });
  }

  /** An upgrade makes the REST API anew. Whether the machine client's stack was updated with it is another matter. */
  private replaceApi(machineClientUpdated: boolean): void {
    const { api } = this.sandbox.state;
    api.id = drawId(this.organization.clock, '', api.id.length, 'rest-api', api.id);
    if (machineClientUpdated) api.machineClientId = api.id;
    this.putRoles();
  }
}
