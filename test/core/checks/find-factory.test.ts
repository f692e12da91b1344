import type { LandingZonePort } from '../../../core/checks/find-factory';
import { findFactory } from '../../../core/checks/find-factory';

function landingZone(changes: Partial<Record<keyof LandingZonePort, unknown>> = {}): LandingZonePort {
  const answers = { accountId: '111122223333', managementAccountId: '111122223333', portfolioId: 'port-1', productId: 'prod-1', portfoliosOf: ['port-0', 'port-1'], hasIdentityCenter: true, ...changes };
  return Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, async () => answer])) as unknown as LandingZonePort;
}

test('finds product and portfolio', async () => {
  await expect(findFactory(landingZone(), 'eu-west-1')).resolves.toEqual({ portfolioId: 'port-1', productId: 'prod-1' });
});

test.each<[string, Partial<Record<keyof LandingZonePort, unknown>>, RegExp]>([
  ['in another account than the management account', { accountId: '444455556666' }, /^AR-NOT-MANAGEMENT-ACCOUNT: .*444455556666.*\(here 111122223333\)/],
  ['without an organization', { managementAccountId: undefined }, /^AR-NOT-MANAGEMENT-ACCOUNT: .*belongs to none/],
  ['in a region without the portfolio', { portfolioId: undefined }, /^AR-WRONG-REGION: region eu-west-1 has no portfolio 'AWS Control Tower Account Factory Portfolio'/],
  ['in a region without the product', { productId: undefined }, /^AR-WRONG-REGION: .*product 'AWS Control Tower Account Factory'/],
  ['with a product outside the portfolio', { portfoliosOf: ['port-0'] }, /^AR-WRONG-REGION: /],
  ['without Identity Center', { hasIdentityCenter: false }, /^AR-IDENTITY-CENTER-OFF: .*eu-west-1/],
])('fails %s', async (_, changes, message) => {
  await expect(findFactory(landingZone(changes), 'eu-west-1')).rejects.toThrow(message);
});

test('finds them at an update without Identity Center: the accounts exist already, and a rollback looks again, too', async () => {
  await expect(findFactory(landingZone({ hasIdentityCenter: false }), 'eu-west-1', false)).resolves.toEqual({ portfolioId: 'port-1', productId: 'prod-1' });
});
