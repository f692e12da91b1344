/** The event bus of Innovation Sandbox, in its hub account: whoever has a rule on it hears what becomes of accounts. */

import type { SandboxContext } from './sandbox-context';
import { eventBridge } from '../eventbridge/eventbridge';

/** Its template doesn't name it; CloudFormation does. */
export const BUS_NAME = 'InnovationSandboxComputeISBEventBus6697FE33';

/** @param ofCleaner whether it is the cleaner's own, which had another source before 1.3 */
export function tellBus(sandbox: SandboxContext, detailType: string, detail: Readonly<Record<string, unknown>>, ofCleaner = false): void {
  const { to, world: { hubAccountId, namespace, region } } = sandbox;
  to.peer(eventBridge).emit({
    accountId: hubAccountId,
    region,
    bus: `arn:${to.partition}:events:${region}:${hubAccountId}:event-bus/${BUS_NAME}`,
    source: ofCleaner && !sandbox.isAtLeast(1, 3) ? 'account-cleaner' : `InnovationSandbox-${namespace}`,
    detailType,
    detail,
  });
}
