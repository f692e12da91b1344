/** What can't be used, given to the command as it is shipped: one sentence with the way out, exit status 2, and nothing on the disk. */

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { BIN, codeOf, synthesizePool, temporaryFolder } from './shipped-command';

const assembly = synthesizePool(2);
let folder: string;
beforeEach(() => { folder = temporaryFolder(); });

/** A copy of the assembly that a test may break. */
function copy(): string {
  fs.cpSync(assembly, path.join(folder, 'cdk.out'), { recursive: true });
  return path.join(folder, 'cdk.out');
}

const write = (name: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
};
const stackOf = (resources: object) => {
  const artifact = { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region', properties: { templateFile: 'Shop.template.json' } };
  write('cdk.out/manifest.json', JSON.stringify({ version: '36.0.0', artifacts: { Shop: artifact } }));
  write('cdk.out/Shop.template.json', JSON.stringify({ Resources: resources }));
};

const CASES: [string, () => string[], RegExp][] = [
  ['no cdk.out', () => [], /the cloud assembly 'cdk\.out' does not exist; run 'cdk synth' first/],
  ['a path below a file', () => { write('notes', ''); return ['notes/cdk.out']; }, /the cloud assembly 'notes\/cdk\.out' does not exist; run 'cdk synth' first/],
  ['a name that no file system takes', () => ['a'.repeat(300)], /'a+' cannot be looked at \(ENAMETOOLONG\); check its name/],
  ['what is no assembly', () => { write('cdk.out/manifest.json', '{"name":"an extension of a browser"}'); return []; }, /is not the manifest of a cloud assembly: it has no 'version'; name the folder/],
  ['an assembly without accounts, of another app', () => { stackOf({ Bucket: { Type: 'AWS::S3::Bucket' } }); return []; },
    /the cloud assembly 'cdk\.out' declares no pool account \(.*\): found 'Shop' with 1 AWS::S3::Bucket; add a PoolAccount/],
  ['a resource without a type', () => { stackOf({ Bucket: null }); return []; }, /is not a template that the CDK writes: the resource 'Bucket' has no Type; synthesize the app again/],
  ['resources that are none', () => { stackOf(['AWS::S3::Bucket']); return []; }, /is not a template that the CDK writes: its Resources are no object; synthesize the app again/],
  ['an asset whose folder is missing', () => { fs.rmSync(codeOf(copy(), 'AccountFactoryKick'), { recursive: true }); return []; },
    /the asset 'asset\.\w+' of the stack 'Pool' is missing from the cloud assembly: .*; synthesize the app again, and copy the whole folder/],
  ['an asset whose file is missing', () => { fs.rmSync(path.join(codeOf(copy(), 'AccountFactoryIsComplete'), 'index.js')); return []; },
    /the code of the function 'AccountFactoryIsComplete\w+' of the stack 'Pool' is missing from the cloud assembly: its handler is 'index\.handler', and there is no index\.js in .*; synthesize/],
  ['a state file in a file system that takes none', () => [copy(), '--state', '/proc/none.json'], /\/proc\/none\.json: the state file can't be written \(E\w+\); name a file/],
  ['a report in a folder that can\'t be made', () => [copy(), '--json', '/proc/none/report.json'], /\/proc\/none\/report\.json: the report can't be written \(E\w+\); name a file/],
  ['a page in a folder that can\'t be made', () => [copy(), '--html', '/proc/none/page.html'], /\/proc\/none\/page\.html: the page can't be written \(E\w+\); name a file/],
  ['a page that is a folder', () => { fs.mkdirSync(path.join(folder, 'page.html')); return [copy(), '--html', 'page.html']; }, /page\.html: the page can't be written \(it is a folder\); name a file/],
  ['a stack that the app doesn\'t have', () => [copy(), '--stack', 'Pol'], /--stack: names the stack 'Pol', which the app doesn't have; did you mean 'Pool'\?/],
  ['all stacks left out', () => [copy(), '--exclude', '*'], /--exclude: leaves no stack that declares a pool account, and without one there is nothing to rehearse; choose other stacks/],
  ['a duration in words', () => [copy(), '--for', 'a week'], /--for: is 'a week', but a duration up to 31 days was expected, such as 90m, 12h or 7d/],
  ['a duration that is too long', () => [copy(), '--for', '32d'], /--for: is '32d', but a duration up to 31 days was expected/],
  ['a parameter that no stack has', () => [copy(), '--parameters', 'Size=3'], /--parameters Size: names the parameter 'Size', which no stack of the app has; there is BootstrapVersion/],
  ['a rollback of nothing', () => { write('world.yaml', 'deployment: { command: rollback }\n'); return [copy(), '--world', 'world.yaml']; },
    /the world file says command: rollback, but there are no stacks yet; rehearse a deployment with --state FILE first, and name that file now/],
  ['a state file that another rehearsal goes on from', () => {
    write('state.json.lock', JSON.stringify({ process: process.pid, host: os.hostname() }));
    return [copy(), '--state', 'state.json'];
  }, /state\.json: another rehearsal \(process \d+\) goes on from this state file right now; wait until it ends or name another file with --state/],
  ['a log below a file', () => { write('notes', ''); return [copy(), '--log', 'notes/functions.log']; }, /notes\/functions\.log: the log can't be written \(E\w+\); name a file/],
];

test.each(CASES)('%s', (_, args, sentence) => {
  const given = args();
  const before = fs.readdirSync(folder, { recursive: true });
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [BIN, 'rehearse', ...given], { cwd: folder, encoding: 'utf8', timeout: 20_000 });

  expect({ status, signal, stdout }).toEqual({ status: 2, signal: null, stdout: '' });
  expect(stderr).toMatch(new RegExp(`^account-robot: [^\\n]*${sentence.source}[^\\n]*\\n$`));
  expect(fs.readdirSync(folder, { recursive: true })).toEqual(before);
});
