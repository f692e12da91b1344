/** What a JSON Schema can't say about how a deployment is run: whether its parts contradict each other. */

import { shown } from './check-schema';
import type { World } from './world';
import type { Path } from './yaml-source';

type Fail = (path: Path, text: string) => never;

/** Calls `fail` for the first contradiction. */
export function checkDeployment({ deployment }: Pick<World, 'deployment'>, fail: Fail): void {
  const { command, orphans, cancelAfterMinutes, deleteAfterMinutes } = deployment;
  const at = (key: string): Path => ['deployment', key];
  if (orphans.length > 0 && command !== 'rollback') {
    fail(at('orphans'), `is ${shown(orphans)}, but only a rollback leaves resources out; add 'command: rollback' or leave it out`);
  }
  if (cancelAfterMinutes !== undefined && deleteAfterMinutes !== undefined) {
    fail(at('deleteAfterMinutes'), `is ${deleteAfterMinutes}, but the deployment is cancelled after ${cancelAfterMinutes} minutes too (deployment.cancelAfterMinutes); leave one of the two out`);
  }
  for (const [key, minutes] of Object.entries({ cancelAfterMinutes, deleteAfterMinutes })) {
    if (minutes !== undefined && command !== 'deploy') {
      fail(at(key), `is ${minutes}, but the command is ${command}, and only a deployment can be ${key === 'cancelAfterMinutes' ? 'cancelled' : 'interrupted like that'}; leave one of the two out`);
    }
  }
}
