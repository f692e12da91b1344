/** docs/fidelity.md tells what stands in the code, and the questions to a landing zone only read. */

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { BEHAVIOURS, FIDELITY_DOC, fidelityDoc } from '../../scripts/fidelity-doc';

const ROOT = path.join(__dirname, '..', '..');

test('the page is written from the lists', () => {
  const text = fs.readFileSync(FIDELITY_DOC, 'utf8');
  expect(fidelityDoc(text)).toBe(text);
});

test('each simulated service says where its behaviour is from', () => {
  const services = fs.readdirSync(path.join(ROOT, 'rehearsal', 'services'), { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => `services/${name}`);
  const listed = Object.keys(BEHAVIOURS);
  expect(listed.filter(folder => folder.startsWith('services/'))).toEqual(services.sort());
  expect(listed).toEqual(expect.arrayContaining(['kernel', 'cloudformation', 'iam']));
});

test('each behaviour is told once, and its mark fits its source', () => {
  const all = Object.values(BEHAVIOURS).flat();
  expect(new Set(all.map(({ does }) => does)).size).toBe(all.length);
  for (const { does, mark, source } of all) {
    expect(does).not.toMatch(/\.$/);
    expect(source).not.toBe('');
    // What a page says is not inferred, and what is documented has a page, a repository's included.
    expect([does, mark === 'inferred', /^https:/.test(source)]).not.toEqual([does, true, true]);
    if (mark === 'documented') {
      expect(source).toMatch(/^https:\/\/|^[\w-]+\/[\w-]+, |^the service models of botocore$/);
    }
  }
});

test('the files that the page names are there', () => {
  const named = [...fs.readFileSync(FIDELITY_DOC, 'utf8').matchAll(/`((?:test|scripts)\/[\w./-]+)`/g)].map(([, file]) => file);
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter(file => !fs.existsSync(path.join(ROOT, file)))).toEqual([]);
});

describe('the questions to a landing zone', () => {
  const script = path.join(ROOT, 'scripts', 'landing-zone-questions.sh');
  const ANSWER = [
    '"Email": "someone@example.com", "Id": "111122223333", "Arn": "arn:aws:organizations::111122223333:account/o-abcdefghij/111122223333"',
    '"Name": "secret-project", "ou": "ou-abcd-11112222", "rec": "rec-abcdefghijklm", "State": "FAILED"',
  ].join('\n');
  const asked = (...options: string[]) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'questions-'));
    try {
      const log = path.join(folder, 'calls');
      fs.writeFileSync(path.join(folder, 'aws'), `#!/bin/sh\necho "$1 $2" >> ${log}\ncat <<'END'\n${ANSWER}\nEND\n`, { mode: 0o755 });
      const { status, stderr, stdout } = spawnSync('bash', [script, ...options], { encoding: 'utf8', env: { ...process.env, PATH: `${folder}:${process.env.PATH}` } });
      return { status, stderr, stdout, calls: fs.existsSync(log) ? fs.readFileSync(log, 'utf8').trim().split('\n') : [] };
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  };

  test('are ten, and only read', () => {
    const { calls, status, stdout } = asked();
    expect(status).toBe(0);
    expect([...stdout.matchAll(/^== (\d+)\. /gm)].map(([, number]) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(calls.filter(call => !/^[\w-]+ (describe|list|get|search)-/.test(call))).toEqual([]);
    expect(stdout).toContain('not asked: it needs --with-writes');
  });

  test('write when that is asked for, and one thing only', () => {
    const { calls } = asked('--with-writes');
    expect(calls.filter(call => !/^[\w-]+ (describe|list|get|search)-/.test(call))).toEqual(['organizations create-account']);
  });

  test('tell nothing of whose landing zone it is', () => {
    const { stdout } = asked('--with-writes');
    expect(stdout).toContain('"State": "FAILED"');
    for (const secret of ['someone@example.com', '111122223333', 'o-abcdefghij', 'ou-abcd-11112222', 'rec-abcdefghijklm', 'secret-project']) {
      expect(stdout).not.toContain(secret);
    }
  });

  test('are those of the page', () => {
    const questions = [...fs.readFileSync(FIDELITY_DOC, 'utf8').matchAll(/^\| (\d+) \| /gm)];
    expect(questions).toHaveLength(10);
  });

  test('know no other option', () => {
    expect(asked('--write')).toMatchObject({ status: 2, stderr: expect.stringContaining('there is no option \'--write\'; --with-writes asks question 10 as well'), calls: [] });
  });
});
