/** Whether Account Factory would take the accounts: the product, the right to launch it, the unit, how many at a time. */

import { factoriesOf } from './app-intent';
import type { Answer, Check, Subject } from './check';
import { CheckState, counted, elsewhere, fail, named, ok, unseen, warn } from './check';
import type { SnapshotResource, SnapshotUnit } from '../snapshot';

/** For what only an app can tell. */
function notNamed(what: string): Answer {
  return { state: CheckState.UNSEEN, what, fix: 'name the folder that \'cdk synth\' wrote: account-robot doctor cdk.out' };
}

function product({ snapshot }: Subject): Answer {
  const { factory } = snapshot;
  if (factory === undefined) {
    return unseen(snapshot, ['factory'], 'whether there is an Account Factory is unknown');
  }
  if (factory === null) {
    return fail('there is no Account Factory product in this Region', 'see that the landing zone is set up here, and has not been taken down');
  }
  if (factory.portfolios === undefined) {
    return unseen(snapshot, ['factory.portfolios'], 'whether a portfolio holds the Account Factory product is unknown');
  }
  return factory.portfolios.length === 0
    ? fail('no portfolio holds the Account Factory product', 'reset the landing zone: Control Tower puts the product into its portfolio', factory.productId)
    : ok(`Account Factory is in the portfolio ${named(factory.portfolios.map(({ name }) => `'${name}'`))}`, factory.productId);
}

function artifact({ snapshot }: Subject): Answer {
  const artifacts = snapshot.factory?.artifacts;
  if (artifacts === undefined) {
    return snapshot.factory === null
      ? fail('there is no version of Account Factory that could be launched', 'see AR-CHECK-PRODUCT')
      : unseen(snapshot, ['factory.artifacts', 'factory'], 'whether a version of Account Factory is active is unknown');
  }
  const active = artifacts.filter(each => each.active);
  return active.length === 0
    ? fail('no version of the Account Factory product is active', 'activate the newest one (Service Catalog, Products, the product, Versions), or reset the landing zone', counted(artifacts.length, 'version'))
    : ok('a version of the Account Factory product is active', named(active.map(({ id }) => id)));
}

const ASSOCIATION = 'AWS::ServiceCatalog::PortfolioPrincipalAssociation';
const ROLE = 'AWS::IAM::Role';
const roleName = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

function association({ snapshot }: Subject): Answer {
  const principals = snapshot.factory?.portfolios?.map(portfolio => portfolio.principals);
  if (principals === undefined || principals.includes(undefined)) {
    return unseen(snapshot, ['factory.portfolios.principals', 'factory.portfolios', 'factory'], 'who may launch Account Factory is unknown');
  }
  const letIn = new Set(principals.flatMap(each => each ?? []).map(roleName));
  const factories = snapshot.stacks.filter(({ resources = [] }) => resources.some(({ type }) => type === ASSOCIATION));
  if (factories.length === 0) {
    return ok('no stack with a factory is deployed yet: its role is let in when it is');
  }
  const shutOut = factories.filter(stack => standingOf(stack.resources ?? [], letIn) === 'out');
  const untold = factories.filter(stack => standingOf(stack.resources ?? [], letIn) === 'unknown');
  if (shutOut.length > 0) {
    return fail(`the portfolio lets no role of ${named(shutOut.map(({ name }) => name))} in, so there is no launch path`, 'add the role of the handlers to the portfolio \'AWS Control Tower Account Factory Portfolio\' (Service Catalog, Portfolios, Access): CloudFormation doesn\'t notice that it was removed', named([...letIn]));
  }
  return untold.length > 0
    ? { state: CheckState.UNSEEN, what: `whether the portfolio lets the role of ${named(untold.map(({ name }) => name))} in is unknown: it is not of the stack, and no id names it`, fix: 'see in Service Catalog (Portfolios, Access) whether it is there', evidence: named([...letIn]) }
    : ok(`the role of ${named(factories.map(({ name }) => name))} may launch Account Factory`);
}

/**
 * Whether a factory's role is let in. The role may be the stack's own or one that the app imports: the association's id names it (seen in what CloudFormation
 * gives, and not promised), and where it doesn't, only the stack's own roles can be found.
 */
function standingOf(resources: readonly SnapshotResource[], letIn: ReadonlySet<string>): 'in' | 'out' | 'unknown' {
  const roles = resources.filter(({ type }) => type === ASSOCIATION)
    .flatMap(({ physicalId = '' }) => /arn:[^|]+:(?:role|user)\/[^|]+/.exec(physicalId)?.[0] ?? []).map(roleName);
  if (roles.length > 0) {
    return roles.some(role => letIn.has(role)) ? 'in' : 'out';
  }
  return resources.some(({ type, physicalId }) => type === ROLE && physicalId !== undefined && letIn.has(physicalId)) ? 'in' : 'unknown';
}

