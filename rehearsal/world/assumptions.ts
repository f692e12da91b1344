/** What a rehearsal takes for granted, and what in a world file can't have the effect that its author had in mind. */

import type { AppFacts } from './app-facts';
import { isByHand, matchesAccount } from './faults';
import { sandboxesIn } from './sandbox-units';
import type { World } from './world';

/** What holds in a world that no file describes. */
export function generalAssumptions(world: World): string[] {
  const { median, minimum, maximum } = world.factory.creationMinutes;
  return [
    `Creating an account takes ${minimum} to ${maximum} minutes, ${median} in the median.`,
    'The landing zone is ready, IAM Identity Center is enabled, and nobody else uses the factory.',
    'No service control policy and no resource control policy denies what the app needs.',
    ...(world.sandbox ? [`Cleaning an account takes ${world.sandbox.cleaningMinutes.median} minutes, more or less ${world.sandbox.cleaningMinutes.spread}.`] : []),
  ];
}

/** Where a world file and the app don't meet. */
export function mismatches(world: World, facts: AppFacts): string[] {
  const units = new Set(world.organization.organizationalUnits.map(unit => unit.id));
  const accounts = new Set(world.organization.accounts.map(account => account.id));
  return [
    ...facts.holdingOrganizationalUnitIds
      .filter(id => !units.has(id))
      .map(id => `The app puts accounts into ${id}, which is not among the world file's organizational units.`),
    ...facts.existingAccounts
      .filter(account => !accounts.has(account.id))
      .map(account => `The app takes account ${account.id}, which is not among the world file's accounts.`),
    ...facts.sandboxes.sandboxes
      .filter(({ namespace }) => !sandboxesIn(world).some(sandbox => sandbox.namespace === namespace))
      .map(({ namespace }) => `The app registers accounts with Innovation Sandbox '${namespace}', which is not the world file's.`),
    ...world.faults.flatMap((fault, index) => {
      const pattern = 'account' in fault ? fault.account : undefined;
      // What people do, they do to accounts and products of others too.
      return pattern === undefined || isByHand(fault) || facts.accountNames.some(name => matchesAccount(pattern, name))
        ? []
        : [`faults[${index}] (${fault.kind}) is meant for '${pattern}', but the app has no such account: it won't happen.`];
    }),
  ];
}
