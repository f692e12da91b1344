/**
 * The arrows of the house: which room may know which. dependency-cruiser reads them in `npm run lint`, type imports included.
 *
 * What isn't named here may be known by nobody in the same table. A new room of `src/`, `rehearsal/` or the house needs a line.
 */

import { JsonFile } from 'projen';
import type { javascript } from 'projen';

/** Rooms beside each other, and what each of them may know of the others. */
interface Rooms {
  /** The folder that they lie in, with its slash. */
  readonly within: string;
  /** Each room with the rooms that it may know, or with files of them. */
  readonly arrows: Readonly<Record<string, readonly string[]>>;
  readonly because: string;
}

const SRC = ['observability', 'growth', 'retirement', 'accounts', 'sources', 'sandbox', 'settings', 'shared', 'contract'];

const ROOMS: readonly Rooms[] = [
  {
    within: '',
    arrows: {
      src: [],
      core: ['src/contract'],
      aws: ['core', 'src/contract'],
      lambda: ['aws', 'core', 'src/contract'],
      rehearsal: ['src/contract'],
      cli: ['rehearsal', 'aws', 'core', 'src/contract'],
      examples: ['src/index.ts'],
      bench: ['rehearsal', 'core', 'src/contract', 'src/index.ts'],
      chaos: ['bench/between.ts', 'rehearsal', 'core', 'src/contract', 'src/index.ts'],
      scripts: ['cli', 'rehearsal', 'core', 'src/contract', 'src/index.ts', 'examples'],
      test: ['src', 'core', 'aws', 'lambda', 'rehearsal', 'cli', 'examples', 'bench', 'chaos', 'scripts'],
    },
    because: 'handlers share names with constructs through src/contract/ alone, decisions are pure, and the rehearsal runs the bundles that it finds in the assembly, as AWS would',
  },
  {
    within: 'src/',
    arrows: Object.fromEntries(SRC.map((room, index) => [room, SRC.slice(index + 1)])),
    because: 'a room of src/ knows those behind it: ' + SRC.join(', '),
  },
  {
    within: 'rehearsal/',
    arrows: {
      kernel: [],
      cloudformation: ['kernel'],
      iam: ['kernel'],
      world: ['cloudformation', 'kernel'],
      services: ['world', 'iam', 'cloudformation', 'kernel'],
      accounts: ['services', 'world', 'iam', 'cloudformation', 'kernel'],
    },
    because: 'kernel and engine know no service and no account by name; accounts are rows and faults on top of services',
  },
];

/** Rules that are not about rooms beside each other. */
const OTHERS = [
  {
    name: 'no circle',
    comment: 'files that know each other in a circle, by types alone too, are one file in pieces',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no circle of folders',
    comment: 'folders that know each other in a circle can\'t be read one after the other',
    scope: 'folder',
    from: {},
    to: { circular: true },
  },
  {
    name: 'functions know what they share',
    comment: 'a function of lambda/ is bundled on its own: it knows lambda/shared/ and no other function',
    from: { path: '^lambda/([^/]+)/' },
    to: { path: '^lambda/', pathNot: '^lambda/($1|shared)/' },
  },
  {
    name: 'core decides over plain data',
    comment: 'core/ has no SDK, no files and no network; hashes are computed',
    from: { path: '^core/' },
    to: { pathNot: ['^(core|src)/', '^(node:)?crypto$'] },
  },
  {
    name: 'contract computes only',
    comment: 'src/contract/ is bundled into handlers and compiled for users: it imports nothing',
    from: { path: '^src/contract/' },
    to: { pathNot: '^src/' },
  },
  {
    name: 'users have what the library imports',
    comment: 'only peer dependencies are installed with the library',
    from: { path: '^src/' },
    to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional'], dependencyTypesNot: ['npm-peer'] },
  },
  {
    name: 'declared in package.json',
    comment: 'what another package happens to bring may go with its next release',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'to be found',
    from: {},
    to: { couldNotResolve: true },
  },
];

/** Writes the settings of dependency-cruiser. */
export function addArrows(project: javascript.NodeProject): void {
  // ESLint's rules about circles leave out imports of types. The next major version runs on Node 22 and newer only.
  project.addDevDeps('dependency-cruiser@^17');
  project.npmignore?.exclude('/.dependency-cruiser.json');
  new JsonFile(project, '.dependency-cruiser.json', {
    marker: false,
    obj: {
      forbidden: [...ROOMS.flatMap(rulesOf), ...OTHERS].map(rule => ({ severity: 'error', ...rule })),
      options: {
        tsPreCompilationDeps: true,
        tsConfig: { fileName: 'tsconfig.dev.json' },
        doNotFollow: { path: 'node_modules' },
        enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
      },
    },
  });
}

function rulesOf({ within, arrows, because }: Rooms): object[] {
  const all = Object.keys(arrows);
  return all.map(room => ({
    name: `${within}${room} knows ${arrows[room].join(', ') || 'no other'}`,
    comment: because,
    from: { path: `^${within}${room}/` },
    to: { path: `^${within}(${all.join('|')})/`, pathNot: [room, ...arrows[room]].map(known => `^${within}${known}${known.endsWith('.ts') ? '$' : '/'}`) },
  }));
}
