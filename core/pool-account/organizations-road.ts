/** The road through AWS Organizations: creation, then registration, if there is to be one. */

import { asRoadStage } from './road';
import type { Road, RoadTypes, Traveller } from './road';
import type { DesiredAccount } from '../accounts/account';
import type { Attempt } from '../accounts/attempt';
import type { Clock } from '../clock';
import type { Wait } from '../reconcile/decision';
import type { Stage } from '../reconcile/stage';
import { registrationActions, registrationLooks } from '../registration/innovation-sandbox/act';
import { decideRegistration, isInPool } from '../registration/innovation-sandbox/decide-registration';
import type { RegistrationDecision, RegistrationReason, RegistrationSettings } from '../registration/innovation-sandbox/model';
import type { RegistrationPorts } from '../registration/innovation-sandbox/ports';
import { isOfRegistration, meaningOfRegistrationError, overdueRegistration, stayForRegistration } from '../registration/innovation-sandbox/stage';
import type { RegistrationTypes } from '../registration/innovation-sandbox/stage';
import type { OrganizationsPorts } from '../vending/organizations/act';
import { decideCreation } from '../vending/organizations/decide-creation';
import type { OrganizationsObserved, OrganizationsReason, OrganizationsSettings } from '../vending/organizations/model';
import { organizationsStage, overdueOrganizations, meaningOfOrganizationsError } from '../vending/organizations/stage';
import type { OrganizationsTypes } from '../vending/organizations/stage';

/** What accounts are created and registered with. */
export interface OrganizationsRoadSettings extends OrganizationsSettings, RegistrationSettings {}

/** All systems around an account on this road. */
export interface OrganizationsRoadPorts extends OrganizationsPorts, RegistrationPorts {}

/** One account, how far it is to be brought, and with what. */
export interface OrganizationsRoadSubject {
  readonly desired: DesiredAccount;
  readonly attempt: Attempt;
  readonly settings: OrganizationsRoadSettings;
  readonly stackName?: string;
  readonly managementAccountId?: string;
  readonly ports: OrganizationsRoadPorts;
  readonly clock: Clock;
}

/** The types of the stage: those of both parts. */
export interface OrganizationsRoadTypes {
  readonly observed: OrganizationsTypes['observed'] & RegistrationTypes['observed'];
  readonly look: OrganizationsTypes['look'] | RegistrationTypes['look'];
  readonly action: OrganizationsTypes['action'] | RegistrationTypes['action'];
  readonly result: OrganizationsTypes['result'];
  readonly wait: Wait<OrganizationsReason | RegistrationReason>;
}

/** The road, with what it works with. */
export function organizationsRoad(settings: OrganizationsRoadSettings, ports: Omit<OrganizationsRoadPorts, 'line'>): Road {
  const subjectOf = ({ line, ...traveller }: Traveller) => ({ ...traveller, settings, ports: { ...ports, ...line === undefined ? {} : { line } } });
  return {
    stage: traveller => asRoadStage(organizationsRoadStage(subjectOf(traveller))),
    vending: traveller => asRoadStage(organizationsStage(subjectOf(traveller))),
    making: observed => makingOf(observed),
    lastAccountId: async observed => makingOf(observed)?.accountId,
  };
}

/** The two parts as one stage. What both can look at is looked at once. */
export function organizationsRoadStage(subject: OrganizationsRoadSubject): Stage<OrganizationsRoadTypes> {
  const { desired, attempt, settings, stackName, managementAccountId, ports } = subject;
  const creation = organizationsStage(subject);
  return {
    subject: desired.name,
    decide: (observed, moment) => {
      const situation = { ...moment, attempt, settings, stackName, managementAccountId };
      return decideCreation<RegistrationDecision>(desired, observed, situation, desired.sandbox === undefined ? undefined : {
        decide: candidate => decideRegistration(candidate, observed, situation),
        holds: accountId => isInPool(desired, accountId, observed, situation),
      });
    },
    looks: { ...registrationLooks(ports), ...creation.looks },
    actions: { ...registrationActions(ports), ...creation.actions },
    meaningOf: (error, { now }) => meaningOfRegistrationError(error, desired, attempt, now) ?? meaningOfOrganizationsError(error, subject, now),
    // Of the reasons to wait that both know, the way into being has the words.
    overdue: decision => isOfRegistration(decision)
      ? overdueRegistration(decision, desired) : overdueOrganizations(decision as OrganizationsTypes['action'] | OrganizationsTypes['wait'], desired),
    stayFor: decision => stayForRegistration(decision, subject.clock.now) ?? (creation.stayFor as Stage<OrganizationsRoadTypes>['stayFor'])(decision),
    finish: creation.finish,
  };
}

/** The request that succeeded, if one of those that were seen brought an account of ours about. */
function makingOf(observed: RoadTypes['observed']): ReturnType<Road['making']> {
  const { creations = [], made = [] } = observed as OrganizationsObserved;
  const succeeded = creations.filter(({ state, accountId }) => state === 'SUCCEEDED' && accountId !== undefined);
  const index = made.findIndex(account => account?.owner != null);
  const creation = succeeded[index];
  return creation === undefined ? undefined : {
    record: creation.id,
    createdAt: creation.requestedAt,
    updatedAt: creation.completedAt ?? creation.requestedAt,
    accountId: creation.accountId,
    owner: made[index]!.owner!,
  };
}
