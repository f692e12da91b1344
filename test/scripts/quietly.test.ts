/** The wrapper that keeps build tools silent. */

import { spawnSync } from 'node:child_process';
import * as path from 'node:path';

const quietly = (...command: string[]) => spawnSync(process.execPath, [path.join(__dirname, '..', '..', 'scripts', 'quietly.cjs'), ...command], { encoding: 'utf8' });

test('says nothing when the command succeeds', () => {
  expect(quietly('node', '-e', 'console.log(1); console.error(2)')).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

test('fails with all that a failing command printed, in its order, and with its status', () => {
  expect(quietly('node', '-e', 'console.log("first"); console.error("second"); console.log("third"); process.exitCode = 3'))
    .toMatchObject({ status: 3, stdout: '', stderr: 'first\nsecond\nthird\nnode: ended with 3\n' });
});

test('fails when the command is ended by a signal, or does not exist', () => {
  expect(quietly('node', '-e', 'process.kill(process.pid)')).toMatchObject({ status: 1, stderr: 'node: was ended by SIGTERM\n' });
  expect(quietly('no-such-command')).toMatchObject({ status: 1, stderr: 'no-such-command: spawnSync no-such-command ENOENT\n' });
});
