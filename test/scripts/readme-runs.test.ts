/** How the runs read the README, and what they take for success. The runs themselves need the registries: `.ci/run` makes them. */

import { EmptyFolder } from '../../scripts/readme-runs/empty-folder';
import { commandProblems, namedCommands } from '../../scripts/readme-runs/named-commands';
import { requireShown, statusOf } from '../../scripts/readme-runs/shown';
import type { Outcome } from '../../scripts/readme-runs/steps';
import { declaredNames, pageSteps, quickStart, runnable, sectionSteps, shortfall, translate } from '../../scripts/readme-runs/steps';
import { missingPackage } from '../../scripts/readme-runs/yarn-bundled';

const fence = (language: string, ...lines: string[]) => `\`\`\`${language}\n${lines.join('\n')}\n\`\`\`\n`;

describe('steps', () => {
  const readme = [
    'In a folder:\n', fence('sh', 'npm install thing', '', 'npm install -D other   # why'), 'The app, `app.ts`:\n', fence('ts', 'one();', '', 'two();'),
    'An aside:\n', fence('ts', 'aside();'), fence('text', 'printed'), 'From a clone:\n', fence('sh', 'npm ci'), '## More\n', 'Also `cdk.json`:\n', fence('json', '{}'),
  ].join('\n');

  test('are commands, and files with the name before them, as far as a clone', () => {
    expect(quickStart(readme)).toEqual([
      { kind: 'commands', lines: ['npm install thing', 'npm install -D other   # why'] },
      { kind: 'file', name: 'app.ts', content: 'one();\n\ntwo();\n' },
    ]);
  });

  test('of a section end with it', () => {
    expect(sectionSteps(readme, 'More')).toEqual([{ kind: 'file', name: 'cdk.json', content: '{}\n' }]);
  });

  test('fail when the README has lost a landmark', () => {
    expect(() => quickStart('# Thing\n')).toThrow('README.md: the first steps end where "From a clone" stands, and nothing begins with it');
    expect(() => sectionSteps(readme, 'Less')).toThrow('the page has no section "Less"');
  });

  test('are said in the words of another package manager, longer ones first, and the app stays as it is', () => {
    const app = { kind: 'file', name: 'app.ts', content: 'npx\n' } as const;
    const words = [['npm install -D', 'other add dev'], ['npm install', 'other add'], ['npx', 'other']] as const;

    expect(translate([{ kind: 'commands', lines: ['npm install -D a', 'npm install b', 'npx c'] }, { kind: 'file', name: 'cdk.json', content: '"npx d"' }, app], words))
      .toEqual([{ kind: 'commands', lines: ['other add dev a', 'other add b', 'other c'] }, { kind: 'file', name: 'cdk.json', content: '"other d"' }, app]);
  });
});

test.each([
  ['npm install account-robot aws-cdk-lib', 'npm install PACK aws-cdk-lib'],
  ['pnpm add account-robot', 'pnpm add PACK'],
  ['pip install account-robot', 'pip install PACK'],
  ['npm install -D aws-cdk', 'npm install -D aws-cdk'],
  ['npx account-robot rehearse   # why', 'npx account-robot rehearse --json report.json   # why'],
  ['npx cdk synth', 'npx cdk synth'],
])('%s is run as %s', (command, run) => {
  expect(runnable(command, 'PACK')).toBe(run);
});

test('the text behind commands is what they print; any other text is not', () => {
  const text = fence('text', 'a line', '', 'another');
  expect(pageSteps(`${text}\n${fence('sh', 'npx cdk synth')}\nIt says:\n\n${text}`)).toEqual([
    { kind: 'commands', lines: ['npx cdk synth'] }, { kind: 'output', lines: ['a line', '', 'another'] },
  ]);
});

describe('what a page shows', () => {
  const printed = 'first\n\nsecond   \nthird\n';

  test.each([[['first', 'second', 'third']], [['first', '...', 'third']], [['...', 'second', '...']], [['...', 'third']], [['...', 'first', '', 'second', '...']]])('is printed: %j', lines => {
    expect(() => requireShown(lines, printed)).not.toThrow();
  });

  test.each([
    [['first', 'third'], 'the page shows the line\nthird\nand before it is printed\nsecond;'],
    [['...', 'third', 'second', '...'], 'the page shows the line\nsecond\nand it is not printed there;'],
    [['second', '...'], 'and before it is printed\nfirst;'],
    [['first'], 'after the last line that the page shows is printed\nsecond\nthird'],
    [['...', 'fourth'], 'and it is not printed there; all that is printed:\nfirst\nsecond\nthird'],
  ])('is not printed: %j', (lines, message) => {
    expect(() => requireShown(lines, printed)).toThrow(message);
  });

  test('tells how the commands end: the last one fails if the deployment is shown to', () => {
    const block = { kind: 'commands', lines: ['npx cdk synth', 'npx account-robot rehearse'] } as const;
    const ends = (...shown: string[]) => block.lines.map(line => statusOf(block, line, { kind: 'output', lines: shown }));
    expect([ends('...', 'The deployment fails: 9 of 10 accounts are AVAILABLE.'), ends('All 10 accounts are AVAILABLE.'), block.lines.map(line => statusOf(block, line, undefined))])
      .toEqual([[0, 1], [0, 0], [0, 0]]);
  });
});

