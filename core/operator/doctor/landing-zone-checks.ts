/** Whether the organization has a landing zone that an account factory can work in. */

import type { Answer, Check, Subject } from './check';
import { fail, named, ok, unseen, warn } from './check';

function managementAccount({ snapshot }: Subject): Answer {
  const { caller, organization } = snapshot;
  if (organization === undefined) {
    return unseen(snapshot, ['organization'], 'whether the credentials are of the management account is unknown');
  }
  if (organization === null) {
    return fail(`account ${caller.accountId} is in no organization`, 'use credentials of the organization\'s management account');
  }
  return organization.managementAccountId === caller.accountId
    ? ok(`${caller.accountId} is the organization's management account`)
    : fail(`the credentials are of account ${caller.accountId}, which isn't the management account`, `use a profile of account ${organization.managementAccountId}`);
}

function homeRegion({ snapshot }: Subject): Answer {
  const { caller, landingZone, usesControlTower } = snapshot;
  if (landingZone === undefined) {
    return unseen(snapshot, ['landingZone'], `whether ${caller.region} is Control Tower's home Region is unknown`);
  }
  if (landingZone !== null) {
    return ok(`${caller.region} is Control Tower's home Region`, landingZone.arn);
  }
  return usesControlTower === false
    ? fail('the organization has no AWS Control Tower', 'set up a landing zone first')
    : fail(`Control Tower's home Region is not ${caller.region}`, 'name the home Region with --region');
}

function status({ snapshot }: Subject): Answer {
  const state = snapshot.landingZone?.status;
  switch (state) {
    case undefined: return unseen(snapshot, ['landingZone'], 'the status of the landing zone is unknown');
    case 'ACTIVE': return ok('the landing zone is active');
    case 'PROCESSING': return warn('the landing zone is being changed, and the factory may refuse accounts meanwhile', 'wait until it is done; a deployment that runs waits by itself', state);
    case 'FAILED': return fail('the last operation on the landing zone failed', 'repair it in the Control Tower console (Landing zone settings)', state);
    default: return warn(`the landing zone has a status that this release doesn't know, ${state}`, 'look at it in the Control Tower console');
  }
}

function operation({ snapshot }: Subject): Answer {
  const running = snapshot.landingZone?.operation;
  if (running === undefined) {
    return unseen(snapshot, ['landingZone.operation', 'landingZone'], 'whether an operation is running on the landing zone is unknown');
  }
  return running === null
    ? ok('no operation is running on the landing zone')
    : warn(`an operation is running on the landing zone: ${running.type ?? 'of an unknown type'}`, 'wait until it is done; a deployment that runs waits by itself', `${running.id}${running.startedAt === undefined ? '' : `, since ${running.startedAt}`}`);
}

function drift({ snapshot }: Subject): Answer {
  const state = snapshot.landingZone?.drift;
  switch (state) {
    case undefined: return unseen(snapshot, ['landingZone'], 'whether the landing zone has drifted is unknown');
    case 'IN_SYNC': return ok('the landing zone has not drifted');
    default: return warn('the landing zone has drifted', 'see what was changed in the Control Tower console, and reset the landing zone unless it is accounts of the pool that moved, which is meant', state);
  }
}

function version({ snapshot }: Subject): Answer {
  const { version: own, latestVersion: latest } = snapshot.landingZone ?? {};
  if (own === undefined || latest === undefined) {
    return unseen(snapshot, ['landingZone'], 'the version of the landing zone is unknown');
  }
  return own === latest
    ? ok(`the landing zone has the newest version, ${own}`)
    : warn(`the landing zone has version ${own}, and there is ${latest}`, 'update it when no account is on its way: the factory refuses accounts meanwhile');
}

function autoEnrollment({ snapshot }: Subject): Answer {
  const { landingZone, sandboxes, units } = snapshot;
  if (landingZone === undefined || landingZone === null || sandboxes === undefined) {
    return unseen(snapshot, ['landingZone', 'sandboxes'], 'whether Control Tower follows accounts that are moved into a pool is unknown');
  }
  if (!landingZone.autoEnrollment) {
    return ok(`Control Tower leaves accounts that are moved alone${sandboxes.length === 0 ? '' : ', and shows those of the pool as moved, which is meant'}`);
  }
  if (sandboxes.length === 0) {
    return ok('Control Tower follows accounts that are moved, and there is no Innovation Sandbox that would move them');
  }
  const pools = sandboxes.flatMap(sandbox => Object.values(sandbox.units ?? {}));
  const registered = (units ?? []).filter(({ id, baseline }) => pools.includes(id) && baseline !== null && baseline !== undefined);
  return registered.length > 0
    ? fail(`Control Tower enrols what is moved, and units of the pool are registered with it: ${named(registered.map(({ name, id }) => name ?? id))}`, 'let these units not be registered (Control Tower console, the unit, Actions, Deregister), or turn automatic enrolment off: each move within the pool would begin an enrolment or end one', 'remediationTypes has INHERITANCE_DRIFT')
    : warn('Control Tower takes accounts out of its care as soon as they are moved into the pool, while they are cleaned', 'expect that a first cleaning may fail, and ask for another one with verify; or turn automatic enrolment off', 'remediationTypes has INHERITANCE_DRIFT');
}

const LANDING_ZONE = ['controltower:ListLandingZones', 'controltower:GetLandingZone'];

/** In the order in which they matter: what a later one says may follow from an earlier one. */
export const LANDING_ZONE_CHECKS: readonly Check[] = [
  {
    code: 'AR-CHECK-ACCOUNT',
    asks: 'Are the credentials of the organization\'s management account?',
    answers: 'Fails with those of another account: Account Factory is in the management account.',
    needs: ['sts:GetCallerIdentity', 'organizations:DescribeOrganization'],
    answer: managementAccount,
  },
  {
    code: 'AR-CHECK-REGION',
    asks: 'Is the Region Control Tower\'s home?',
    answers: 'Fails in another Region, and where the organization has no Control Tower.',
    needs: [...LANDING_ZONE, 'organizations:ListAWSServiceAccessForOrganization'],
    answer: homeRegion,
  },
  {
    code: 'AR-CHECK-LANDING-ZONE',
    asks: 'Is the landing zone active?',
    answers: 'Warns while it is changed, fails when the last change failed.',
    needs: LANDING_ZONE,
    answer: status,
  },
  {
    code: 'AR-CHECK-OPERATION',
    asks: 'Is nothing at work on the landing zone?',
    answers: 'Warns during an operation.',
    needs: ['controltower:ListLandingZoneOperations', 'controltower:GetLandingZoneOperation'],
    answer: operation,
  },
  {
    code: 'AR-CHECK-DRIFT',
    asks: 'Is the landing zone as Control Tower left it?',
    answers: 'Warns when it has drifted.',
    needs: LANDING_ZONE,
    answer: drift,
  },
  {
    code: 'AR-CHECK-VERSION',
    asks: 'Is there no newer version of the landing zone?',
    answers: 'Warns when there is.',
    needs: LANDING_ZONE,
    answer: version,
  },
  {
    code: 'AR-CHECK-AUTO-ENROLLMENT',
    asks: 'Does Control Tower leave accounts alone that are moved into the pool of an Innovation Sandbox?',
    answers: 'Warns when it un-enrols them, fails when units of the pool are registered with it as well.',
    needs: [...LANDING_ZONE, 'controltower:ListEnabledBaselines', 'ssm:DescribeParameters', 'ssm:GetParameters'],
    answer: autoEnrollment,
  },
];
