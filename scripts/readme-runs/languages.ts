/** The app of docs/languages.md in each language: followed in an empty folder with the package as built, and held against the one in TypeScript. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { EmptyFolder } from './empty-folder';
import { artefact, tarball } from './package';
import { Run } from './run';
import type { Step } from './steps';
import { sectionSteps, settingsFor } from './steps';
import { difference } from './templates';
import manifest from '../../package.json';
import { GO_MODULE } from '../packages/go-module';

const ROOT = path.join(__dirname, '..', '..');
const README = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
/** The page that has a section for each language. */
export const LANGUAGES = fs.readFileSync(path.join(ROOT, 'docs', 'languages.md'), 'utf8');
/** The accounts that each of the apps declares. */
export const ACCOUNTS = ['pool-001', 'pool-003', 'pool-004', 'training-room'];
/** What Maven has loaded once. Its own folder would keep our package too, and show it again when another was built. */
const MAVEN = path.join(ROOT, '.languages', 'maven');
/** What the page calls the newest release. */
const VERSION = 'VERSION';

/** What a language needs besides the page. */
interface Language {
  /** Its section. */
  readonly title: string;
  /** Tells whether the machine has its tools. */
  readonly tool: string;
  /** Leads its package manager to the package as built. */
  readonly prepare: (folder: EmptyFolder) => Promise<void>;
  /** Changes commands of the page for that. */
  readonly command?: (line: string) => string;
}

/** The languages whose tools not everybody has. */
export const COMPILED: Readonly<Record<'java' | 'go' | 'dotnet', Language>> = {
  java: {
    title: 'Java',
    tool: 'mvn --version',
    prepare: async folder => {
      const built = await artefact('java');
      fs.rmSync(path.join(MAVEN, ...manifest.jsii.targets.java.maven.groupId.split('.')), { recursive: true, force: true });
      const repository = `<repository><id>built</id><url>file://${built}</url></repository>`;
      folder.write('.mvn/settings.xml', `<settings><localRepository>${MAVEN}</localRepository><profiles><profile><id>built</id><repositories>${repository}</repositories></profile></profiles><activeProfiles><activeProfile>built</activeProfile></activeProfiles></settings>`);
      folder.write('.mvn/maven.config', '-gs .mvn/settings.xml');
    },
  },
  go: {
    title: 'Go',
    tool: 'go version',
    prepare: async () => { await artefact('go'); },
    // `go get` asks for the versions that are published.
    command: line => line === `go get ${GO_MODULE.name}` ? `go mod edit -require=${GO_MODULE.name}@v${manifest.version} -replace=${GO_MODULE.name}=${GO_MODULE.folder}` : line,
  },
  dotnet: {
    title: 'C#',
    tool: 'dotnet --version',
    prepare: async folder => {
      const built = await artefact('dotnet');
      // A cache of its own: a package of the same version that was built before would be taken otherwise.
      folder.write('nuget.config', `<configuration><config><add key="globalPackagesFolder" value=".nuget" /></config><packageSources><add key="built" value="${built}" /></packageSources></configuration>`);
    },
  },
};

/** A run of a compiled language. The command is found as if its package had been gotten, which brings no CDK. */
export async function beginCompiled(): Promise<Run> {
  const folder = new EmptyFolder(['.command/node_modules/.bin']);
  await folder.run(`npm install --prefix .command --no-audit --no-fund --loglevel=error --legacy-peer-deps '${await tarball()}'`);
  return new Run(folder, '');
}

/** Follows the section of a compiled language, and compares. */
export async function followCompiled(run: Run, name: keyof typeof COMPILED): Promise<void> {
  const { title, prepare, command = line => line } = COMPILED[name];
  await prepare(run.folder);
  const local = (line: string) => command(line).replace(/^npx --yes account-robot /, 'account-robot ');
  const steps = sectionSteps(LANGUAGES, title).map((step): Step => {
    switch (step.kind) {
      case 'commands': return { ...step, lines: step.lines.map(local) };
      case 'file': return { ...step, content: step.content.replaceAll(VERSION, manifest.version) };
      case 'output': return step;
    }
  });
  await followLanguage(run, title, steps);
  await compare(run);
}

/** Follows what a section says, with the settings that it names. */
export async function followLanguage(run: Run, title: string, steps: readonly Step[] = sectionSteps(LANGUAGES, title)): Promise<void> {
  run.folder.write('cdk.json', settingsFor(README, LANGUAGES, title));
  await run.follow(steps, null, ACCOUNTS);
}

/** Synthesizes the app in TypeScript with the CDK that this one was synthesized with. Throws what differs. */
export async function compare(run: Run): Promise<void> {
  const libraries = librariesOf(run.folder.read<ConstructTree>(TREE).tree);
  const pins = ['aws-cdk-lib', 'constructs'].map(name => `${name}@${libraries[name]}`);
  const pinned = (line: string) => line.replace(' aws-cdk-lib constructs', ` --save-exact ${pins.join(' ')}`);
  const reference = new Run(new EmptyFolder(), `account-robot@file:${await tarball()}`);
  try {
    await followLanguage(reference, 'TypeScript', sectionSteps(LANGUAGES, 'TypeScript').map((step): Step =>
      step.kind === 'commands' ? { ...step, lines: step.lines.map(pinned) } : step));
    for (const file of ['cdk.out/Pool.template.json', TREE]) {
      const found = difference(reference.folder.read<object>(file), run.folder.read<object>(file));
      if (found !== undefined) {
        throw new Error(`${file} differs from that of TypeScript with ${pins.join(' and ')}: ${found}`);
      }
    }
    run.notes.push(`template and tree of constructs are those of TypeScript with ${pins.join(' and ')}`);
  } finally {
    reference.folder.remove();
  }
}

const TREE = 'cdk.out/tree.json';

interface ConstructTree {
  readonly tree: ConstructNode;
}

interface ConstructNode {
  readonly children?: Readonly<Record<string, ConstructNode>>;
  readonly constructInfo?: { readonly fqn: string; readonly version: string };
}

/** The libraries that the constructs of a tree are from, with their versions. */
function librariesOf({ constructInfo, children = {} }: ConstructNode): Readonly<Record<string, string>> {
  const own = constructInfo === undefined ? {} : { [constructInfo.fqn.split('.')[0]]: constructInfo.version };
  return Object.assign(own, ...Object.values(children).map(librariesOf)) as Readonly<Record<string, string>>;
}
