/** Whether a service of AWS may take a role: what it checks before it makes something that runs in that role. */

import type { PolicyDocument, Statement } from './policy';
import { listOf } from './policy';
import { matchesWildcards } from './wildcards';

/** Whether the trust policy lets one of these service principals in. What its conditions ask for is taken to hold. */
export function letsServiceIn(trustPolicy: PolicyDocument | undefined, principals: readonly string[]): boolean {
  const applying = listOf(trustPolicy?.Statement).filter(statement =>
    listOf(statement.Action).some(pattern => matchesWildcards(pattern.toLowerCase(), 'sts:assumerole'))
    && servicesOf(statement).some(service => service === '*' || principals.includes(service)));
  return applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Condition, Effect }) => Effect === 'Deny' && Condition === undefined);
}

function servicesOf({ Principal }: Statement): readonly string[] {
  if (typeof Principal === 'string') {
    return [Principal];
  }
  return listOf((Principal as { readonly Service?: string | readonly string[] } | undefined)?.Service);
}
