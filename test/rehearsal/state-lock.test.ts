import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { lockState } from '../../rehearsal/state-lock';

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lock-'));
  file = path.join(folder, 'state.json');
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const heldBy = (holder: unknown) => fs.writeFileSync(`${file}.lock`, typeof holder === 'string' ? holder : JSON.stringify(holder));

test('a state file is kept for one rehearsal, and free again afterwards', () => {
  const unlock = lockState(file);
  expect(fs.existsSync(`${file}.lock`)).toBe(true);
  unlock();
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('a second rehearsal is refused in one sentence while the first one is at work', () => {
  heldBy({ process: process.ppid, host: os.hostname() });
  expect(() => lockState(file)).toThrow(`${file}: another rehearsal (process ${process.ppid}) goes on from this state file right now; wait until it ends or name another file with --state, and if there is none any more, delete ${file}.lock`);
});

test('a rehearsal on another machine can\'t be looked at, and is waited for', () => {
  heldBy({ process: 1, host: 'elsewhere' });
  expect(() => lockState(file)).toThrow(/another rehearsal \(process 1 on elsewhere\) goes on from this state file right now/);
});

test.each<[string, () => unknown]>([
  ['that ended without a word', () => ({ process: spawnSync(process.execPath, ['-e', '']).pid, host: os.hostname() })],
  ['of an earlier process with the same number', () => ({ process: process.pid, host: os.hostname() })],
  ['that ended while it wrote its lock', () => '{"proc'],
])('a rehearsal %s keeps nobody away', (_, holder) => {
  heldBy(holder());
  const unlock = lockState(file);
  expect(JSON.parse(fs.readFileSync(`${file}.lock`, 'utf8'))).toEqual({ process: process.pid, host: os.hostname() });
  unlock();
});

test('a device needs no lock', () => {
  lockState('/dev/null')();
  expect(fs.existsSync('/dev/null.lock')).toBe(false);
});
