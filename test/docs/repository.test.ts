/** What the forge shows to whoever wants to report or change something. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';

const ROOT = path.join(__dirname, '..', '..');
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const FORMS = '.github/ISSUE_TEMPLATE';
const WORKFLOWS = '.github/workflows';
const workflows = fs.readdirSync(path.join(ROOT, WORKFLOWS)).map(name => [name, parse(read(`${WORKFLOWS}/${name}`))] as const);

test('issue forms are such that the forge shows them', () => {
  const forms = fs.readdirSync(path.join(ROOT, FORMS)).filter(name => name !== 'config.yml');
  expect(forms).toEqual(['aws.yml', 'problem.yml', 'wish.yml']);
  for (const name of forms) {
    const form = parse(read(`${FORMS}/${name}`));
    expect(Object.keys(form)).toEqual(['name', 'description', 'labels', 'body']);
    const fields = form.body.filter(({ type }: { type: string }) => type !== 'markdown');
    expect(new Set(fields.map(({ id }: { id: string }) => id)).size).toBe(fields.length);
    for (const { id, type, attributes, validations } of fields) {
      expect(id).toMatch(/^[a-z]+$/);
      expect(['textarea', 'dropdown']).toContain(type);
      expect(typeof attributes.label).toBe('string');
      expect(typeof validations.required).toBe('boolean');
    }
  }
  expect(parse(read(`${FORMS}/config.yml`))).toEqual({ blank_issues_enabled: false });
});

test('a problem is asked for what it can be rehearsed with', () => {
  const { body } = parse(read(`${FORMS}/problem.yml`));
  expect(body.map(({ id }: { id?: string }) => id)).toEqual([undefined, 'what', 'versions', 'snapshot', 'world', 'report', 'where']);
  expect(JSON.stringify(body)).toContain('account-robot snapshot --out');
});

test('security is reported in private, to no address that somebody made up', () => {
  expect(read('SECURITY.md')).toContain('*Report a vulnerability*');
  expect(read('SECURITY.md')).not.toMatch(/\S+@\S+\.\S+|mailto:/);
});

test('changes begin with what is not released yet', () => {
  expect(read('CHANGELOG.md').match(/^## .+$/gm)![0]).toBe('## Unreleased');
});

test('code and dependencies are looked at with each pull request', () => {
  const onPullRequests = workflows.filter(([, { on }]) => 'pull_request' in on).map(([name]) => name);
  expect(onPullRequests).toEqual(expect.arrayContaining(['build.yml', 'codeql.yml', 'dependency-review.yml']));
});

test('every action is pinned by its hash', () => {
  const jobs = workflows.flatMap(([, workflow]) => Object.values<any>(workflow.jobs));
  const used: string[] = jobs.flatMap(({ steps = [], uses }) => [uses, ...steps.map((step: any) => step.uses)]).filter(Boolean);
  expect(used.length).toBeGreaterThan(20);
  expect(used.filter(action => !/^[\w./-]+@[0-9a-f]{40}$/.test(action))).toEqual([]);
});

test('every job says which rights it has', () => {
  const silent = workflows.flatMap(([name, { jobs, permissions }]) => Object.entries<any>(jobs)
    .filter(([, job]) => permissions === undefined && job.permissions === undefined).map(([job]) => `${name}: ${job}`));
  expect(silent).toEqual([]);
});

test('registries trust the release workflow by its identity, and only where none can do that there is a secret', () => {
  const { jobs } = parse(read(`${WORKFLOWS}/release.yml`));
  const secrets = Object.fromEntries(Object.entries<any>(jobs).filter(([job]) => job.startsWith('release_') && job !== 'release_github')
    .map(([job, { permissions, steps, environment }]) => {
      expect(environment).toBe('release');
      const last = JSON.stringify(steps.at(-1).env);
      expect([job, permissions['id-token']]).toEqual([job, /TRUSTED_PUBLISHER/.test(last) ? 'write' : undefined]);
      return [job, [...last.matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret)];
    }));
  expect(secrets).toEqual({
    release_npm: [],
    release_pypi: [],
    // The name of the account, which is no secret.
    release_nuget: ['NUGET_USERNAME'],
    release_maven: ['MAVEN_GPG_PRIVATE_KEY', 'MAVEN_GPG_PRIVATE_KEY_PASSPHRASE', 'MAVEN_PASSWORD', 'MAVEN_USERNAME', 'MAVEN_STAGING_PROFILE_ID'],
    release_golang: ['GO_GITHUB_TOKEN'],
  });
});

test('what is released was compared with what was released last', () => {
  const { tasks } = parse(read('.projen/tasks.json'));
  const spawned = (task: string): string[] => (tasks[task].steps as { spawn?: string }[])
    .flatMap(({ spawn }) => spawn === undefined ? [] : [spawn, ...spawned(spawn)]);
  expect(spawned('release')).toContain('compat');
});

test('updates of dependencies wait for some days', () => {
  const { steps } = parse(read('.projen/tasks.json')).tasks.upgrade;
  expect(JSON.stringify(steps)).toContain('--cooldown=7');
});
