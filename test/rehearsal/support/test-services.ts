/** The services of a rehearsal without a wire, and shorter ways to what tests look at most. */

import type { MemberSummary } from '../../../rehearsal/accounts/members';
import { membersOf } from '../../../rehearsal/accounts/members';
import type { Caller } from '../../../rehearsal/kernel/types';
import type { FactoryReport, ProductSummary } from '../../../rehearsal/services/control-tower/control-tower';
import { controlTower } from '../../../rehearsal/services/control-tower/control-tower';
import { innovationSandbox } from '../../../rehearsal/services/innovation-sandbox/innovation-sandbox';
import type { SandboxAccountSummary } from '../../../rehearsal/services/innovation-sandbox/rehearsed-sandbox';
import { lambda } from '../../../rehearsal/services/lambda/lambda';
import type { RoleRegister } from '../../../rehearsal/services/ports';
import type { ServicesDependencies } from '../../../rehearsal/services/rehearsed-services';
import { RehearsedServices } from '../../../rehearsal/services/rehearsed-services';
import { serviceCatalog } from '../../../rehearsal/services/service-catalog/service-catalog';

/** A directory that lets everybody do everything, and remembers no role. */
export const EVERYBODY: RoleRegister = {
  authorize: () => undefined,
  permits: () => true,
  allowsBy: () => true,
  allowsAny: () => true,
  knowsPolicy: () => true,
  putRole: () => undefined,
  removeRole: () => undefined,
  role: () => undefined,
  putPolicy: () => undefined,
  removePolicy: () => undefined,
};

/** No functions, no stacks, no sessions. */
const NOTHING_ELSE: Pick<ServicesDependencies, 'host' | 'rehearses' | 'sessions' | 'stacks' | 'subjectOf'> = {
  host: {
    define: () => undefined,
    remove: () => undefined,
    has: () => false,
    invoke: () => { throw new Error('no function runs in this test'); },
  },
  sessions: { openSession: () => { throw new Error('no role is assumed in this test'); } },
  subjectOf: () => undefined,
  rehearses: () => true,
  stacks: () => ({
    describe: () => [],
    resourcesOf: () => [],
    eventsOf: () => [],
    templateOf: () => undefined,
    assume: () => undefined,
    cancel: () => undefined,
    update: () => { throw new Error('no stack is updated in this test'); },
  }),
};

export class TestServices extends RehearsedServices {
  constructor(deps: Omit<ServicesDependencies, keyof typeof NOTHING_ELSE> & Partial<ServicesDependencies>) {
    super({ ...NOTHING_ELSE, ...deps });
  }

  public accounts(): MemberSummary[] {
    return membersOf(this);
  }

  public products(): ProductSummary[] {
    return this.get(controlTower).products();
  }

  public factoryReport(): FactoryReport {
    return this.get(controlTower).factoryReport();
  }

  public sandboxAccounts(): SandboxAccountSummary[] {
    return this.get(innovationSandbox).accounts();
  }

  public associatePrincipal(portfolioId: string, principalArn: string): void {
    this.get(serviceCatalog).catalog.associatePrincipal(portfolioId, principalArn);
  }

  public disassociatePrincipal(portfolioId: string, principalArn: string): void {
    this.get(serviceCatalog).catalog.disassociatePrincipal(portfolioId, principalArn);
  }

  /** A function that no stack brings. */
  public functionAt(nameOrArn: string, caller: Caller, region: string): ((event: unknown, caller: Caller) => unknown) | undefined {
    return this.get(lambda).find(nameOrArn, caller, region)?.invoke;
  }
}
