/** Projects that are laid out otherwise than `cdk init` does it: the command as it is shipped finds what it needs, or says what is missing. */

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { BIN, synthesizePool, temporaryFolder } from './shipped-command';
import { SETTINGS } from '../support/rehearse-app';

const ROOT = path.join(__dirname, '..', '..');
const assembly = synthesizePool(1);
let folder: string;
beforeEach(() => { folder = temporaryFolder(); });

const rehearse = (cwd: string, args: readonly string[] = [], user: { uid?: number; gid?: number } = {}) =>
  spawnSync(process.execPath, [BIN, 'rehearse', ...args], { cwd, encoding: 'utf8', timeout: 60_000, ...user });

describe('links', () => {
  test('an app folder that is a link, with an assembly that is one, whose assets are links too', () => {
    const assets = path.join(folder, 'assets');
    fs.cpSync(assembly, path.join(folder, 'written'), { recursive: true });
    fs.mkdirSync(assets);
    for (const name of fs.readdirSync(path.join(folder, 'written')).filter(entry => entry.startsWith('asset.'))) {
      fs.renameSync(path.join(folder, 'written', name), path.join(assets, name));
      fs.symlinkSync(path.join(assets, name), path.join(folder, 'written', name));
    }
    fs.mkdirSync(path.join(folder, 'app'));
    fs.symlinkSync(path.join('..', 'written'), path.join(folder, 'app', 'cdk.out'));
    fs.symlinkSync('app', path.join(folder, 'link'));
    const { status, stderr, stdout } = rehearse(path.join(folder, 'link'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/pool-001 .* AVAILABLE/);
  });

  test('an assembly that is a link to nowhere', () => {
    fs.symlinkSync('elsewhere', path.join(folder, 'cdk.out'));
    const { status, stderr } = rehearse(folder);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^account-robot: the cloud assembly 'cdk\.out' does not exist; run 'cdk synth' first[^\n]*\n$/);
  });

  test('a state file that is a link stays one, and is kept for one rehearsal at a time under either name', () => {
    fs.mkdirSync(path.join(folder, 'shared'));
    const state = path.join(folder, 'shared', 'state.json');
    fs.symlinkSync(path.join('shared', 'state.json'), path.join(folder, 'state.json'));
    for (const status of [0, 0]) {
      expect(rehearse(folder, [assembly, '--state', 'state.json']).status).toBe(status);
      expect(fs.lstatSync(path.join(folder, 'state.json')).isSymbolicLink()).toBe(true);
      expect(fs.readdirSync(path.dirname(state))).toEqual(['state.json']);
    }
    fs.writeFileSync(`${state}.lock`, JSON.stringify({ process: 1, host: 'another machine' }));
    const { status, stderr } = rehearse(folder, [assembly, '--state', 'state.json']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^account-robot: state\.json: another rehearsal \(process 1 on another machine\) goes on from this state file right now[^\n]*\n$/);
  });
});

describe('a folder that nobody may write to', () => {
  /** Root may write anywhere. */
  const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  beforeEach(() => {
    fs.cpSync(assembly, path.join(folder, 'cdk.out'), { recursive: true });
    fs.chmodSync(folder, 0o555);
  });
  afterEach(() => fs.chmodSync(folder, 0o755));

  test('is enough for a rehearsal', () => {
    const { status, stderr } = rehearse(folder, [], user);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test.each([['--state', 'state.json', 'the state file'], ['--json', 'report.json', 'the report'], ['--log', 'functions.log', 'the log']])('%s names the user\'s file', (option, file, what) => {
    const { status, stdout, stderr } = rehearse(folder, [option, file], user);
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: `account-robot: ${file}: ${what} can't be written (EACCES); name a file in a folder that you may write to\n` });
  });
});

describe('an app that a bundler made one file of', () => {
  const APP = `
    import { App, Stack } from 'aws-cdk-lib';
    import { PoolAccount } from 'account-robot';
    const app = new App({ outdir: 'cdk.out', context: { 'account-robot': ${JSON.stringify(SETTINGS)} } });
    new PoolAccount(new Stack(app, 'Pool'), 'pool-001');
    app.synth();
  `;

  /** What the app says that is bundled together with the package. */
  function run(format: 'cjs' | 'esm'): { readonly status: number | null; readonly stderr: string } {
    const file = path.join(folder, 'dist', format === 'cjs' ? 'app.js' : 'app.mjs');
    // As a user's: a package of its own is where ours would look.
    fs.writeFileSync(path.join(folder, 'package.json'), '{"name":"an-app","version":"1.0.0"}');
    buildSync({
      stdin: { contents: APP, resolveDir: ROOT },
      alias: { 'account-robot': path.join(ROOT, 'src', 'index.ts') },
      bundle: true,
      platform: 'node',
      format,
      outfile: file,
      external: ['aws-cdk-lib', 'constructs'],
      logLevel: 'silent',
    });
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    return spawnSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' });
  }

  test.each(['cjs', 'esm'] as const)('says that the functions are missing, and how to leave the package out (%s)', format => {
    const { status, stderr } = run(format);
    expect(status).toBe(1);
    expect(stderr).toMatch(/AccountRobot: the code of account-robot runs outside of its package, where the functions that it deploys \(assets\/lambda\) are not beside it.*--external:account-robot/);
    expect(fs.existsSync(path.join(folder, 'cdk.out', 'manifest.json'))).toBe(false);
  });
});
