/**
 * Innovation Sandbox on AWS, as an account that is to come into its pool meets it: the accounts API of version 1.0 to 1.3, the OUs, the
 * cleaner, the drift monitor, and what it keeps in other services: a StackSet, parameters, a secret, a REST API, a function.
 *
 * Statuses, texts, their order, and what is left when a step fails are those of its own source and of runs of it.
 */

import { AccountsApi } from './accounts-api';
import { administer } from './administrator';
import { disturb, lease, moveByHand, planScan, scan, separate } from './bystanders';
import { Cleaner } from './cleaner';
import { SandboxGateway } from './gateway';
import { initialSandboxState, takeUpWorld } from './initial-sandbox';
import type { LeaseRequest, SandboxCount } from './leases';
import { Leases } from './leases';
import { publishParameters } from './parameters';
import { putRecord } from './records';
import { Registration } from './registration';
import { hubRole, machineClientRole } from './roles';
import { SandboxContext } from './sandbox-context';
import { SandboxLedger } from './sandbox-ledger';
import type { SandboxState, SandboxStep } from './sandbox-state';
import { SandboxTokens } from './tokens';
import { SANDBOX_NAMES } from '../../../src/contract';
import { leasesOf, UNIT_NAMES } from '../../world/sandbox-units';
import type { WorldSandbox } from '../../world/world';
import { Agenda } from '../agenda';
import { cloudFormation } from '../cloudformation/cloudformation';
import { executeApi } from '../execute-api/execute-api';
import { drawId } from '../identifiers';
import { lambda } from '../lambda/lambda';
import type { MemberAccount } from '../organizations/organization-state';
import { organizations } from '../organizations/organizations';
import { secretsManager } from '../secrets-manager/secrets-manager';
import type { ServiceContext } from '../service';
import { ssm } from '../ssm/ssm';

const MINUTE = 60_000;
/** An account that is in the pool from the beginning was cleaned so long ago. */
const LAST_CLEANED_MS = 24 * 60 * MINUTE;

/** An account as Innovation Sandbox has it. */
export interface SandboxAccountSummary {
  /** Of the Innovation Sandbox. */
  readonly namespace: string;
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

/** What became of leases. */
export interface SandboxLeases {
  /** Of the Innovation Sandbox. */
  readonly namespace: string;
  readonly requests: readonly LeaseRequest[];
  readonly counts: readonly SandboxCount[];
}

export class RehearsedSandbox {
  public readonly state: SandboxState;
  private readonly sandbox: SandboxContext;
  private readonly tokens: SandboxTokens;
  private readonly gateway: SandboxGateway;
  private readonly cleaner: Cleaner;
  private readonly registration: Registration;
  private readonly leases: Leases;
  private readonly api: AccountsApi;
  private readonly isNew: boolean;

  /** @param name tells it from others in the same world, at the same moment */
  constructor(private readonly to: ServiceContext, world: WorldSandbox, name: string, saved: SandboxState | undefined) {
    const { time } = to;
    const members = to.peer(organizations);
    this.isNew = saved === undefined;
    this.state = saved ?? initialSandboxState(world);
    takeUpWorld(this.state, world);
    const agenda = new Agenda<SandboxStep>(name, time, this.state, step => ('accountId' in step ? step.accountId : ''));
    this.sandbox = new SandboxContext(to, members, world, this.state, agenda, new SandboxLedger(time.now));
    // It puts the role into accounts that Innovation Sandbox works with. Nobody waits for it.
    const stackSet = to.peer(cloudFormation).stackSets.keep({
      name: SANDBOX_NAMES.stackSet(world.namespace),
      region: world.region,
      unitId: world.organizationalUnits.pool,
      minutes: world.stackSetMinutes,
    });
    this.tokens = new SandboxTokens(this.sandbox, to.peer(secretsManager));
    this.cleaner = new Cleaner(this.sandbox, stackSet);
    this.registration = new Registration(this.sandbox, this.cleaner);
    this.leases = new Leases(this.sandbox, this.cleaner, leasesOf(to.world, world));
    this.api = new AccountsApi(this.sandbox, this.registration, this.cleaner);
    this.gateway = new SandboxGateway(this.sandbox, this.api, this.tokens);
    this.publish(world);
    members.onMoved((account, _from, destination) => this.moved(account, destination));
    if (this.isNew) {
      this.settle();
      stackSet.settle();
    }
  }

