import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
/** What the tools of the tests leave behind in the project's folder. */
const LEFTOVER = path.join(ROOT, '.venv', 'left-behind-by-a-test');

test('the package holds the library, its bundles, its command, its reference and all licences, and nothing that tests leave behind', () => {
  mkdirSync(path.dirname(LEFTOVER), { recursive: true });
  writeFileSync(LEFTOVER, '');
  try {
    const json = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    });
    const [{ files }] = JSON.parse(json) as { files: { path: string }[] }[];
    const roots = new Set(files.map(file => file.path.split('/')[0]));
    expect(['.jsii', '.jsii.tabl.json', 'API.md', 'CHANGELOG.md', 'LICENSE', 'README.md', 'THIRD-PARTY-LICENSES', 'assets', 'bin', 'lib', 'package.json']).toEqual(expect.arrayContaining([...roots]));
    expect([...roots]).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'THIRD-PARTY-LICENSES', 'assets', 'bin', 'package.json']));
  } finally {
    rmSync(LEFTOVER);
  }
});
