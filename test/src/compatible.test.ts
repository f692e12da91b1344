/** That jsii-diff, which compares a release with the one before, reads our assembly and finds what would break somebody's app. */

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const JSII_DIFF = path.join(ROOT, 'node_modules', 'jsii-diff', 'bin', 'jsii-diff');

interface Assembly {
  types: Record<string, { members?: { name: string }[]; properties?: { name: string; optional?: boolean }[] }>;
}

let folder: string;
beforeAll(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'account-robot-diff-')); });
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** The assembly as it was compiled last, changed, as a package in a folder of its own. */
function released(name: string, change: (assembly: Assembly) => void = () => undefined): string {
  const assembly = JSON.parse(fs.readFileSync(path.join(ROOT, '.jsii'), 'utf8')) as Assembly;
  change(assembly);
  const where = path.join(folder, name);
  fs.mkdirSync(where);
  fs.writeFileSync(path.join(where, '.jsii'), JSON.stringify(assembly));
  fs.copyFileSync(path.join(ROOT, 'package.json'), path.join(where, 'package.json'));
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(where, 'node_modules'));
  return where;
}

function compare(before: string, after: string): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [JSII_DIFF, before, after, '-k'], { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

/** There is nothing to compare before `npx projen compile`; the gate runs this file behind it once more. */
const compiled = fs.existsSync(path.join(ROOT, '.jsii')) ? test : test.skip;

compiled('it compares the constructs with those of the release before', () => {
  const now = released('now');
  expect(compare(released('same'), now)).toMatchObject({ status: 0 });
  const more = compare(released('more', ({ types }) => types['account-robot.SandboxGeneration'].members!.push({ name: 'SOAP' })), now);
  expect(more.said).toContain('SOAP');
  expect(more.status).not.toBe(0);
  const looser = compare(released('looser', ({ types }) => {
    types['account-robot.ElasticSize'].properties!.find(({ name }) => name === 'min')!.optional = true;
  }), now);
  expect(looser.said).toContain('ElasticSize');
  expect(looser.status).not.toBe(0);
});
