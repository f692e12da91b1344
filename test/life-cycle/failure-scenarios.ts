/** One way to meet each failure of the table in a rehearsal. Typed by the table: a new code without a scenario doesn't compile. */

import { ORGANIZATIONS_SCENARIOS } from './organizations-scenarios';
import { SANDBOX_SCENARIOS } from './sandbox-scenarios';
import { SURROUNDINGS_SCENARIOS } from './surroundings-scenarios';
import type { FailureCode } from '../../core/failures/failures';
import type { Scenario } from '../support/rehearse-app';
import { HOLDING, rehearseApp, SETTINGS } from '../support/rehearse-app';

const creationFails = (reason: string): Scenario => ({ world: { faults: [{ kind: 'creation-fails', reason }] } });
const organization = (changes: Record<string, unknown>): Scenario => ({ world: { organization: changes } });
const existing = (status: string, changes: Record<string, unknown> = {}) => ({
  accounts: [{ id: '444455556666', name: 'pool-001', email: 'aws+pool-001@example.com', parentId: HOLDING, status, tags: {}, ...changes }],
});

/** More often than an account is tried. */
const OFTEN = 999;

/** What to rehearse; a list is rehearsed one after the other on one state. */
export const SCENARIOS: Record<FailureCode, Scenario | readonly Scenario[]> = {
  'AR-EMAIL-IN-USE': creationFails('email-in-use'),
  'AR-EMAIL-INVALID': creationFails('invalid-email'),
  'AR-OU-NOT-REGISTERED': organization({ organizationalUnits: [{ id: HOLDING, name: 'Pool', registered: false }] }),
  'AR-OU-NOT-FOUND': { settings: { holdingOrganizationalUnitId: 'ou-abcd-99999999' } },
  'AR-NAME-NOT-OURS': organization({ products: [{ name: 'pool-001', status: 'AVAILABLE', succeededOnce: true, accountId: '444455556666', tags: { 'account-robot:owner': 'Other/pool-001' } }], ...existing('ACTIVE') }),
  'AR-NOT-ENROLLED': { ...organization(existing('ACTIVE')), props: { adoptExisting: true } },
  // Somebody else has taken the last place since the quota was compared.
  'AR-ACCOUNT-QUOTA': creationFails('account-quota'),
  'AR-QUOTA-TOO-SMALL': organization({ accountQuota: 1 }),
  'AR-NO-LAUNCH-PATH': { template: removeAssociation },
  'AR-ACCESS-DENIED': { template: removeCallerList },
  'AR-LANDING-ZONE-NOT-READY': organization({ landingZone: 'setting-up' }),
  'AR-ACCOUNT-MOVED': creationFails('account-moved'),
  'AR-EXECUTION-ROLE': creationFails('execution-role-missing'),
  'AR-VPC-DEPENDENCIES': creationFails('default-vpc'),
  'AR-ROLE-EXISTS': creationFails('role-exists'),
  'AR-CONFIG-EXISTS': creationFails('config-recorder-exists'),
  'AR-STS-REGION-DISABLED': creationFails('sts-region-disabled'),
  'AR-SCP-REQUIRES-TAGS': creationFails('scp-requires-tags'),
  'AR-SSO-USER-DISABLED': creationFails('identity-center-user-disabled'),
  'AR-ORGANIZATIONS-PERMISSIONS': creationFails('organizations-access'),
  'AR-ACCOUNT-SUSPENDED': [{}, { props: { verify: 'now' }, world: { faults: [{ kind: 'account-suspended', account: 'pool-001' }] } }],
  'AR-ACCOUNT-NOT-FOUND': { ...organization({ accounts: [] }), props: { existingAccountId: '999988887777' } },
  'AR-STILL-WAITING': { ...shortRelay(), world: { operations: [{ startMinute: 0, minutes: 200, count: 5, visible: true }] } },
  'AR-STILL-RUNNING': { ...shortRelay(), world: { faults: [{ kind: 'creation-takes', minutes: 200 }] } },
  'AR-STILL-BUSY': { ...shortRelay(), world: { faults: [{ kind: 'busy', reason: 'another-operation', times: OFTEN }] } },
  'AR-STILL-TRANSIENT': { ...shortRelay(), world: { faults: [{ kind: 'call-fails', action: 'servicecatalog:DescribeProvisionedProduct', code: 'ThrottlingException', message: 'Rate exceeded', times: OFTEN }] } },
  'AR-UNKNOWN-STATUS': { world: { faults: [{ kind: 'status-becomes', status: 'PLAN_IN_PROGRESS', afterMinutes: 5 }] } },
  'AR-RENAMED': [{}, { props: { accountEmail: 'aws+other@example.com' } }],
  'AR-BAD-PROPERTY': { template: template => forEachLeg(template, properties => { properties.AccountEmail = 'AWS+pool-001@example.com'; }) },
  'AR-FACTORY-FAILED': { world: { faults: [{ kind: 'creation-fails', message: 'The flux capacitor of the landing zone is empty.' }] } },
  'AR-CALL-REFUSED': { world: { faults: [{ kind: 'call-fails', action: 'servicecatalog:ProvisionProduct', code: 'InvalidParametersException', message: 'The tag policy has no idea what you want.', times: OFTEN }] } },
  'AR-NOT-MANAGEMENT-ACCOUNT': organization({ managementAccountId: '222233334444' }),
  'AR-IDENTITY-CENTER-OFF': organization({ identityCenter: false }),
  'AR-WRONG-REGION': organization({ homeRegion: 'us-west-2' }),
  ...SANDBOX_SCENARIOS,
  ...ORGANIZATIONS_SCENARIOS,
  ...SURROUNDINGS_SCENARIOS,
  'AR-STACK-UNREADABLE': { template: template => removeActions(template, 'cloudformation:DescribeStacks') },
};

