/** Links between the pages lead somewhere, and the index knows every page. */

import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const read = (page: string) => fs.readFileSync(path.join(ROOT, page), 'utf8');
const folders = (folder: string) => fs.readdirSync(path.join(ROOT, folder)).filter(name => fs.existsSync(path.join(ROOT, folder, name, 'README.md'))).map(name => `${folder}/${name}/README.md`);
const docs = fs.readdirSync(path.join(ROOT, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`);
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'findings/README.md', ...folders('examples'), ...docs];

/** Without what is shown as code. */
const prose = (text: string) => text.replace(/^ *```[\s\S]*?^ *```$/gm, '').replace(/`[^`\n]*`/g, code => (code.includes('](') ? '' : code));

/** As the forge makes them of headings: a second one of the same words gets a number. */
function anchors(page: string): Set<string> {
  const taken = new Map<string, number>();
  return new Set([...prose(read(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().replace(/[^\p{L}\p{N}\- _]/gu, '').replace(/ /g, '-');
    const before = taken.get(words) ?? 0;
    taken.set(words, before + 1);
    return before === 0 ? words : `${words}-${before}`;
  }));
}

const linksOf = (page: string) => [...prose(read(page)).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)].map(([, link, attribute]) => link ?? attribute);

test.each(pages)('%s: each link leads to a file, and to a heading in it', page => {
  const broken = linksOf(page).filter(link => !link.startsWith('https://')).filter(link => {
    const [file, fragment] = link.split('#');
    const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
    return !fs.existsSync(path.join(ROOT, target)) || (fragment !== undefined && target.endsWith('.md') && !anchors(target).has(fragment));
  });
  expect(broken).toEqual([]);
});

test('addresses of the web are whole ones', () => {
  const broken = pages.flatMap(page => linksOf(page).filter(link => link.startsWith('http') && !URL.canParse(link)).concat(linksOf(page).filter(link => link.startsWith('http:'))));
  expect(broken).toEqual([]);
});

test('links are found, in tables and pictures too', () => {
  expect(linksOf('README.md')).toEqual(expect.arrayContaining(['#settings', 'docs/pictures/run-dark.svg', 'docs/scale.md']));
  expect(linksOf('docs/README.md').length).toBeGreaterThan(docs.length);
  expect(anchors('docs/world.md').size).toBeGreaterThan(20);
});

test('the index leads to every page of docs/', () => {
  const listed = linksOf('docs/README.md');
  expect(docs.map(page => page.replace('docs/', '')).filter(page => page !== 'README.md' && !listed.includes(page))).toEqual([]);
});

test('the README leads to the index', () => {
  expect(linksOf('README.md')).toContain('docs/README.md');
});
