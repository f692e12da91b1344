/** What a JSON Schema can't say about a world file: whether its parts fit together. */

import { checkDeployment } from './check-deployment';
import { checkFaults } from './check-faults';
import { checkHands, checkHistory } from './check-hands';
import { checkSandboxes } from './check-sandbox';
import { problemText, shown } from './check-schema';
import { sandboxUnitIds } from './sandbox-units';
import type { World } from './world';
import type { Path, YamlSource } from './yaml-source';
import { UnusableInput } from '../kernel/types';

/** Throws {@link UnusableInput} naming the first contradiction. `world` has every default filled in. */
export function checkOrganization(world: World, source: YamlSource): void {
  const fail = (path: Path, text: string): never => {
    throw new UnusableInput(problemText(source, { path, line: source.line(path), text }));
  };
  checkUnits(world, fail);
  checkAccounts(world, fail);
  checkProducts(world, fail);

  checkDeployment(world, fail);
  checkSandboxes(world, fail);
  checkHands(world, fail);
  checkFaults(world, fail);

  const { minimum, median, maximum } = world.factory.creationMinutes;
  if (!(minimum <= median && median <= maximum)) {
    fail(['factory', 'creationMinutes'], `has minimum ${minimum}, median ${median}, maximum ${maximum}, but they must be in that order; change the one that isn't`);
  }
}

type Fail = (path: Path, text: string) => never;

function checkUnits(world: World, fail: Fail): void {
  const { rootId, organizationalUnits: units } = world.organization;
  const at = (index: number, key?: string): Path => ['organization', 'organizationalUnits', index, ...(key ? [key] : [])];
  const byId = new Map<string, number>();
  units.forEach((unit, index) => {
    const twin = byId.get(unit.id);
    if (twin !== undefined) {
      fail(at(index, 'id'), `is ${shown(unit.id)}, which organizationalUnits[${twin}] has already; give each unit an id of its own`);
    }
    byId.set(unit.id, index);
    const root = `ou-${rootId.slice(2)}-`;
    if (!unit.id.startsWith(root)) {
      fail(at(index, 'id'), `is ${shown(unit.id)}, but the units of root ${rootId} have ids that begin with ${root}; change the id or organization.rootId`);
    }
  });
  units.forEach((unit, index) => {
    if (unit.parentId !== rootId && !byId.has(unit.parentId)) {
      fail(at(index, 'parentId'), `is ${shown(unit.parentId)}, which is neither the root (${rootId}) nor one of the organizationalUnits; add that unit or correct the id`);
    }
    const sibling = units.findIndex(other => other !== unit && other.parentId === unit.parentId && other.name === unit.name);
    if (sibling >= 0 && sibling < index) {
      fail(at(index, 'name'), `is ${shown(unit.name)}, the name of organizationalUnits[${sibling}] with the same parent; AWS allows a name once under one parent`);
    }
    let above = unit;
    for (let steps = 0; above.parentId !== rootId; steps++) {
      if (steps > units.length) {
        fail(at(index, 'parentId'), `is ${shown(unit.parentId)}, which leads in a circle instead of to the root (${rootId}); correct one of the parents`);
      }
      above = units[byId.get(above.parentId) ?? index];
    }
  });
}

function checkAccounts(world: World, fail: Fail): void {
  const { organization } = world;
  const parents = new Set([organization.rootId, ...organization.organizationalUnits.map(unit => unit.id), ...sandboxUnitIds(world)]);
  const at = (index: number, key: string): Path => ['organization', 'accounts', index, key];
  const byId = new Map<string, number>();
  const byEmail = new Map<string, number>();
  organization.accounts.forEach((account, index) => {
    if (account.id === organization.managementAccountId) {
      fail(at(index, 'id'), `is ${shown(account.id)}, the management account, which is always there; leave the entry out or correct the id`);
    }
    const twin = byId.get(account.id);
    if (twin !== undefined) {
      fail(at(index, 'id'), `is ${shown(account.id)}, which accounts[${twin}] has already; give each account an id of its own`);
    }
    byId.set(account.id, index);
    const mailTwin = byEmail.get(account.email.toLowerCase());
    if (mailTwin !== undefined) {
      fail(at(index, 'email'), `is the e-mail address of accounts[${mailTwin}] too; AWS allows an address once`);
    }
    byEmail.set(account.email.toLowerCase(), index);
    if (!parents.has(account.parentId)) {
      fail(at(index, 'parentId'), `is ${shown(account.parentId)}, which is neither the root (${organization.rootId}) nor one of the organizationalUnits; add that unit or correct the id`);
    }
  });
  const present = 1 + organization.accounts.length + organization.foreignAccounts;
  if (present > organization.accountQuota) {
    fail(['organization', 'accountQuota'], `is ${organization.accountQuota}, but the organization has ${present} accounts already; raise it or list fewer accounts`);
  }
}

function checkProducts(world: World, fail: Fail): void {
  const { organization } = world;
  const known = new Set(organization.accounts.map(account => account.id));
  const byName = new Map<string, number>();
  organization.products.forEach((product, index) => {
    const at = (key: string): Path => ['organization', 'products', index, key];
    const twin = byName.get(product.name);
    if (twin !== undefined) {
      fail(at('name'), `is ${shown(product.name)}, which products[${twin}] has already; a name is taken once`);
    }
    byName.set(product.name, index);
    if (product.accountId !== undefined && !known.has(product.accountId)) {
      fail(at('accountId'), `is ${shown(product.accountId)}, which isn't among organization.accounts; add the account there, with status CLOSED if it was closed`);
    }
    checkHistory(product, at, fail);
  });
}
