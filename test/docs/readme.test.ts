import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { excerpt, replaceExcerpt } from '../../scripts/readme-excerpt';

const ROOT = path.join(__dirname, '..', '..');
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const pages = ['README.md', 'CONTRIBUTING.md', ...fs.readdirSync(path.join(ROOT, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`)];

/** The fenced blocks of a language in a page. */
const blocks = (page: string, language: string) => [...read(page).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(match => match[1]);

describe('the README', () => {
  test('shows a real run', async () => {
    const readme = read('README.md');
    expect(replaceExcerpt(readme, await excerpt())).toBe(readme);
  });

  test('names the two commands of a clone, and they exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    expect(read('README.md')).toContain('npm ci && npm run rehearse');
    expect(read('README.md')).toContain('npm ci && npm test');
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['rehearse', 'test']));
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
    for (const page of pages) for (const code of blocks(page, 'json')) expect(() => JSON.parse(code)).not.toThrow();
  });

  test('their links lead to files of the repository', () => {
    const broken = pages.flatMap(page => [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
      .map(match => path.join(path.dirname(page), match[1]))
      .filter(target => !fs.existsSync(path.join(ROOT, target))));
    expect(broken).toEqual([]);
  });
});
