/** One way to meet each failure whose cause lies around the account. */

import type { SURROUNDINGS } from '../../core/failures/surroundings';
import type { Scenario } from '../support/rehearse-app';
import { sandboxBlock } from '../support/sandbox-app';

/** More often than anything is tried. */
const OFTEN = 999;

const creationFails = (reason: string, more: Record<string, unknown> = {}): Scenario => ({ world: { faults: [{ kind: 'creation-fails', reason, ...more }] } });

export const SURROUNDINGS_SCENARIOS: Record<keyof typeof SURROUNDINGS, Scenario | readonly Scenario[]> = {
  'AR-CREATIONS-TODAY': creationFails('creations-today'),
  'AR-PAYMENT': creationFails('payment-instrument'),
  'AR-BUSINESS-VALIDATION': creationFails('business-validation'),
  'AR-SCP-DENIES': { world: { organization: { deniedActions: ['config:PutConfigurationRecorder'] } } },
  'AR-TAG-POLICY': { settings: { sandbox: sandboxBlock() }, world: { organization: { tagPolicies: [{ key: 'account-robot:stack', values: ['Other'] }] } } },
  'AR-SSO-USER-EXISTS': creationFails('identity-center-user-exists'),
  'AR-IDENTITY-SOURCE': { world: { organization: { identitySource: 'external', identityCenterUsers: ['somebody@example.com'] } } },
  'AR-ACCOUNT-NOT-READY': creationFails('subscription-missing', { times: OFTEN }),
  'AR-ACCOUNT-CLOSED': { world: { organization: { accounts: [{ id: '444455556666', name: 'pool-001', email: 'aws+pool-001@example.com', status: 'CLOSED', tags: {} }] } } },
};