describe('commands that pages name', () => {
  const page = [
    'Use `npx cdk deploy --no-rollback --all`, not `cdk watch`; or write `--hotswap` by itself.\n', fence('sh', 'npx cdk synth --quiet && npx account-robot rehearse --world w', 'npx cdk deploy --app "npx tsx --tsconfig x"   # --why', 'npm install aws-cdk tsx'),
    fence('ts', '// cdk destroy --never'), '   ```console\n   npx cdk bootstrap\n   ```\n',
  ].join('\n');
  const commands = namedCommands('cdk', [page]);

  test('are those in code, with their options', () => {
    expect(Object.fromEntries([...commands].map(([name, options]) => [name, [...options].sort()]))).toEqual({ deploy: ['all', 'app', 'no-rollback'], watch: [], synth: ['quiet'], bootstrap: [] });
  });

  test('are known to the command, by what it says of itself', () => {
    const help = new Map([['deploy', 'cdk deploy [STACKS..]\n --app, -a\n --all\n --rollback  [boolean]'], ['watch', 'cdk watch'], ['synth', 'cdk synth\n --quiet-one'], ['bootstrap', 'Usage: cdk -a <cdk-app> COMMAND']]);
    expect(commandProblems('cdk', commands, help)).toEqual(['cdk synth --quiet: there is no such option', 'cdk bootstrap: there is no such command']);
  });
});

describe('a report falls short', () => {
  const good: Outcome = { name: 'pool-001', state: 'AVAILABLE', accountId: '111122223333', sandboxStatus: null };

  test.each<[string, Outcome[], string | null]>([
    ['when an account failed', [{ ...good, state: 'FAILED' }], null],
    ['when an account has no id', [{ ...good, accountId: null }], null],
    ['when an account is not in the sandbox', [good], 'Available'],
    ['when an account is in a sandbox that nobody named', [{ ...good, sandboxStatus: 'Available' }], null],
    ['when there is none', [], null],
    ['when there is one too many', [good, { ...good, name: 'pool-002', accountId: '111122224444' }], null],
    ['when two accounts are one', [good, good], null],
  ])('%s', (_, accounts, sandboxStatus) => {
    expect(shortfall(accounts, ['pool-001'], sandboxStatus)).not.toEqual([]);
  });

  test('not otherwise', () => {
    expect(shortfall([good], ['pool-001'], null)).toEqual([]);
    expect(shortfall([{ ...good, sandboxStatus: 'Available' }], ['pool-001'], 'Available')).toEqual([]);
  });
});

test('the size of an app gives its names, in either language', () => {
  expect(declaredNames('new AccountPool(stack, \'Pool\', { size: 2 });')).toEqual(['pool-001', 'pool-002']);
  expect(declaredNames('AccountPool(stack, "Pool", size=1)')).toEqual(['pool-001']);
  expect(declaredNames('new AccountPool(stack, \'Pool\', { size: 2, skipNumbers: [1, 3] });')).toEqual(['pool-002', 'pool-004']);
  expect(() => declaredNames('new App();')).toThrow('an app of a page has to declare a pool with a size, got\nnew App();');
});

test('what Yarn does not find is read from its own words', () => {
  expect(missingPackage('➤ YN0082: │ @aws/thing@npm:1.14.0: No candidates found')).toEqual({ name: '@aws/thing', version: '1.14.0' });
  expect(missingPackage('➤ YN0001: │ Error')).toBeUndefined();
});

describe('an empty folder', () => {
  let folder: EmptyFolder;
  beforeEach(() => { folder = new EmptyFolder([], { SET: 'besides' }); });
  afterEach(() => folder.remove());

  test('runs commands apart from the clone, and knows what they took', async () => {
    expect(await folder.run('echo "$SET"; pwd; command -v tsx; true   # why')).toBe(`besides\n${folder.path}\n`);
    expect(folder.took).toEqual([{ command: 'echo "$SET"; pwd; command -v tsx; true   # why', wallSeconds: expect.any(Number), cpuSeconds: expect.any(Number) }]);
  });

  test('takes another end for success where that one is expected', async () => {
    expect(await folder.run('bash -c "echo said; exit 1"', 1)).toBe('said\n');
    await expect(folder.run('true', 1)).rejects.toThrow('true: ended with 0');
  });

  test('fails with all that was printed in it', async () => {
    await folder.run('echo before');
    await expect(folder.run('echo badly >&2; exit 3')).rejects.toThrow('echo badly >&2; exit 3: ended with 3; all of its folder\'s output:\n$ echo before\nbefore\n$ echo badly >&2; exit 3\nbadly\n');
  });
});
