/**
 * Follows the README, docs/getting-started.md and docs/languages.md in empty folders, word for word, with what the registries serve now; only the package itself is the one built here.
 *
 *     tsx scripts/readme-runs/main.ts [run...]        without names: those of the gate. Needs the compiled library: npx projen compile.
 */

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { EmptyFolder } from './empty-folder';
import { beginCompiled, compare, COMPILED, followCompiled, followLanguage } from './languages';
import { requireCdkCommands } from './named-commands';
import { managers, tarball, wheel } from './package';
import { pythonPage } from './python-page';
import { isSettings, Run } from './run';
import { pageSteps, quickStart, sectionSteps, settingsFor, translate, translation } from './steps';
import { peerDependencies } from '../../package.json';

const ROOT = path.join(__dirname, '..', '..');
const read = (page: string) => fs.readFileSync(path.join(ROOT, page), 'utf8');
const README = read('README.md');
const [INSTALL, ...REST] = quickStart(README);
/** As many runs at a time as the gate's machine has cores. */
const LANES = 2;
/** Others' code is in every package, so its licences have to be. */
const LICENSES = 'THIRD-PARTY-LICENSES';

const RUNS = {
  /** The first steps, then the settings with a sandbox in place of those without. */
  commonjs: async (run: Run) => {
    await run.follow([INSTALL, ...REST]);
    await run.folder.run(`test -s node_modules/account-robot/${LICENSES}`);
    // The package's types hold in the newest TypeScript. The CDK's own need a name that is younger than the compiler's default library.
    await run.folder.run('npx tsc --noEmit --lib esnext app.ts');
    await run.follow([...sectionSteps(README, 'Settings').filter(isSettings), ...REST.slice(-1)], 'Available');
  },
  /** The page that begins where the README's first steps do, and goes on to accounts that fail and are mended. Its CDK knows all commands of all pages. */
  guide: async (run: Run) => {
    await run.follow(pageSteps(read('docs/getting-started.md')), 'Available');
    const docs = fs.readdirSync(path.join(ROOT, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`);
    run.notes.push(`the CDK knows the options of its ${await requireCdkCommands(run.folder, ['README.md', ...docs].map(read))} commands that pages name`);
  },
  /** The project is one of ES modules. */
  module: async (run: Run) => {
    await run.follow([INSTALL]);
    await run.folder.run('npm pkg set type=module');
    await run.follow(REST);
  },
  pnpm: async (run: Run) => {
    await run.follow(translate([INSTALL, ...REST], translation(README, 'pnpm')));
  },
  /** With Plug'n'Play, as Yarn installs by default. */
  yarn: async (run: Run) => {
    await run.folder.run('yarn init');
    await run.follow(translate([INSTALL, ...REST], translation(README, 'Yarn')));
  },
  python: async (run: Run) => {
    await run.folder.run('python3 -m venv .venv');
    run.folder.write('cdk.json', settingsFor(README, README, 'In Python'));
    await run.follow(sectionSteps(README, 'In Python'));
    await run.folder.run(`tar -tzf .venv/lib/python3*/site-packages/account_robot/_jsii/*.tgz package/${LICENSES}`);
    await pythonPage(run);
    await followLanguage(run, 'Python');
    await compare(run);
  },
  /** The oldest CDK that the package takes. */
  floor: async (run: Run) => {
    await run.follow([INSTALL]);
    await run.folder.run(`npm install --save-exact ${Object.entries(peerDependencies).map(([name, range]) => `${name}@${range.slice(1)}`).join(' ')}`);
    await run.follow(REST);
  },
  /** One of those that read an id with the colons of an ARN as a rule of a plugin with two names. */
  between: async (run: Run) => {
    await run.follow(translate([INSTALL, ...REST], [['aws-cdk-lib constructs', '--save-exact aws-cdk-lib@2.263.0 constructs']]));
  },
  java: (run: Run) => followCompiled(run, 'java'),
  go: (run: Run) => followCompiled(run, 'go'),
  dotnet: (run: Run) => followCompiled(run, 'dotnet'),
};
type Name = keyof typeof RUNS;
/** The others take their time in `npm run test:long`. Python is last: its package takes longest to be made. */
const GATE: readonly Name[] = ['commonjs', 'guide', 'module', 'pnpm', 'yarn', 'python'];

async function begin(name: Name): Promise<Run> {
  if (isCompiled(name)) {
    return beginCompiled();
  }
  // pip would compile all of the CDK, of which the app imports a little.
  if (name === 'python') {
    return new Run(new EmptyFolder(['.venv/bin'], { PIP_COMPILE: '0' }), await wheel());
  }
  const pack = `account-robot@file:${await tarball()}`;
  if (name !== 'pnpm' && name !== 'yarn') {
    return new Run(new EmptyFolder(), pack);
  }
  const { bin, registry } = await managers();
  return new Run(new EmptyFolder([bin], { YARN_NPM_REGISTRY_SERVER: registry }), pack);
}

const isCompiled = (name: Name): name is keyof typeof COMPILED => name in COMPILED;

/** Whether the machine has what a compiled language asks for. */
function hasTools(name: Name): boolean {
  const tool = isCompiled(name) ? COMPILED[name].tool : undefined;
  return tool === undefined || spawnSync(tool, { shell: true, stdio: 'ignore' }).status === 0;
}

/** Goes one way, prints what came of it, and tells whether it arrived. */
async function go(name: Name): Promise<boolean> {
  if (!hasTools(name)) {
    console.log(`${name}: NOT TRIED, as ${JSON.stringify(COMPILED[name as keyof typeof COMPILED].tool)} fails here`);
    return true;
  }
  const run = await begin(name);
  try {
    await RUNS[name](run);
    const { took } = run.folder;
    const lines = [
      `${name}: ${run.notes.join('; ')}`,
      `  with ${await versions(name, run.folder)}`,
      ...took.map(({ command, wallSeconds, cpuSeconds }) => `  ${wallSeconds.toFixed(1).padStart(6)} s, ${cpuSeconds.toFixed(1).padStart(5)} s of CPU  ${short(command)}`),
    ];
    console.log(lines.join('\n'));
    return true;
  } catch (error) {
    console.log(`${name} FAILED: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    run.folder.remove();
  }
}

/** What was installed, as the registries served it. */
async function versions(name: Name, folder: EmptyFolder): Promise<string> {
  const node = `Node ${process.versions.node}`;
  if (name === 'python') {
    const installed = JSON.parse(await folder.run('pip list --format json')) as Array<{ name: string; version: string }>;
    return [node, ...installed.map(one => `${one.name} ${one.version}`).filter(one => /^(aws-cdk-lib|constructs|jsii) /.test(one))].join(', ');
  }
  if (isCompiled(name)) {
    return [node, (await folder.run(COMPILED[name].tool)).split('\n')[0].replace(/\u001b\[\d*m/g, '')].join(', ');
  }
  const project = folder.read<Record<string, Record<string, string>>>('package.json');
  const ranges = Object.entries({ ...project.dependencies, ...project.devDependencies }).filter(([dependency]) => dependency !== 'account-robot');
  const manager = name === 'pnpm' || name === 'yarn' ? name : 'npm';
  return [node, `${manager} ${(await folder.run(`${manager} --version`)).trim()}`, ...ranges.map(([dependency, range]) => `${dependency} ${range.replace('^', '')}`)].join(', ');
}

/** Without the machine's own folders. */
const short = (command: string) => command.replace(/\S*\/(?=[^/\s]+\.(tgz|whl)\b)/, '').slice(0, 100);

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const unknown = asked.filter(name => !(name in RUNS));
  if (unknown.length > 0) {
    throw new Error(`runs are ${Object.keys(RUNS).join(', ')}, got ${unknown.join(', ')}`);
  }
  const names = asked.length > 0 ? asked as Name[] : GATE;
  // What takes longest to be made is begun with the first run, in a lane of its own.
  const jobs: Array<() => Promise<boolean>> = names.map(name => () => go(name));
  if (names.includes('python') && names.length > 1) {
    jobs.splice(1, 0, async () => { await wheel(); return true; });
  }
  const left = jobs.values();
  const lane = async () => {
    let good = true;
    for (const job of left) {
      good = await job() && good;
    }
    return good;
  };
  const startedAt = Date.now();
  const arrived = (await Promise.all(Array.from({ length: LANES }, lane))).every(Boolean);
  if (names.some(name => name === 'pnpm' || name === 'yarn')) {
    (await managers()).folder.remove();
  }
  console.log(`pages followed ${names.length === 1 ? 'once' : `${names.length} times`} in ${Math.round((Date.now() - startedAt) / 1000)} s: ${arrived ? 'every account arrived' : 'FAILED'}`);
  process.exitCode = arrived ? 0 : 1;
}

void main();
