import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { GO_FLOOR } from '../../scripts/packages/go-module';
import { excerpt, readmeRun, replaceExcerpt, runPictures } from '../../scripts/readme-excerpt';
import type { Step } from '../../scripts/readme-runs/steps';
import { quickStart, sectionSteps, settingsFor, translate, translation } from '../../scripts/readme-runs/steps';

const ROOT = path.join(__dirname, '..', '..');
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const pages = ['README.md', 'CONTRIBUTING.md', ...fs.readdirSync(path.join(ROOT, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`)];

/** The fenced blocks of a language in a page. */
const blocks = (page: string, language: string) => [...read(page).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(match => match[1]);

describe('the README', () => {
  test('shows a real run, as text and as pictures', () => {
    const readme = read('README.md');
    const run = readmeRun();
    expect(replaceExcerpt(readme, excerpt(run))).toBe(readme);
    for (const [file, picture] of Object.entries(runPictures(run))) {
      expect(picture).toBe(read(file));
      expect(readme).toContain(`"${file}"`);
    }
  });

  test('names the two commands of a clone, and they exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    expect(read('README.md')).toContain('npm ci && npm run rehearse');
    expect(read('README.md')).toContain('npm ci && npm test');
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['rehearse', 'test']));
  });
});

describe('the first steps of the README', () => {
  const steps = quickStart(read('README.md'));
  const commands = (of: readonly Step[]) => of.flatMap(step => (step.kind === 'commands' ? step.lines : []));
  const file = (of: readonly Step[], name: string) => of.flatMap(step => (step.kind === 'file' && step.name === name ? step.content : []))[0];
  /** The packages that bring the commands. */
  const packageOf: Record<string, string> = { 'cdk': 'aws-cdk', 'tsx': 'tsx', 'account-robot': 'account-robot' };

  test('are all that is shown there: nothing is left out by the runs', () => {
    const readme = read('README.md');
    const fences = readme.slice(0, readme.indexOf('From a clone')).split(/^```/m).length - 1;
    expect(steps).toHaveLength(fences / 2);
    expect(steps.map(step => (step.kind === 'file' ? step.name : step.kind))).toEqual(['commands', 'app.ts', 'cdk.json', 'commands']);
  });

  test('install what they use, and what the package asks for', () => {
    const { peerDependencies } = JSON.parse(read('package.json'));
    const installed = commands(steps).filter(line => line.startsWith('npm install')).flatMap(line => line.split(' ').slice(2));
    const used = [...commands(steps), JSON.parse(file(steps, 'cdk.json')).app as string].flatMap(line => /^npx (\S+)/.exec(line)?.[1] ?? []);
    expect(used.sort()).toEqual(Object.keys(packageOf).sort());
    expect(installed).toEqual(expect.arrayContaining([...used.map(name => packageOf[name]), ...Object.keys(peerDependencies)]));
  });

  test('have the settings of the section about them, without the sandbox', () => {
    const { app, context: { 'account-robot': { sandbox, ...settings } } } = JSON.parse(file(sectionSteps(read('README.md'), 'Settings'), 'cdk.json'));
    expect(sandbox).toBeDefined();
    expect(JSON.parse(file(steps, 'cdk.json'))).toEqual({ app, context: { 'account-robot': settings } });
    expect(JSON.parse(settingsFor(read('README.md'), read('README.md'), 'In Python'))).toEqual({ app: 'python3 app.py', context: { 'account-robot': settings } });
  });

  test.each(['pnpm', 'Yarn'])('leave no word of npm when they are said for %s', manager => {
    const said = translate(steps, translation(read('README.md'), manager));
    expect([...commands(said), file(said, 'cdk.json')].join('\n')).not.toMatch(/\bnp[mx]\b/);
  });

  test('are those of examples/python in Python', () => {
    expect(file(sectionSteps(read('README.md'), 'In Python'), 'app.py')).toBe(read('examples/python/app.py'));
  });
});

describe('docs/languages.md', () => {
  const page = read('docs/languages.md');
  const LANGUAGES = ['TypeScript', 'Python', 'Java', 'Go', 'C#'];

  test('has the settings of the first steps, and the line that differs in each section', () => {
    const settings = settingsFor(read('README.md'), page, 'TypeScript');
    expect(JSON.parse(blocks('docs/languages.md', 'json')[0])).toEqual(JSON.parse(settings));
    const apps = LANGUAGES.map(title => JSON.parse(settingsFor(read('README.md'), page, title)).app as string);
    expect(apps).toEqual(['npx tsx app.ts', 'python3 app.py', 'mvn -q compile exec:java', 'go run .', 'dotnet run']);
  });

  test.each(LANGUAGES)('is followed to the end in %s: nothing is left out by the runs', title => {
    const section = page.slice(page.indexOf(`\n## ${title}\n`)).split(/\n## /)[1];
    const steps = sectionSteps(page, title);
    expect(steps).toHaveLength((section.split(/^```/m).length - 1) / 2);
    expect(steps.at(-1)).toEqual({ kind: 'commands', lines: expect.arrayContaining([expect.stringMatching(/account-robot rehearse$/)]) });
  });

  test('names the packages as they are built', () => {
    const { name, jsii: { targets: { python, java, go, dotnet } } } = JSON.parse(read('package.json'));
    for (const row of [
      `| \`${name}\` | \`${name}\` |`,
      `| \`${python.distName}\` | \`${python.module}\` |`,
      `| \`${java.maven.groupId}:${java.maven.artifactId}\` | \`${java.package}\` |`,
      `| \`${go.moduleName}/${go.packageName}\` | \`${go.packageName}\` |`,
      `| \`${dotnet.packageId}\` | \`${dotnet.namespace}\` |`,
    ]) {
      expect(page).toContain(row);
    }
  });

  test('names the CDK that the module for Go asks for, and that of all others', () => {
    expect(page).toContain(`the CDK ${GO_FLOOR.version.slice(1)} or newer, for which the module asks by itself`);
    expect(page).toContain(`In the other languages ${JSON.parse(read('package.json')).peerDependencies['aws-cdk-lib'].slice(1)} will do.`);
  });
});

describe('pages', () => {
  test('their TypeScript compiles against the library', () => {
    const snippets = new Map(pages.flatMap(page => blocks(page, 'ts').map((code, index) => [path.join(ROOT, `${page.replace(/\W/g, '-')}-${index}.ts`), `${code}\nexport {};\n`])));
    expect(snippets.size).toBeGreaterThan(1);
    const options: ts.CompilerOptions = {
      ...ts.parseJsonConfigFileContent(ts.readConfigFile(path.join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile).config, ts.sys, ROOT).options,
      noUnusedLocals: false,
    };
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = file => snippets.has(file) || fileExists(file);
    host.readFile = file => snippets.get(file) ?? readFile(file);
    host.getSourceFile = (file, version) => {
      const snippet = snippets.get(file);
      return snippet === undefined ? getSourceFile(file, version) : ts.createSourceFile(file, snippet, version);
    };
    const program = ts.createProgram([...snippets.keys()], options, host);
    const problems = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => `${path.basename(file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
    expect(problems).toEqual([]);
  });

  test('their JSON is JSON', () => {
    for (const page of pages) {
      for (const code of blocks(page, 'json')) {
        expect(() => JSON.parse(code)).not.toThrow();
      }
    }
  });

  test('their pictures say what they show', () => {
    expect(pages.flatMap(page => read(page).match(/<img (?!src="[^"]+" alt="[^"]{40,}">).*/g) ?? [])).toEqual([]);
  });
});