/** The units that the factories of the app create accounts in. */
function holdingUnits({ app }: Subject): readonly string[] {
  return [...new Set(factoriesOf(app).flatMap(({ holdingUnitId }) => holdingUnitId ?? []))];
}

/** Asks the same of each holding unit: the worst answer counts. */
function eachUnit(subject: Subject, what: string, answer: (id: string, found: SnapshotUnit | undefined) => Answer | undefined, fine: string): Answer {
  const { snapshot, app } = subject;
  const ids = holdingUnits(subject);
  if (app === undefined) {
    return notNamed(`${what} is unknown, as no app was named`);
  }
  if (ids.length === 0) {
    return { state: CheckState.UNSEEN, what: `${what} is unknown, as no template says which it is`, fix: 'look at the unit that the app computes' };
  }
  if (snapshot.units === undefined) {
    return unseen(snapshot, ['units', 'accounts', 'organization.rootId'], `${what} is unknown`);
  }
  const answers = ids.flatMap(id => answer(id, snapshot.units!.find(each => each.id === id)) ?? []);
  const worst = [CheckState.FAIL, CheckState.UNSEEN, CheckState.WARN].flatMap(state => answers.find(each => each.state === state) ?? [])[0];
  return worst ?? ok(`${fine} ${named(ids)}`);
}

function unit(subject: Subject): Answer {
  const { snapshot } = subject;
  return eachUnit(subject, 'whether the holding unit is registered', (id, found) => {
    if (found === undefined) {
      // The walk through the units ends somewhere.
      return warn(`the organizational unit ${id} was not found among the units that were looked at`, 'see whether it is there, deeper in the tree or not at all, and correct holdingOrganizationalUnitId if not');
    }
    if (found.baseline === undefined) {
      return unseen(snapshot, ['units.baseline'], `whether ${label(found)} is registered is unknown`);
    }
    return found.baseline === null
      ? fail(`the organizational unit ${label(found)} is not registered with Control Tower`, 'register it in the Control Tower console (Organization, the unit, Actions, Register)')
      : undefined;
  }, 'Control Tower has registered');
}

function baseline(subject: Subject): Answer {
  const { snapshot } = subject;
  return eachUnit(subject, 'whether the holding unit is in order', (id, found) => {
    if (found?.baseline === undefined) {
      return unseen(snapshot, ['units.baseline'], `the baseline of ${id} is unknown`);
    }
    const { baseline: enabled } = found;
    if (enabled === null) {
      return fail(`${label(found)} has no baseline, as it is not registered`, 'see AR-CHECK-UNIT');
    }
    if (enabled.status !== 'SUCCEEDED') {
      const waits = enabled.status === 'UNDER_CHANGE';
      return (waits ? warn : fail)(`the baseline of ${label(found)} ${waits ? 'is being changed' : 'could not be enabled'}`, waits ? 'wait until it is done' : 'register the unit again (Control Tower console, the unit, Actions, Re-register)', enabled.status);
    }
    const drifts = [enabled.inheritanceDrift, enabled.sourceDrift].filter(drift => drift !== undefined && drift !== 'IN_SYNC');
    return drifts.length === 0 ? undefined
      : warn(`accounts in ${label(found)} differ from what Control Tower enables there`, 'register the unit again (Control Tower console, the unit, Actions, Re-register), unless it is accounts that went into a pool, which is meant', named(drifts.map(String)));
  }, 'the baseline is enabled and has not drifted in');
}

const label = ({ id, name }: SnapshotUnit) => (name === undefined ? id : `'${name}' (${id})`);

/** Of Control Tower, unless somebody raised it. */
const DEFAULT_QUOTA = 5;

function concurrency({ snapshot, app }: Subject): Answer {
  const quota = snapshot.quotas.concurrency;
  if (quota === undefined) {
    return unseen(snapshot, ['quotas.concurrency'], 'how many accounts the factory takes at a time is unknown');
  }
  const value = quota?.value ?? DEFAULT_QUOTA;
  const wanted = Math.max(0, ...factoriesOf(app).map(factory => factory.concurrency ?? 1));
  const pending = (quota?.requests ?? []).map(request => `${request.value} was asked for, and is ${request.status}`);
  const evidence = pending.length === 0 ? undefined : named(pending);
  if (wanted === 0) {
    return ok(`the factory takes ${counted(value, 'account')} at a time`, evidence);
  }
  if (wanted > value) {
    return warn(`the app wants ${wanted} accounts at a time, and the factory takes ${value}: it refuses the others, which try again`, `set concurrency to ${value}, or request an increase of the quota 'Concurrent account operations' of AWS Control Tower`, evidence);
  }
  return ok(`the app wants ${counted(wanted, 'account')} at a time, and the factory takes ${value}`, evidence);
}

