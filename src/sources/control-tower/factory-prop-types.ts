/** The types of the factory's properties. */

import type { AccountFactoryProps } from './account-factory-props';
import { FUNCTION_OPTIONS } from '../../shared/function-options';
import type { PropTypes } from '../../shared/props';
import { NUMBER, objectOf, TEXT, TRUTH } from '../../shared/props';

/** For those whom no compiler checks them for. */
export const ACCOUNT_FACTORY_PROPS: PropTypes<AccountFactoryProps> = {
  holdingOrganizationalUnitId: TEXT,
  accountEmail: TEXT,
  ssoUser: objectOf('an object with email, firstName and lastName', 'write { email: "pool@example.com", firstName: "Pool", lastName: "Account" }'),
  concurrency: NUMBER,
  roleName: TEXT,
  ...FUNCTION_OPTIONS,
  outputs: TRUTH,
};
