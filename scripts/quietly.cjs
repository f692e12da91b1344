'use strict';
// Runs a command and says nothing, unless it fails: then all that it printed, and its status.
//
//     node scripts/quietly.cjs COMMAND [ARGUMENT...]

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const [command, ...args] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quietly-'));
const file = path.join(folder, 'printed');
// One file for both streams keeps the order of what was printed.
const printed = fs.openSync(file, 'w');
const { status, signal, error } = spawnSync(command, args, { stdio: ['inherit', printed, printed] });
if (status !== 0) {
  process.stderr.write(fs.readFileSync(file));
  console.error(`${command}: ${error?.message ?? (signal ? `was ended by ${signal}` : `ended with ${status}`)}`);
  process.exitCode = status ?? 1;
}
fs.rmSync(folder, { recursive: true });
