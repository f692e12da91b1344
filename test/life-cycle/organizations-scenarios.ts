/** One way to meet each failure that only accounts of AWS Organizations meet. */

import { AccountEnrolment, AccountSource } from 'account-robot';
import type { OrganizationsSourceProps } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import type { FailureCode } from '../../core/failures/failures';
import type { ORGANIZATIONS } from '../../core/failures/organizations';
import type { Scenario } from '../support/rehearse-app';
import { names, poolStack, SETTINGS } from '../support/rehearse-app';

type Code = Extract<FailureCode, keyof typeof ORGANIZATIONS>;

const SHORT = { ...SETTINGS, timeoutMinutes: 50 };

function road(world: Record<string, any> = {}, source: OrganizationsSourceProps = {}, accounts = names(1)): Scenario {
  return { app: (app: App) => void poolStack(app, accounts, { source: AccountSource.organizations(source) }), world };
}

const ENROLLED = { enrolment: AccountEnrolment.AUTOMATIC };

export const ORGANIZATIONS_SCENARIOS: Record<Code, Scenario> = {
  'AR-CREATION-FAILED': road({ faults: [{ kind: 'create-account-fails', reason: 'UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED' }] }),
  // The first account is not ours: its creation never ends, and the only slot is its.
  'AR-CREATION-WAITING': {
    ...road({ faults: [{ kind: 'create-account-takes', account: 'pool-002', minutes: 400 }] }, { concurrency: 1 }, ['pool-002', 'pool-001']),
    settings: SHORT,
  },
  'AR-CREATION-RUNNING': { ...road({ faults: [{ kind: 'create-account-takes', minutes: 400 }] }), settings: SHORT },
  'AR-AUTO-ENROLMENT-OFF': road({}, ENROLLED),
  'AR-ENROLMENT-FAILED': road({ organization: { autoEnrollment: true }, faults: [{ kind: 'enrolment-fails' }] }, ENROLLED),
  'AR-ENROLMENT-RUNNING': { ...road({ organization: { autoEnrollment: true, enrolmentMinutes: 400 } }, ENROLLED), settings: SHORT },
};
