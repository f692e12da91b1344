/** The unit that an account which exists already may be taken out of. */

import type { PoolAccountProps } from './pool-account-props';
import type { InnovationSandbox } from '../sandbox/innovation-sandbox';
import { parentIdProblem } from '../settings/sandbox-validation';
import { refuseUnfit, show, UserError } from '../shared/user-error';

/** The unit that an existing account may leave for a sandbox says nothing about any other account. */
export function refuseParent(subject: string, props: PoolAccountProps, sandbox: InnovationSandbox | undefined): void {
  const { existingAccountId, existingAccountParentId } = props;
  refuseUnfit(subject, 'existingAccountParentId', existingAccountParentId, parentIdProblem);
  if (existingAccountParentId === undefined || (existingAccountId !== undefined && sandbox)) {
    return;
  }
  const missing = existingAccountId === undefined ? "'existingAccountId'" : "a 'sandbox'";
  throw new UserError(`${subject}: 'existingAccountParentId' (${show(existingAccountParentId)}) says nothing without ${missing}: `
    + `it names the unit that an existing account may be moved out of, into Innovation Sandbox; set ${missing.replace(/^a /, '')} too, or remove it`);
}
