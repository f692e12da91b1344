/**
 * What Control Tower makes of an account that is moved in AWS Organizations.
 *
 * It notes drift for an enrolled account outside its unit. With auto-enrollment it takes such an account out of its care instead
 * when the new unit isn't registered, and takes it back when it comes to one that is. The product in Service Catalog stays as it
 * was in either case, as far as is known.
 */

import type { FactoryContext } from './factory-context';
import type { MemberAccount } from '../organizations/organization-state';

/** The account has just come to another parent. */
export function watchMove({ catalog, emit, organizations, state: { strays }, world }: FactoryContext, account: MemberAccount): void {
  const { products } = catalog.state;
  const product = products.find(({ accountId, lastSuccessfulRecordId }) => accountId === account.id && lastSuccessfulRecordId !== undefined);
  if (!product) {
    return;
  }
  const unit = organizations.state.units.find(({ id }) => id === account.parentId);
  if (unit !== undefined && product.parameters.ManagedOrganizationalUnit === `${unit.name} (${unit.id})`) {
    delete strays[account.id];
  } else if (!world.organization.autoEnrollment) {
    if (strays[account.id] === undefined) {
      emit('control-tower-drift', account.name, account.id);
    }
    strays[account.id] = 'moved';
  } else if (unit?.registered) {
    delete strays[account.id];
  } else {
    if (strays[account.id] === undefined) {
      emit('unenrolled', account.name, account.id);
    }
    strays[account.id] = 'unenrolled';
  }
}
