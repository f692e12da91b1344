/** What the parts of the rehearsed Innovation Sandbox share. */

import { SandboxLedger } from './sandbox-ledger';
import { matchesAccount } from '../../world/faults';
import { Fault, SandboxUnit, WorldSandbox } from '../../world/world';
import { Agenda } from '../agenda';
import type { MemberAccount } from '../organizations/organization-state';
import type { OrganizationsService } from '../organizations/organizations';
import type { ServiceContext } from '../service';
import { SandboxRecord, SandboxState, SandboxStep } from './sandbox-state';

/** Faults that are meant for accounts by name. */
type AccountFault = Extract<Fault, { readonly account?: string; readonly times?: number }>['kind'];

export class SandboxContext {
  constructor(
    readonly to: ServiceContext,
    readonly organizations: OrganizationsService,
    readonly world: WorldSandbox,
    readonly state: SandboxState,
    readonly agenda: Agenda<SandboxStep>,
    readonly ledger: SandboxLedger,
  ) {}

  get now(): number {
    return this.to.time.now;
  }

  /** Whether this is version `major.minor` or a later one. */
  isAtLeast(major: number, minor: number): boolean {
    const [ours, below] = this.world.version.split('.').map(Number);
    return ours > major || (ours === major && below >= minor);
  }

  account(accountId: string): MemberAccount | undefined {
    return this.organizations.account(accountId);
  }

  record(accountId: string): SandboxRecord | undefined {
    return this.state.records.find((record) => record.accountId === accountId);
  }

  /** The OU of the pool that has this id. */
  unitOf(parentId: string): SandboxUnit | undefined {
    return (Object.keys(this.world.organizationalUnits) as SandboxUnit[]).find((unit) => this.world.organizationalUnits[unit] === parentId);
  }

  move(account: MemberAccount, unit: SandboxUnit): void {
    this.organizations.move(account, this.world.organizationalUnits[unit]);
  }

  /** A fault that strikes this account now; it has happened once more then. */
  struckBy<K extends AccountFault>(
    kind: K, account: MemberAccount, fits: (fault: Extract<Fault, { kind: K }>) => boolean = () => true,
  ): Extract<Fault, { kind: K }> | undefined {
    const isMeant = (fault: { readonly account?: string }) => matchesAccount(fault.account, account.name);
    return this.to.faults.take(kind, (fault) => isMeant(fault as { readonly account?: string }) && fits(fault));
  }
}
