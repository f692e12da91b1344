import type { LandingZonePort, Portfolio } from '../../../core/checks/find-factory';
import { findFactory } from '../../../core/checks/find-factory';

const OWN: Portfolio = { id: 'port-1', name: 'AWS Control Tower Account Factory Portfolio', provider: 'AWS Control Tower' };
const THEIRS: Portfolio = { id: 'port-0', name: 'Account Factory for Teams', provider: 'Platform Team' };

function landingZone(changes: Partial<Record<keyof LandingZonePort, unknown>> = {}): LandingZonePort {
  const answers = { accountId: '111122223333', managementAccountId: '111122223333', productId: 'prod-1', portfoliosOf: [THEIRS, OWN], hasIdentityCenter: true, isAccessSelfManaged: false, ...changes };
  return Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, async () => answer])) as unknown as LandingZonePort;
}

test.each<[string, Portfolio[], string]>([
  ["by Control Tower's name and provider", [THEIRS, { ...THEIRS, id: 'port-2', name: OWN.name }, OWN], 'port-1'],
  ['by its name before others of the same provider', [{ ...OWN, id: 'port-3', name: 'Accounts' }, { ...THEIRS, id: 'port-2', name: OWN.name }, OWN], 'port-1'],
  ['by its name alone', [THEIRS, { id: 'port-2', name: OWN.name }], 'port-2'],
  ['by its provider, once it was renamed', [THEIRS, { ...OWN, name: 'Accounts' }], 'port-1'],
  ['by what it holds, if nothing else tells', [THEIRS], 'port-0'],
])('finds product and portfolio %s', async (_, portfoliosOf, portfolioId) => {
  await expect(findFactory(landingZone({ portfoliosOf }), 'eu-west-1')).resolves.toEqual({ portfolioId, productId: 'prod-1' });
});

test.each<[string, Partial<Record<keyof LandingZonePort, unknown>>, RegExp]>([
  ['in another account than the management account', { accountId: '444455556666' }, /^AR-NOT-MANAGEMENT-ACCOUNT: .*444455556666.*\(here 111122223333\)/],
  ['without an organization', { managementAccountId: undefined }, /^AR-NOT-MANAGEMENT-ACCOUNT: .*belongs to none/],
  ['in a region without the product', { productId: undefined }, /^AR-WRONG-REGION: region eu-west-1 has no product 'AWS Control Tower Account Factory'/],
  ['with a product in no portfolio', { portfoliosOf: [] }, /^AR-WRONG-REGION: region eu-west-1 has no portfolio that holds the product 'AWS Control Tower Account Factory'/],
  ['without Identity Center', { hasIdentityCenter: false }, /^AR-IDENTITY-CENTER-OFF: .*eu-west-1/],
])('fails %s', async (_, changes, message) => {
  await expect(findFactory(landingZone(changes), 'eu-west-1')).rejects.toThrow(message);
});

test('finds them without Identity Center where the landing zone leaves access to others', async () => {
  const found = findFactory(landingZone({ hasIdentityCenter: false, isAccessSelfManaged: true }), 'eu-west-1');
  await expect(found).resolves.toEqual({ portfolioId: 'port-1', productId: 'prod-1' });
});

test('finds them at an update without Identity Center: the accounts exist already, and a rollback looks again, too', async () => {
  await expect(findFactory(landingZone({ hasIdentityCenter: false }), 'eu-west-1', false)).resolves.toEqual({ portfolioId: 'port-1', productId: 'prod-1' });
});
