import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { EMPTY_STATE as state } from './support/empty-state';
import { UnusableInput } from '../../rehearsal/kernel/types';
import { checkWritable, readState, writeState, writeWhole } from '../../rehearsal/state-file';

let folder: string;
beforeEach(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'state-')); });
afterEach(() => fs.rmSync(folder, { recursive: true }));

const write = (value: unknown): string => {
  const file = path.join(folder, 'state.json');
  fs.writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
};

const AFRESH = 'delete the file, or name another one with --state, to begin with a fresh organization';

test('a file that isn\'t there means a fresh organization', () => {
  expect(readState(path.join(folder, 'state.json'))).toBeUndefined();
});

test('what was written is read', () => {
  const file = path.join(folder, 'some', 'where', 'state.json');
  writeState(file, state);

  expect(readState(file)).toEqual(state);
});

test('writing replaces the file and leaves nothing beside it', () => {
  const file = path.join(folder, 'state.json');
  writeState(file, state);
  writeState(file, { ...state, clock: 7 });

  expect(readState(file)?.clock).toBe(7);
  expect(fs.readdirSync(folder)).toEqual(['state.json']);
});

test('a failed write leaves the old file as it was', () => {
  const file = path.join(folder, 'state.json');
  fs.mkdirSync(file);

  expect(() => writeState(file, state)).toThrow(UnusableInput);
  expect(() => writeState(file, state)).toThrow(/state.json: the state file can't be written \(E\w+\); name a file in a folder that you may write to$/);
  expect(fs.readdirSync(folder)).toEqual(['state.json']);
});

test.each<[string, unknown, string]>([
  ['broken JSON', '{"version":2,', `the state file isn't JSON (it may have been edited or cut off); ${AFRESH}`],
  ['an empty file', '', `the state file isn't JSON (it may have been edited or cut off); ${AFRESH}`],
  ['another version', { ...state, version: 1 }, `the state file has version 1, but this release reads version 2; use the release that wrote it, or ${AFRESH}`],
  ['a version in words', { ...state, version: 'one' }, `the state file has version "one", but this release reads version 2; use the release that wrote it, or ${AFRESH}`],
  ['something else in JSON', { hello: 'world' }, `isn't a state file that a rehearsal wrote (it has no version); ${AFRESH}`],
  ['a list', [], `isn't a state file that a rehearsal wrote (it has no version); ${AFRESH}`],
  ['no digest', state, `isn't a state file that a rehearsal wrote (it has no digest); ${AFRESH}`],
])('%s is refused with the way out', (_, value, message) => {
  const file = write(value);

  expect(() => readState(file)).toThrow(new UnusableInput(`${file}: ${message}`));
});

test('a device is written to, and stays what it is', () => {
  const link = path.join(folder, 'link');
  fs.symlinkSync('/dev/null', link);
  checkWritable(link, 'the report');
  writeWhole(link, '{}', 'the report');

  expect(fs.readlinkSync(link)).toBe('/dev/null');
  expect(fs.readdirSync(folder)).toEqual(['link']);
});

test('folders on the way are made, and whoever can\'t make them says so', () => {
  writeWhole(path.join(folder, 'a', 'b', 'report.json'), '{}', 'the report');

  expect(fs.readFileSync(path.join(folder, 'a', 'b', 'report.json'), 'utf8')).toBe('{}');
  expect(() => checkWritable('/proc/none/report.json', 'the report')).toThrow(new UnusableInput('/proc/none/report.json: the report can\'t be written (ENOENT); name a file in a folder that you may write to'));
});

test('a folder is refused', () => {
  expect(() => readState(folder)).toThrow(new UnusableInput(`${folder}: the state file is a folder; name a file`));
});

test.each<[string, (written: any) => void]>([
  ['a missing list', written => { delete written.services.organizations.accounts; }],
  ['a list of something else', written => { written.services.controlTower.operations = [{}]; }],
  ['a clock that was set', written => { written.clock += 1; }],
  ['a key that was added', written => { written.stacks.more = true; }],
])('%s is noticed: a file is what a rehearsal wrote, or it is refused', (_, change) => {
  const file = path.join(folder, 'state.json');
  writeState(file, state);
  const written = JSON.parse(fs.readFileSync(file, 'utf8'));
  change(written);
  fs.writeFileSync(file, JSON.stringify(written));

  expect(() => readState(file)).toThrow(new UnusableInput(
    `${file}: the state file was changed after a rehearsal wrote it, so it can't be relied on; make changes in the world file, and ${AFRESH}`,
  ));
});
