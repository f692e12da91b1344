/** Reads the settings of accounts that AWS Organizations makes out of the environment of the functions. */

import type { OrganizationsRoadSettings } from '../../core/pool-account/organizations-road';
import { parseSandboxes } from '../../core/registration/innovation-sandbox/sandboxes';
import { CREATIONS_MAX, ENROLMENTS, isCreationConcurrency, OrganizationsEnvironment, ROLE_NAME_PATTERN, UNIT_ID_PATTERN } from '../../src/contract';
import type { EnrolmentName } from '../../src/contract';
import { badVariable, requireEnv } from '../shared/environment';
import type { Environment } from '../shared/environment';

/** Parses the environment of the pool-account functions on this road. */
export function parseOrganizationsEnvironment(environment: Environment): OrganizationsRoadSettings {
  const { CONCURRENCY, ENROLMENT, HOLDING_ORGANIZATIONAL_UNIT_ID, PACKAGE_VERSION, ROLE_NAME, SANDBOXES } = OrganizationsEnvironment;
  const concurrency = requireEnv(environment, CONCURRENCY);
  if (!/^[0-9]+$/.test(concurrency) || !isCreationConcurrency(Number(concurrency))) {
    throw badVariable(CONCURRENCY, `'${concurrency}'`, `a whole number from 1 to ${CREATIONS_MAX}`);
  }
  const roleName = requireEnv(environment, ROLE_NAME);
  if (!ROLE_NAME_PATTERN.test(roleName)) {
    throw badVariable(ROLE_NAME, `'${roleName}'`, 'the name of a role, 1 to 64 letters, digits or any of _+=,.@-');
  }
  const holding = requireEnv(environment, HOLDING_ORGANIZATIONAL_UNIT_ID);
  if (!UNIT_ID_PATTERN.test(holding)) {
    throw badVariable(HOLDING_ORGANIZATIONAL_UNIT_ID, `'${holding}'`, 'the id of an organizational unit (ou-abcd-11112222)');
  }
  const enrolment = requireEnv(environment, ENROLMENT) as EnrolmentName;
  if (!ENROLMENTS.includes(enrolment)) {
    throw badVariable(ENROLMENT, `'${enrolment}'`, `one of ${ENROLMENTS.join(', ')}`);
  }
  const packageVersion = environment[PACKAGE_VERSION];
  return {
    concurrency: Number(concurrency),
    roleName,
    holdingOrganizationalUnitId: holding,
    enrolment,
    sandboxes: parseSandboxes(environment[SANDBOXES]),
    ...(packageVersion === undefined || packageVersion === '' ? {} : { packageVersion }),
  };
}
