/** The licences of what the bundles take in, in theory and in the bundles as they are. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { bundled, installed, LICENSES, metafiles } from '../../../scripts/licenses/main';
import type { ThirdParty } from '../../../scripts/licenses/third-party';
import { ALLOWED, document, packageFolders, unlisted } from '../../../scripts/licenses/third-party';

const ROOT = path.join(__dirname, '..', '..', '..');
const APACHE = 'Apache License';
const one = (name: string, license?: string, text = `text of ${name}`): ThirdParty => ({ name, version: '1.0.0', license, text });

describe('the packages of a bundle', () => {
  test('are told by the folders of their files, nested ones too, each once', () => {
    const inputs = (...files: string[]) => ({ inputs: Object.fromEntries(files.map(file => [file, {}])) });
    expect(packageFolders([
      inputs('cli/main.ts', 'node_modules/b/lib/x.js', 'node_modules/b/y.js'), inputs('node_modules/@s/a/x.js', 'node_modules/b/node_modules/c/x.js', '../node_modules/d/x.js'),
    ])).toEqual(['../node_modules/d', 'node_modules/@s/a', 'node_modules/b', 'node_modules/b/node_modules/c']);
  });
});

describe('the document', () => {
  test('has each text once, under all that it is of, whatever the order and the ends of lines', () => {
    const [a, b, c] = [one('a', 'MIT', 'free\n'), one('b', 'ISC'), one('c', 'MIT', '\r\nfree \r\n\r\n')];
    const text = document([c, b, a], APACHE);
    expect(text).toContain('\na 1.0.0 (MIT)\nc 1.0.0 (MIT)\n\nfree\n');
    expect(text).toContain('\nb 1.0.0 (ISC)\n\ntext of b\n');
    expect(text).toBe(document([a, b, c], APACHE));
    expect(text.match(/free/g)).toHaveLength(1);
  });

  test('gives a package of Apache-2.0 without a text the text of that licence, and no other', () => {
    expect(document([one('a', 'Apache-2.0', '')], APACHE)).toContain('\na 1.0.0 (Apache-2.0)\n\nApache License\n');
    expect(() => document([one('a', 'MIT', ' \n')], APACHE)).toThrow('a 1.0.0 is bundled under MIT and has no file with the licence');
  });

  test.each(['GPL-3.0-only', 'LGPL-2.1-or-later', 'AGPL-3.0', 'MPL-2.0', '(MIT OR GPL-2.0)', 'SEE LICENSE IN LICENSE', undefined])('fails with a package under %s', license => {
    expect(() => document([one('a', license)], APACHE)).toThrow(`a 1.0.0 is bundled under ${license ?? 'no licence'}`);
  });

  test('allows no copyleft', () => {
    expect(ALLOWED.filter(license => /GPL|MPL|EPL|CDDL|EUPL|OSL|CC-BY-SA|SSPL|BUSL/.test(license))).toEqual([]);
  });

  test('does not name what came in later, nor another version', () => {
    const text = document([one('a', 'MIT')], APACHE);
    expect(unlisted([one('a', 'MIT'), one('b', 'ISC'), { ...one('a', 'MIT'), version: '1.0.1' }], text)).toEqual(['b 1.0.0 (ISC)', 'a 1.0.1 (MIT)']);
  });
});

describe('THIRD-PARTY-LICENSES', () => {
  const text = fs.readFileSync(LICENSES, 'utf8');

  test('is what the bundles of this moment ask for', () => {
    expect(text).toBe(document(bundled(), fs.readFileSync(path.join(ROOT, 'LICENSE'), 'utf8')));
    expect(unlisted(bundled(), text)).toEqual([]);
  });

  test('is made of the bundles that ship, all of them and as they are', () => {
    const shipped = (fs.readdirSync(path.join(ROOT, 'assets'), { recursive: true }) as string[])
      .filter(file => file.endsWith('.js')).map(file => [`assets/${file}`, fs.statSync(path.join(ROOT, 'assets', file)).size]);
    const told = [...metafiles().values()].flatMap(({ outputs }) => Object.entries(outputs).map(([file, { bytes }]) => [file, bytes]));
    expect(new Map(told as [string, number][])).toEqual(new Map(shipped as [string, number][]));
  });

  test('names what the command and the SDK are known to hold', () => {
    expect(text).toMatch(/^commander \d.* \(MIT\)$/m);
    expect(text).toMatch(/^yaml \d.* \(ISC\)$/m);
    expect(text).toMatch(/^fast-uri \d.* \(BSD-3-Clause\)$/m);
    expect(text).toMatch(/^@aws-sdk\/client-organizations \d.* \(Apache-2\.0\)$/m);
  });

  test('holds the licences that the README names, and no others', () => {
    const named = new Set(bundled().map(({ license }) => license!.replace(/^BSD-.*/, 'BSD')));
    const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
    expect(new Set(/`THIRD-PARTY-LICENSES` there names it and its licences: (.*)\./.exec(readme)![1].split(/, | and /))).toEqual(named);
  });

  test('misses a package that a bundle takes in without being bundled anew', () => {
    expect(unlisted(installed(['node_modules/fast-check']), text)).toEqual([expect.stringMatching(/^fast-check \d.* \(MIT\)$/)]);
  });
});