function identityCenter({ snapshot }: Subject): Answer {
  const { identityCenter: instance, landingZone, caller } = snapshot;
  if (instance === undefined) {
    return unseen(snapshot, ['identityCenter'], 'whether there is an IAM Identity Center is unknown');
  }
  if (instance === null) {
    return landingZone?.accessManagement === 'self-managed'
      ? warn('there is no IAM Identity Center in this Region, and the landing zone leaves access to you', 'see that Account Factory takes an account without one; what is known of it is inferred')
      : fail(`there is no IAM Identity Center in ${caller.region}, and Account Factory asks for a user of it`, 'enable it in Control Tower\'s home Region');
  }
  return instance.status === undefined || instance.status === 'ACTIVE'
    ? ok(`IAM Identity Center is in ${instance.region}`, instance.instanceArn)
    : warn('IAM Identity Center is not active', 'wait until it is', instance.status);
}

function user({ app }: Subject): Answer {
  return factoriesOf(app).every(({ ssoUserEmail }) => ssoUserEmail === undefined)
    ? notNamed('which user gets access to new accounts is unknown, as no app says it')
    : elsewhere(
      'whether IAM Identity Center has the user that the app names (ssoUser) is not read; Account Factory makes one if it hasn\'t',
      'see in IAM Identity Center (Users), if you mean one that exists: another spelling makes another user', 'identitystore:ListUsers',
    );
}

const FACTORY = ['servicecatalog:DescribeProductAsAdmin', 'servicecatalog:ListPortfoliosForProduct'];
const UNITS = ['organizations:ListOrganizationalUnitsForParent', 'organizations:ListRoots', 'organizations:ListAccounts', 'controltower:ListEnabledBaselines'];

/** In the order in which an account meets them. */
export const FACTORY_CHECKS: readonly Check[] = [
  {
    code: 'AR-CHECK-PRODUCT',
    asks: 'Is there an Account Factory, in a portfolio?',
    answers: 'Fails without one.',
    needs: FACTORY,
    answer: product,
  },
  {
    code: 'AR-CHECK-ARTIFACT',
    asks: 'Is a version of the Account Factory product active?',
    answers: 'Fails when none is.',
    needs: ['servicecatalog:ListProvisioningArtifacts'],
    answer: artifact,
  },
  {
    code: 'AR-CHECK-ASSOCIATION',
    asks: 'Does the portfolio let the role of each deployed factory in?',
    answers: 'Fails when somebody removed it. Before the first deployment there is none.',
    needs: ['servicecatalog:ListPrincipalsForPortfolio', 'cloudformation:ListStackResources'],
    answer: association,
  },
  {
    code: 'AR-CHECK-UNIT',
    asks: 'Is the unit that the app creates accounts in registered with Control Tower?',
    answers: 'Fails when it isn\'t; warns when it was not found among the units that were looked at.',
    needs: UNITS,
    answer: unit,
  },
  {
    code: 'AR-CHECK-BASELINE',
    asks: 'Is its baseline enabled, and has nothing drifted from it?',
    answers: 'Fails when it could not be enabled, warns while it is changed and when accounts have drifted.',
    needs: ['controltower:ListEnabledBaselines'],
    answer: baseline,
  },
  {
    code: 'AR-CHECK-CONCURRENCY',
    asks: 'Does the factory take as many accounts at a time as the app wants?',
    answers: 'Warns when it takes fewer. Requests for more are told.',
    needs: ['servicequotas:ListServiceQuotas', 'servicequotas:ListRequestedServiceQuotaChangeHistory'],
    answer: concurrency,
  },
  {
    code: 'AR-CHECK-IDENTITY-CENTER',
    asks: 'Is there an IAM Identity Center for the users of new accounts?',
    answers: 'Fails without one, and warns instead where the landing zone leaves access to you, or while it is made.',
    needs: ['sso:ListInstances'],
    answer: identityCenter,
  },
  {
    code: 'AR-CHECK-USER',
    asks: 'Which user of it gets access to new accounts?',
    answers: 'Never seen: the command asks for no right to read people.',
    needs: ['identitystore:ListUsers'],
    answer: user,
  },
];
