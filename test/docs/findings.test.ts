/** The scripts in findings/ are run by hand; their form is tested. */

import * as fs from 'node:fs';
import * as path from 'node:path';

const FOLDER = path.join(__dirname, '..', '..', 'findings');
const scripts = fs.readdirSync(FOLDER).filter(name => name.endsWith('.sh'));
const read = (name: string) => fs.readFileSync(path.join(FOLDER, name), 'utf8');

test('there are some, and nothing else but what they are about', () => {
  expect(scripts.length).toBeGreaterThan(0);
  expect(fs.readdirSync(FOLDER).filter(name => !scripts.includes(name))).toEqual(['README.md']);
});

test.each(scripts)('%s can be run, in a folder of its own that it takes away', name => {
  expect(() => fs.accessSync(path.join(FOLDER, name), fs.constants.X_OK)).not.toThrow();
  expect(read(name)).toContain('folder=$(mktemp -d)\ntrap \'rm -rf "$folder"\' EXIT\ncd "$folder"\n');
  expect(read(name)).not.toContain('account-robot');
});

test.each(scripts)('%s installs exact versions only', name => {
  const installed = (command: RegExp) => [...read(name).matchAll(command)]
    .map(([, rest]) => rest.replace(/\\\n/g, ' ').replace(/>.*/s, '').replaceAll('\'', ''))
    .flatMap(rest => rest.split(/\s+/).filter(word => word !== '' && !word.startsWith('--')));
  const packages = installed(/^npm install ((?:.*\\\n)*.*)$/gm);
  const pythonPackages = installed(/^.*python -m pip install ((?:.*\\\n)*.*)$/gm);
  expect(packages.length + pythonPackages.length).toBeGreaterThan(0);
  expect(packages.filter(spec => !/^(?:[\w-]+@npm:)?(?:@[\w-]+\/)?[\w.-]+@\d+\.\d+\.\d+$/.test(spec))).toEqual([]);
  expect(pythonPackages.filter(spec => !/^[\w-]+(?:\[[\w,]+\])?==\d+\.\d+\.\d+$/.test(spec))).toEqual([]);
});

test.each(scripts)('%s says what was expected and what is seen', name => {
  expect(read(name)).toMatch(/^#!\/usr\/bin\/env bash\n# .*\n[\s\S]*\n# Expected: [\s\S]*\n# Seen: [\s\S]*\n# For us: /);
});
