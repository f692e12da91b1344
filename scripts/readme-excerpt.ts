/** The lines of a real run that the README shows, and its pictures. */

import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { plainText, terminalPicture } from './pictures/terminal-picture';
import { timelinePicture } from './pictures/timeline-picture';
import type { Report } from '../rehearsal/report';

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

/** A deployment that fails, and the same once more after its cause is gone. */
export interface Run {
  /** What is shown of both, with the escape sequences of colors. */
  readonly lines: readonly string[];
  /** Of the second one. */
  readonly report: Report;
}

/** Rehearses the example twice with the built command. */
export function readmeRun(): Run {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'readme-'));
  try {
    const assembly = path.join(folder, 'cdk.out');
    execFileSync('npx', ['tsx', '--tsconfig', 'tsconfig.dev.json', 'examples/pool/app.ts'], { cwd: ROOT, env: { ...process.env, CDK_OUTDIR: assembly }, stdio: 'pipe' });
    const small = path.join(ROOT, 'examples/pool/small-organization.yaml');
    const raised = path.join(folder, 'raised.yaml');
    fs.writeFileSync(raised, fs.readFileSync(small, 'utf8').replace('accountQuota: 10', 'accountQuota: 100'));
    const report = path.join(folder, 'report.json');
    const rehearse = (world: string) => {
      const args = ['bin/account-robot', 'rehearse', assembly, '--world', world, '--state', path.join(folder, 'organization.json'), '--no-rollback', '--json', report];
      return spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '1' } }).stdout;
    };
    const lines = [
      bold('$ npm run rehearse -- --world examples/pool/small-organization.yaml --state organization.json --no-rollback'),
      ...pick(rehearse(small), FAILING),
      '',
      bold('$ # the quota is raised, in AWS or in the world file; the same command again'),
      ...pick(rehearse(raised), HEALING),
    ];
    return { lines, report: JSON.parse(fs.readFileSync(report, 'utf8')) as Report };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The README's text of a run. */
export function excerpt({ lines }: Run): string {
  return `${lines.map(plainText).join('\n')}\n`;
}

/** The README's pictures of a run, by their path. */
export function runPictures({ lines, report }: Run): Readonly<Record<string, string>> {
  const said = 'A rehearsal in a terminal: the deployment of ten accounts fails, as the organization has no room for them, and the summary says what to do; '
    + 'once the quota is raised, the same command creates, registers and cleans them all.';
  return Object.fromEntries((['light', 'dark'] as const).flatMap(scheme => [
    [`docs/pictures/run-${scheme}.svg`, terminalPicture(lines, 'account-robot rehearse', said, scheme)],
    [`docs/pictures/timeline-${scheme}.svg`, timelinePicture(report, scheme)],
  ]));
}

/** The README with this excerpt in place of its own. */
export function replaceExcerpt(readme: string, text: string): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) {
    throw new Error(`README.md has no place for the run; it begins with ${JSON.stringify(BEGIN)}`);
  }
  return readme.slice(0, begin + BEGIN.length) + text + readme.slice(end);
}

/** As a command stands out among what it prints. */
function bold(line: string): string {
  return `\u001b[1m${line}\u001b[22m`;
}

function pick(output: string, patterns: readonly RegExp[]): string[] {
  const picked: string[] = [];
  for (const colored of output.split('\n')) {
    const line = plainText(colored);
    const goesOn = CONTINUATION.test(line) && picked.length > 0 && picked.at(-1) !== DOTS;
    if (goesOn || patterns.some(pattern => pattern.test(line))) {
      picked.push(colored);
    } else if (line.trim() && picked.at(-1) !== DOTS) {
      picked.push(DOTS);
    }
  }
  return picked.filter((line, index) => line !== DOTS || (index > 0 && index < picked.length - 1));
}
