/** The lines of a real run that the README shows. */

import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const BEGIN = '<!-- run: written by scripts/readme-run.ts -->\n```text\n';
const END = '```\n<!-- end of run -->';

/** What is shown of the first run; whatever stands between two of these lines becomes one line of dots. */
const FAILING = [
  /^ +\d+ min +AccountQuota .*FAILED/, /^Factory /, /^AR-/, /^ {2}(What|Account|Fix) /, /^ {2}Deploying/, /^The deployment fails/,
];
/** And of the second. */
const HEALING = [/^ +\d+ min +pool-001 .*requested/, /^ +\d+ min +pool-010 .*(requested|AVAILABLE|Available)/, /^All 10 accounts/];
/** The rest of a sentence that was broken to fit the terminal. */
const CONTINUATION = /^ {12}\S/;
const DOTS = '    ...';

/** Rehearses the example twice with the built command and returns the excerpt. */
export async function excerpt(): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'readme-'));
  try {
    const assembly = path.join(folder, 'cdk.out');
    execFileSync('npx', ['tsx', '--tsconfig', 'tsconfig.dev.json', 'examples/pool/app.ts'], { cwd: ROOT, env: { ...process.env, CDK_OUTDIR: assembly }, stdio: 'pipe' });
    const small = path.join(ROOT, 'examples/pool/small-organization.yaml');
    const raised = path.join(folder, 'raised.yaml');
    fs.writeFileSync(raised, fs.readFileSync(small, 'utf8').replace('accountQuota: 10', 'accountQuota: 100'));
    const rehearse = (world: string) => {
      const args = ['bin/account-robot', 'rehearse', assembly, '--world', world, '--state', path.join(folder, 'organization.json'), '--no-rollback'];
      return spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } }).stdout;
    };
    return [
      '$ npm run rehearse -- --world examples/pool/small-organization.yaml --state organization.json --no-rollback',
      ...pick(rehearse(small), FAILING),
      '',
      '$ # the quota is raised, in AWS or in the world file; the same command again',
      ...pick(rehearse(raised), HEALING),
    ].join('\n') + '\n';
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The README with this excerpt in place of its own. */
export function replaceExcerpt(readme: string, text: string): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) {
    throw new Error(`README.md has no place for the run; it begins with ${JSON.stringify(BEGIN)}`);
  }
  return readme.slice(0, begin + BEGIN.length) + text + readme.slice(end);
}

function pick(output: string, patterns: readonly RegExp[]): string[] {
  const picked: string[] = [];
  for (const line of output.split('\n')) {
    const goesOn = CONTINUATION.test(line) && picked.length > 0 && picked.at(-1) !== DOTS;
    if (goesOn || patterns.some(pattern => pattern.test(line))) {
      picked.push(line);
    } else if (line.trim() && picked.at(-1) !== DOTS) {
      picked.push(DOTS);
    }
  }
  return picked.filter((line, index) => line !== DOTS || (index > 0 && index < picked.length - 1));
}
