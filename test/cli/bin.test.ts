/** The command as it is shipped: the script in bin/ and the bundle that the build makes of cli/main.ts. */

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const BIN = path.join(__dirname, '..', '..', 'bin', 'account-robot');
let folder: string;
beforeEach(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bin-')); });
afterEach(() => fs.rmSync(folder, { recursive: true }));

const node = (args: string[], cwd = folder) => spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });

test('is executable', () => {
  expect(() => fs.accessSync(BIN, fs.constants.X_OK)).not.toThrow();
});

test('tells its version', () => {
  const { version } = JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string };

  expect(node([BIN, '--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('ends with 2 and one sentence when there is nothing to rehearse', () => {
  const { status, stdout, stderr } = node([BIN, 'rehearse']);

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toBe('account-robot: the cloud assembly \'cdk.out\' does not exist; run \'cdk synth\' first, or name the folder that it wrote (cdk.out by default).\n');
});

test('survives a reader that has seen enough', () => {
  const { stdout, stderr } = spawnSync('bash', ['-c', `"${process.execPath}" "${BIN}" rehearse --help | true; echo "\${PIPESTATUS[0]}"`], { cwd: folder, encoding: 'utf8' });

  expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' });
});

test('says what to do when the bundle is missing', () => {
  fs.mkdirSync(path.join(folder, 'bin'));
  for (const file of ['account-robot', 'nodes.json']) {
    fs.copyFileSync(path.join(path.dirname(BIN), file), path.join(folder, 'bin', file));
  }
  const { status, stderr } = node([path.join(folder, 'bin', 'account-robot')]);

  expect(status).toBe(2);
  expect(stderr).toMatch(/^account-robot: .*index\.js is missing; in a clone run "npx projen bundle" first, elsewhere install the package again\n$/);
});

test('tells which versions of Node.js it was tried on, and its floor is the package\'s', () => {
  const { oldest, newestOf } = JSON.parse(fs.readFileSync(path.join(path.dirname(BIN), 'nodes.json'), 'utf8')) as { oldest: string; newestOf: number[] };
  const { engines } = JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')) as { engines: { node: string } };

  expect(engines.node).toBe(`>= ${oldest}`);
  expect(newestOf).toEqual([20, 22, 24, 26]);
  expect(node([BIN, '--help'])).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/\nNeeds Node\.js 20\.16 or newer; tried on 20\.16 and on the newest 20, 22, 24 and 26\. This is \d+\.\d+\.\d+\S*\.\n$/),
  });
});

test.each(['18.20.0', '20.15.1'])('says that Node.js %s is too old', version => {
  const old = path.join(folder, 'old.js');
  fs.writeFileSync(old, `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`);

  expect(node(['-r', old, BIN, '--version'])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: `account-robot: needs Node.js 20.16 or newer (tried on 20.16 and on the newest 20, 22, 24 and 26), but this is ${version}; install a newer one and try again\n`,
  });
});
