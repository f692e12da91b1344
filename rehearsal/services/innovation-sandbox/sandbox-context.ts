/** What the parts of the rehearsed Innovation Sandbox share. */

import type { SandboxLedger } from './sandbox-ledger';
import type { SandboxRecord, SandboxState, SandboxStep } from './sandbox-state';
import { matchesAccount } from '../../world/faults';
import type { Fault, SandboxUnit, WorldSandbox } from '../../world/world';
import type { Agenda } from '../agenda';
import type { MemberAccount } from '../organizations/organization-state';
import type { OrganizationsService } from '../organizations/organizations';
import type { ServiceContext } from '../service';

/** Faults that are meant for accounts by name. */
type AccountFault = Extract<Fault, { readonly account?: string; readonly times?: number }>['kind'];

export class SandboxContext {
  /** Who hears that a record is about to change. */
  public readonly listeners: (() => void)[] = [];

  constructor(
    public readonly to: ServiceContext,
    public readonly organizations: OrganizationsService,
    public readonly world: WorldSandbox,
    public readonly state: SandboxState,
    public readonly agenda: Agenda<SandboxStep>,
    public readonly ledger: SandboxLedger,
  ) {}

  public get now(): number {
    return this.to.time.now;
  }

  /** Whether this is version `major.minor` or a later one. */
  public isAtLeast(major: number, minor: number): boolean {
    const [ours, below] = this.world.version.split('.').map(Number);
    return ours > major || (ours === major && below >= minor);
  }

  public account(accountId: string): MemberAccount | undefined {
    return this.organizations.account(accountId);
  }

  public record(accountId: string): SandboxRecord | undefined {
    return this.state.records.find(record => record.accountId === accountId);
  }

  /** The OU of the pool that has this id. */
  public unitOf(parentId: string): SandboxUnit | undefined {
    return (Object.keys(this.world.organizationalUnits) as SandboxUnit[]).find(unit => this.world.organizationalUnits[unit] === parentId);
  }

  /** Moves an account from the OU where it is believed to be. Throws the refusal of AWS Organizations if it isn't there. */
  public moveFrom(accountId: string, source: SandboxUnit, destination: SandboxUnit): void {
    const ids = this.world.organizationalUnits;
    this.organizations.api.moveAccount({ AccountId: accountId, SourceParentId: ids[source], DestinationParentId: ids[destination] });
  }

  /** Moves an account from wherever it is. */
  public move(account: MemberAccount, unit: SandboxUnit): void {
    this.organizations.move(account, this.world.organizationalUnits[unit]);
  }

  /** A fault that strikes this account now; it has happened once more then. */
  public struckBy<K extends AccountFault>(
    kind: K, account: MemberAccount, fits: (fault: Extract<Fault, { kind: K }>) => boolean = () => true,
  ): Extract<Fault, { kind: K }> | undefined {
    const isMeant = (fault: { readonly account?: string }) => matchesAccount(fault.account, account.name);
    return this.to.faults.take(kind, fault => isMeant(fault as { readonly account?: string }) && fits(fault));
  }
}