/** Rehearses a scenario to its last run. */
export async function rehearseScenario(scenario: Scenario | readonly Scenario[]) {
  const runs = Array.isArray(scenario) ? scenario as readonly Scenario[] : [scenario as Scenario];
  let last = await rehearseApp(runs[0]);
  for (const run of runs.slice(1)) {
    last = await rehearseApp({ ...run, state: last.state });
  }
  return last;
}

/** A relay of one leg and the last one: its accounts give up after fifty minutes. */
function shortRelay(): Scenario {
  return { settings: { ...SETTINGS, timeoutMinutes: 50 } };
}

export function removeAssociation(template: any): void {
  for (const [id, resource] of Object.entries<any>(template.Resources)) {
    if (resource.Type !== 'AWS::ServiceCatalog::PortfolioPrincipalAssociation') {
      continue;
    }
    delete template.Resources[id];
    for (const other of Object.values<any>(template.Resources)) {
      if (Array.isArray(other.DependsOn)) {
        other.DependsOn = other.DependsOn.filter((name: string) => name !== id);
      }
    }
  }
}

/** Takes from the role what Account Factory needs of its caller, and leaves what our own code calls. */
export function removeCallerList(template: any): void {
  for (const resource of Object.values<any>(template.Resources)) {
    if (resource.Type !== 'AWS::IAM::Role') {
      continue;
    }
    resource.Properties.Policies = resource.Properties.Policies?.filter(({ PolicyName }: any) => PolicyName !== 'AccountFactoryCaller');
  }
}

export function removeActions(template: any, action: string): void {
  const strip = (document: any) => {
    for (const statement of document.Statement) {
      statement.Action = [statement.Action].flat().filter((name: string) => name !== action);
    }
    document.Statement = document.Statement.filter(({ Action }: any) => Action.length > 0);
  };
  for (const { Type, Properties } of Object.values<any>(template.Resources)) {
    if (Type === 'AWS::IAM::Role') {
      for (const { PolicyDocument } of Properties.Policies ?? []) {
        strip(PolicyDocument);
      }
    }
    if (Type === 'AWS::IAM::Policy') {
      strip(Properties.PolicyDocument);
    }
  }
}

function forEachLeg(template: any, change: (properties: any) => void): void {
  for (const { Type, Properties } of Object.values<any>(template.Resources)) {
    if (Type === 'Custom::PoolAccount') {
      change(Properties);
    }
  }
}
