/** What must never stand in a log: looked for in every rehearsal of the tests. */

import type { RehearsalResult } from '../rehearsal/rehearse';

/** E-mail addresses, answer addresses of CloudFormation, signatures and tokens by their form, and the credentials of the rehearsal by their names. */
const FORMS = [
  /[\w.+-]+(@|%40)[\w-]+\.[a-z]{2,}/i,
  /cloudformation-custom-resource-response/,
  /X-Amz-|AWS4-HMAC/i,
  /Bearer |\beyJ[\w-]{8,}\./,
  /secretOf|tokenOf/,
];

/** Lines that hold what is not for logs. */
export function indiscretions({ log, state }: Pick<RehearsalResult, 'log' | 'state'>): string[] {
  const { innovationSandbox, secretsManager } = state.services;
  const secrets = [...secretsManager.secrets.map(({ value }) => value), innovationSandbox?.knownSecret?.value].filter(secret => secret !== undefined);
  return log.map(({ line }) => line).filter(line => FORMS.some(form => form.test(line)) || secrets.some(secret => line.includes(secret)));
}
