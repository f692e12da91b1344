/** Apps whose accounts come through AWS Organizations. */

import type { OrganizationsSourceProps, PoolAccountProps } from 'account-robot';
import { AccountSource } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import type { Rehearsed, Scenario } from './rehearse-app';
import { names, poolStack, rehearseApp } from './rehearse-app';
import { sandboxBlock } from './sandbox-app';

export interface RoadScenario extends Omit<Scenario, 'app'> {
  readonly accounts?: readonly string[];
  readonly source?: OrganizationsSourceProps;
  readonly props?: PoolAccountProps;
}

/** One stack 'Pool' on this road. */
export const onRoad = (accounts: readonly string[], source: OrganizationsSourceProps = {}, props: PoolAccountProps = {}) => (app: App): void => {
  poolStack(app, accounts, { source: AccountSource.organizations(source), ...props });
};

/** Accounts that are vended only. */
export function rehearseRoad({ accounts = names(1), source, props, ...scenario }: RoadScenario = {}): Promise<Rehearsed> {
  return rehearseApp({ ...scenario, app: onRoad(accounts, source, props) });
}

/** Accounts that go on into Innovation Sandbox. */
export function rehearseSandboxRoad(scenario: RoadScenario = {}): Promise<Rehearsed> {
  return rehearseRoad({ ...scenario, settings: { sandbox: sandboxBlock(), ...scenario.settings } });
}

/** The accounts of the organization that have the address of a pool account. */
export const membersOf = ({ state }: Pick<Rehearsed, 'state'>, name: string) =>
  state.services.organizations.accounts.filter(({ email }) => email === `aws+${name}@example.com`);
