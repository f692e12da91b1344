/** One way to meet each failure of registration in a rehearsal. */

import { SandboxGeneration, SandboxHubAccess } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { FailureCode } from '../../core/failures/failures';
import type { RehearsalState } from '../../rehearsal/state-file';
import type { Scenario } from '../support/rehearse-app';
import { HOLDING, poolStack } from '../support/rehearse-app';
import {
  EXISTING_ID,
  EXTERNAL_ID,
  HUB,
  HUB_ROLE_ARN,
  MACHINE_CLIENT,
  MACHINE_CLIENT_ARN,
  OUR_ROLE_ARN,
  sandboxBlock,
  SANDBOX_REGION,
  SIGNED_INVOKE,
  worldWith,
} from '../support/sandbox-app';

type SandboxCode = Extract<FailureCode, `AR-SANDBOX-${string}` | 'AR-STILL-UNREGISTERED' | 'AR-STILL-CLEANING'>;

/** More often than anything is tried. */
const OFTEN = 999;
const WORKLOADS = 'ou-abcd-77778888';
const STRANGER = 'arn:aws:iam::111122223333:role/somebody-else';
const BILLING_VIEW = 'arn:aws:billing::111122223333:billingview/custom-pool';

const settings = (sandbox: Record<string, unknown> = {}) => ({ settings: { sandbox: sandboxBlock(sandbox) } });
/** Its accounts give up after fifty minutes. */
const impatient = (sandbox: Record<string, unknown> = {}) => ({ settings: { sandbox: sandboxBlock(sandbox), timeoutMinutes: 50 } });
const faults = (...list: Record<string, unknown>[]) => ({ world: { faults: list } });
const sandboxWorld = (sandbox: Record<string, unknown>) => ({ world: { sandbox } });

