/** The types of the factory's properties. */

import type { AccountFactoryProps } from './account-factory-props';
import { FUNCTION_OPTIONS } from '../../shared/function-options';
import type { PropTypes } from '../../shared/props';
import { NUMBER, objectOf, objectWith, TEXT, TRUTH } from '../../shared/props';

/** For those whom no compiler checks them for. */
export const ACCOUNT_FACTORY_PROPS: PropTypes<AccountFactoryProps> = {
  holdingOrganizationalUnitId: TEXT,
  accountEmail: TEXT,
  ssoUser: objectOf('an object with email, firstName and lastName', 'write { email: "pool@example.com", firstName: "Pool", lastName: "Account" }'),
  concurrency: NUMBER,
  roleName: TEXT,
  eventBus: objectWith('eventBusArn', 'an EventBus', "make one by new EventBus(...), or name the default one by EventBus.fromEventBusName(this, 'Bus', 'default')"),
  ...FUNCTION_OPTIONS,
  outputs: TRUTH,
};