  /** Takes up what is to come, and what comes of itself. */
  public takeUp(): void {
    const { agenda, now, world } = this.sandbox;
    agenda.start({
      'complete-registration': step => this.registration.take(step),
      'begin-cleaning': step => this.cleaner.begin(step),
      'end-cleaning': step => this.cleaner.end(step),
      'settle': step => this.cleaner.settle(step),
      'write-record': step => this.cleaner.write(step),
      'separate': step => separate(this.sandbox, step),
      'lease': step => lease(this.sandbox, step),
      'end-lease': step => this.leases.end(step),
      'move': step => moveByHand(this.sandbox, step),
      'administer': step => administer(this.api, step),
      'scan': () => scan(this.sandbox),
      'replace-api': ({ machineClientUpdated }) => this.replaceApi(machineClientUpdated),
    });
    planScan(this.sandbox, this.isNew);
    for (const { id } of world.accounts.filter(({ cleaning }) => this.isNew && cleaning)) {
      this.cleaner.request(id, 'ACCOUNT_REGISTRATION');
    }
    const replaced = this.to.faults.take('api-replaced', () => true);
    if (replaced) {
      agenda.add({ at: now + replaced.afterMinutes * MINUTE, kind: 'replace-api', machineClientUpdated: replaced.machineClientUpdated });
    }
  }

  /** Leases as the world had them; undefined where it had none. */
  public leaseReport(): SandboxLeases | undefined {
    const { counts, requests } = this.leases.report();
    const { world: { namespace } } = this.sandbox;
    return leasesOf(this.to.world, this.sandbox.world).length === 0 ? undefined : { namespace, requests, counts };
  }

  /** Every account that has a record. */
  public accounts(): SandboxAccountSummary[] {
    const { ledger, world: { namespace }, organizations: { state }, to: { time } } = this.sandbox;
    const seconds = (at: number | undefined) => (at === undefined ? null : time.secondsInto(at));
    return state.accounts.flatMap(({ id, name, parentId }) => {
      const [record, unit] = [this.sandbox.record(id), this.sandbox.unitOf(parentId)];
      if (record === undefined) {
        return [];
      }
      const { registrations, cleanings, registeredAt, cleaningAt, availableAt } = ledger.of(id);
      return [{
        namespace,
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
      if (!account) {
        continue;
      }
      if (unit !== undefined) {
        account.parentId = world.organizationalUnits[unit];
      }
      if (status !== undefined) {
        const record = putRecord(this.sandbox, account, status);
        const began = now - LAST_CLEANED_MS;
        record.cleaning = {
          executionArn: `arn:${this.to.partition}:states:${world.region}:${world.hubAccountId}:execution:AccountCleanerStepFunctionStateMachineF32685E8:world-${id}`,
          startedAt: began,
          nukedAt: began + world.cleaningMinutes.median * MINUTE,
          endsAt: began + world.cleaningMinutes.median * MINUTE,
          ending: status === 'Quarantine' ? 'fails' : 'succeeds',
          ended: true,
        };
      }
    }
  }

  private publish({ hubAccountId, region }: WorldSandbox): void {
    publishParameters(this.sandbox, this.to.peer(ssm));
    this.to.peer(executeApi).publish({
      accountId: hubAccountId,
      region,
      id: () => this.state.api.id,
      answer: (input, caller) => this.gateway.request(input, caller),
    });
    this.to.peer(lambda).publish({ arn: this.gateway.functionArn, invoke: (event, caller) => this.gateway.invoke(event, caller) });
    this.putRoles();
  }

  /** Whoever moved the account, perhaps somebody else does something with it then. */
  private moved(account: MemberAccount, destination: string): void {
    if (this.sandbox.unitOf(destination) === 'entry') {
      disturb(this.sandbox, account, 'in-entry');
    }
  }

  private putRoles(): void {
    const roles = [machineClientRole(this.sandbox), hubRole(this.sandbox, this.tokens, this.gateway.functionArn)];
    for (const role of roles) {
      if (role) {
        this.to.iam.putRole(role);
      }
    }
  }

  /** An upgrade makes the REST API anew. Whether the machine client's stack was updated with it is another matter. */
  private replaceApi(machineClientUpdated: boolean): void {
    const { api } = this.sandbox.state;
    api.id = drawId(this.to.clock, '', api.id.length, 'rest-api', api.id);
    if (machineClientUpdated) {
      api.machineClientId = api.id;
    }
    this.putRoles();
  }
}
