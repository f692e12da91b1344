/**
 * What Control Tower makes of an account that is moved in AWS Organizations.
 *
 * It notes drift for an enrolled account outside its unit. With auto-enrollment it takes such an account out of its care instead
 * when the new unit isn't registered, and takes it back when it comes to one that is. The product in Service Catalog stays as it
 * was in either case, as far as is known.
 */

import { OrganizationContext } from '../context';
import { AccountState } from '../service-catalog/catalog-state';

/** The account has just come to another parent. */
export function watchMove({ emit, state, world }: OrganizationContext, account: AccountState): void {
  const product = state.products.find(({ accountId, lastSuccessfulRecordId }) => accountId === account.id && lastSuccessfulRecordId !== undefined);
  if (!product) return;
  const unit = state.units.find(({ id }) => id === account.parentId);
  if (unit !== undefined && product.parameters.ManagedOrganizationalUnit === `${unit.name} (${unit.id})`) {
    delete account.controlTower;
  } else if (!world.organization.autoEnrollment) {
    if (account.controlTower === undefined) emit('control-tower-drift', account.name, account.id);
    account.controlTower = 'moved';
  } else if (unit?.registered) {
    delete account.controlTower;
  } else {
    if (account.controlTower === undefined) emit('unenrolled', account.name, account.id);
    account.controlTower = 'unenrolled';
  }
}
