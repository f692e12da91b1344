/** What a world file says about how a deployment is run. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { appOf, stackOf } from './app';
import { loadWorld } from '../../../rehearsal/world/load';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deployment-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function load(text: string) {
  const file = path.join(folder, 'world.yaml');
  fs.writeFileSync(file, text);
  return loadWorld(file, appOf(stackOf({ accounts: [{ name: 'a' }] }))).world;
}

function refusal(text: string): string {
  try {
    load(text);
  } catch (error) {
    return (error as Error).message.replace(`${folder}${path.sep}`, '');
  }
  throw new Error('the world was taken');
}

test.each<[string, string, string]>([
  ['an unknown command', 'deployment: { command: remove }\n', 'world.yaml:1: deployment.command is "remove", which isn\'t among the values it can have; it can be deploy, rollback, destroy'],
  ['orphans of a deployment', 'deployment:\n  orphans: [A]\n', 'world.yaml:2: deployment.orphans is ["A"], but only a rollback leaves resources out; add \'command: rollback\' or leave it out'],
  ['orphans that are no list', 'deployment: { command: rollback, orphans: A }\n', 'world.yaml:1: deployment.orphans is "A", but must be a list (each entry on a line of its own that begins with \'- \')'],
  ['a deletion of a rollback', 'deployment:\n  command: rollback\n  deleteAfterMinutes: 3\n', 'world.yaml:3: deployment.deleteAfterMinutes is 3, but the command is rollback, and only a deployment can be interrupted like that; leave one of the two out'],
  ['a cancelled removal', 'deployment:\n  command: destroy\n  cancelAfterMinutes: 3\n', 'world.yaml:3: deployment.cancelAfterMinutes is 3, but the command is destroy, and only a deployment can be cancelled; leave one of the two out'],
  ['a deletion and a cancellation', 'deployment:\n  cancelAfterMinutes: 3\n  deleteAfterMinutes: 4\n', 'world.yaml:3: deployment.deleteAfterMinutes is 4, but the deployment is cancelled after 3 minutes too (deployment.cancelAfterMinutes); leave one of the two out'],
  ['a time afterwards that is too long', 'deployment: { afterwardsMinutes: 50000 }\n', 'world.yaml:1: deployment.afterwardsMinutes is 50000, but must be a number, 0 or more and 44640 at most'],
  ['leases without a sandbox', 'leases:\n  - { at: 5, take: 1, for: 60 }\n', 'world.yaml:2: leases[0] takes accounts of an Innovation Sandbox, and the world has none; describe it (sandbox), or leave the leases out'],
  ['leases of another sandbox', 'sandbox: { namespace: myisb }\nleases:\n  - { at: 5, take: 1, for: 60, namespace: labs }\n', 'world.yaml:3: leases[0].namespace is "labs", which no Innovation Sandbox of the world has; there is myisb'],
  ['a lease of half an account', 'leases:\n  - { at: 5, take: 0.5, for: 60 }\n', 'world.yaml:2: leases[0].take is 0.5, but must be a whole number, 1 or more and 1000 at most'],
  ['a lease without an end', 'leases:\n  - { at: 5, take: 1 }\n', "world.yaml:2: leases[0] has no 'for'; add it (how long each lasts, in minutes)"],
  ['a deletion before the beginning', 'deployment: { deleteAfterMinutes: -4 }\n', 'world.yaml:1: deployment.deleteAfterMinutes is -4, but must be a number, 0 or more'],
  ['a poll that is late by nothing', 'faults:\n  - { kind: poll-comes-late }\n', 'world.yaml:2: faults[0] has no \'minutes\'; add it (by how many minutes)'],
  ['polls that can\'t be told apart', 'faults:\n  - { kind: poll-delivered-twice, chance: 1, fromMinute: 3, toMinute: 2 }\n', 'world.yaml:2: faults[0].toMinute is 2, but the fault begins at minute 3; let it end later'],
])('%s is refused in one sentence', (_, text, message) => {
  expect(refusal(text)).toBe(message);
});

test('a poll is late or doubled once, unless it is said how often, when or how likely', () => {
  const { faults } = load('faults:\n  - { kind: poll-delivered-twice, account: a }\n  - { kind: poll-comes-late, minutes: 3, chance: 0.5 }\n');
  expect(faults).toEqual([{ kind: 'poll-delivered-twice', account: 'a', times: 1 }, { kind: 'poll-comes-late', minutes: 3, chance: 0.5 }]);
});