export const SANDBOX_SCENARIOS: Record<SandboxCode, Scenario | readonly Scenario[]> = {
  'AR-SANDBOX-NOT-FOUND': { ...settings({ region: 'eu-central-1' }), ...sandboxWorld({ region: SANDBOX_REGION }) },
  'AR-SANDBOX-CONFIGURATION': { ...settings(), ...faults({ kind: 'parameter-unusable', problem: 'not-json' }) },
  'AR-SANDBOX-TOO-OLD': { ...settings(), ...sandboxWorld({ version: '1.1.8' }) },
  'AR-SANDBOX-ACCESS': { ...settings(), ...sandboxWorld({ version: '1.2.14' }) },
  'AR-SANDBOX-ROLE': { ...settings(), ...sandboxWorld({ machineClient: { roleArn: MACHINE_CLIENT_ARN, externalId: EXTERNAL_ID, trustedPrincipal: STRANGER } }) },
  'AR-SANDBOX-EXTERNAL-ID': {
    ...settings({ access: { ...MACHINE_CLIENT, externalId: 'account-robot' } }),
    ...sandboxWorld({
      machineClient: { roleArn: MACHINE_CLIENT_ARN, externalId: EXTERNAL_ID, trustedPrincipal: OUR_ROLE_ARN },
      hubRole: { roleArn: HUB_ROLE_ARN, externalId: EXTERNAL_ID, trustedPrincipal: OUR_ROLE_ARN },
    }),
  },
  'AR-SANDBOX-HUB-DENIED': { ...settings(), app: app => { hubStack(app, SandboxGeneration.SIGNED_INVOKE); poolStack(app, ['pool-001']); } },
  'AR-SANDBOX-API-STALE': { ...settings(), ...faults({ kind: 'api-replaced', afterMinutes: 0, machineClientUpdated: false }) },
  'AR-SANDBOX-CLIENT-ROLE': settings({ access: { ...MACHINE_CLIENT, roleArn: MACHINE_CLIENT_ARN.replace('-admin-', '-manager-') } }),
  'AR-SANDBOX-SECRET': {
    ...settings({ access: SIGNED_INVOKE }),
    ...faults({ kind: 'call-fails', action: 'secretsmanager:GetSecretValue', code: 'AccessDeniedException', message: 'Access to KMS is not allowed', times: OFTEN }),
  },
  'AR-SANDBOX-TOKEN': [{ ...settings({ access: SIGNED_INVOKE }) }, { ...settings({ access: SIGNED_INVOKE }), props: { verify: 'now' }, meanwhile: forgetSecret }],
  'AR-SANDBOX-FOREIGN-UNIT': existing({ parentId: WORKLOADS }),
  'AR-SANDBOX-LEASED': existing({ status: 'Active', unit: 'entry' }),
  'AR-SANDBOX-EXITED': [{}, { ...settings(), meanwhile: state => { state.services.organizations.accounts.find(({ name }) => name === 'pool-001')!.parentId = 'ou-abcd-isbexit0'; } }],
  'AR-SANDBOX-STACKSET': { ...impatient(), ...faults({ kind: 'stack-set-fails', times: OFTEN }) },
  'AR-SANDBOX-IDENTITY-CENTER': { ...impatient(), ...faults({ kind: 'registration-fails', reason: 'identity-center', times: OFTEN }) },
  'AR-SANDBOX-UNANSWERED': { ...impatient(), ...faults({ kind: 'call-fails', action: 'execute-api:Invoke', code: 'TooManyRequestsException', message: 'Too Many Requests', times: OFTEN }) },
  'AR-SANDBOX-EMAIL-REFUSED': { ...settings(), ...faults({ kind: 'registration-fails', reason: 'record-refused', times: OFTEN }) },
  'AR-SANDBOX-ADMINISTRATION-ACCOUNT': { ...existing({ parentId: HOLDING, account: { id: HUB } }), props: { existingAccountId: HUB } },
  'AR-SANDBOX-REFUSED': { ...settings(), ...faults({ kind: 'registration-fails', reason: 'validation', times: OFTEN }) },
  'AR-SANDBOX-CLEANING-FAILED': { ...settings(), ...faults({ kind: 'cleaning-fails' }) },
  'AR-SANDBOX-MISMATCH': { ...impatient(), ...faults({ kind: 'account-moved', when: 'registered', afterMinutes: 1, to: 'Frozen' }) },
  'AR-SANDBOX-BILLING-VIEW-FULL': {
    ...settings({ billingViewArn: BILLING_VIEW, billingViewRequired: true }),
    ...sandboxWorld({ billingViews: [{ arn: BILLING_VIEW, accounts: Array.from({ length: 200 }, (_, index) => String(700_000_000_000 + index)) }] }),
  },
  'AR-SANDBOX-BILLING-VIEW': { ...settings({ billingViewArn: BILLING_VIEW, billingViewRequired: true }), ...sandboxWorld({ billingViews: [] }) },
  'AR-STILL-UNREGISTERED': { ...impatient(), ...faults({ kind: 'registration-fails', reason: 'too-many-requests', times: OFTEN }) },
  'AR-STILL-CLEANING': { ...impatient(), ...faults({ kind: 'cleaning-takes', minutes: 200 }) },
};

function existing(state: Parameters<typeof worldWith>[0]): Scenario {
  const organizationalUnits = [{ id: HOLDING, name: 'Pool', registered: true }, { id: WORKLOADS, name: 'Workloads', registered: true }];
  return { ...settings(), app: ['pool-001'], props: { existingAccountId: EXISTING_ID }, world: worldWith(state, { organization: { organizationalUnits } }) };
}

/** The stack in the hub account. */
export function hubStack(app: App, generation: SandboxGeneration): Stack {
  const stack = new Stack(app, 'Hub', { env: { account: HUB, region: SANDBOX_REGION } });
  new SandboxHubAccess(stack, 'Access', { namespace: 'myisb', clientRoleArn: OUR_ROLE_ARN, externalId: EXTERNAL_ID, generation });
  return stack;
}

/** Somebody set the secret by hand in a way that the function will not learn of for a year. */
function forgetSecret({ services }: RehearsalState): void {
  services.innovationSandbox!.knownSecret = { value: 'a secret of another installation!', readAt: Date.parse('2027-01-01T00:00:00Z') };
}
