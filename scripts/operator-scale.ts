/**
 * How many calls and seconds `doctor`, `status` and `plan` take in a large organization that is served on loopback: `npx tsx scripts/operator-scale.ts`.
 *
 * The folder of an app as 'cdk synth' wrote it may be named, whose stacks are of the account 111122223333 and eu-west-1. Seconds are those of this machine: AWS
 * answers later than a loopback does, and throttles.
 */

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { largeWorld } from './large-world';
import { BIN, serving } from './serving';

async function main(app: string): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scale-'));
  fs.writeFileSync(path.join(folder, 'world.yaml'), largeWorld());
  try {
    for (const [name, args, until] of [['doctor', [app], '30'], ['status', ['Pool'], '30'], ['plan', [app], '0']] as const) {
      const served = await serving([app, '--serve', '--until', until, '--world', 'world.yaml'], folder);
      const began = performance.now();
      const status = await new Promise(resolve => {
        spawn(process.execPath, [BIN, name, ...args, '--sandbox-region', 'us-west-2'], { cwd: folder, env: served.env, stdio: 'ignore' }).on('close', resolve);
      });
      const seconds = (performance.now() - began) / 1000;
      const said = await served.stop();
      process.stdout.write(`${name.padEnd(8)} ${seconds.toFixed(1)} s, ${/Answered (\d+) calls/.exec(said)?.[1] ?? 'no'} calls, ended with ${String(status)}\n`);
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

void main(path.resolve(process.argv[2] ?? 'cdk.out'));
