import * as fs from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import * as fc from 'fast-check';
import { Desk } from '../../../core/desk/desk';
import type { Actor } from '../../../core/desk/model';
import { deskRefusal } from '../../../core/desk/refusals';
import { openApi } from '../../../core/desk-api/open-api';
import type { Route } from '../../../core/desk-api/routes';
import { BODY_MAX, ROUTES, routeOf } from '../../../core/desk-api/routes';
import { problemsOf } from '../../../core/desk-api/schema';
import { DeskApi } from '../../../core/desk-api/serve';
import type { ApiAnswer, ApiCall } from '../../../core/desk-api/serve';
import { DESK_API_DOC, deskApiDoc } from '../../../scripts/desk-api-doc';
import { actor, ALICE, ANNA, MemoryStore, NOW, ORDER, OTTO, RULES } from '../desk/fixtures';

const DOC = openApi() as any;
const AUDREY = actor('audrey', 'Auditor');
const { parameters: _parameters, tags: _tags, ...BODY } = ORDER;
const ID = '111122223333';

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'doc', ...DOC });
/** Holds an answer to what docs/desk-api.json says of it. */
function requireDocumented(route: Route, { body, status }: ApiAnswer): void {
  const operation = DOC.paths[route.path][route.method.toLowerCase()];
  const at = ['paths', route.path, route.method.toLowerCase(), 'responses', String(status), 'content', 'application/json', 'schema'];
  expect(Object.keys(operation.responses)).toContain(String(status));
  const validate = ajv.getSchema(`doc#/${at.map(part => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'))).join('/')}`)!;
  expect([route.name, status, validate(JSON.parse(JSON.stringify(body))), validate.errors]).toEqual([route.name, status, true, null]);
}

/** Routes and statuses that were answered in this file. */
const answered = new Set<string>();

function apiOf() {
  const store = new MemoryStore();
  const time = { now: NOW };
  const api = new DeskApi(new Desk(store, RULES, () => time.now), store);
  const call = async (by: Actor, method: string, path: string, more: Partial<ApiCall> & { json?: object } = {}) => {
    const { json, ...rest } = more;
    const answer: any = await api.serve({ method, path, query: {}, ...json !== undefined && { body: JSON.stringify(json) }, ...rest }, by);
    const found = routeOf(method, path);
    if (found !== undefined) {
      answered.add(`${found.route.name} ${answer.status}`);
      requireDocumented(found.route, answer);
    }
    return answer;
  };
  return { store, time, call, api };
}

type Api = ReturnType<typeof apiOf>;

const codes = ({ body }: any) => body.errors.map(({ code, place }: any) => place === undefined ? code : `${code} ${place}`);
const create = ({ call }: Api, more: object = {}, key = 'k-1', by = ALICE) => call(by, 'POST', '/requests', { key, json: { ...BODY, ...more } });

test('request, validation, approval, assignment: a request waits, is approved by another person, and has its accounts as they come', async () => {
  const api = apiOf();
  const { call } = api;
  expect(codes(await create(api, { pool: 'x', count: 9 }))).toEqual(['AR-DESK-POOL pool', 'AR-DESK-COUNT count']);
  expect((await call(ALICE, 'POST', '/requests/dry-run', { json: BODY })).body).toMatchObject({ state: 'PENDING_APPROVAL', available: 0 });
  const made = await create(api, { ticket: 'OPS-7', commit: 'abc1234' });
  const path = made.headers.location;
  expect(made).toMatchObject({ status: 202, headers: { 'retry-after': '300' }, body: { state: 'PENDING_APPROVAL', requester: 'iam:alice', ticket: 'OPS-7', commit: 'abc1234', pool: 'teams' } });
  expect(await create(api, { ticket: 'OPS-7', commit: 'abc1234' })).toMatchObject({ status: 200, body: { id: made.body.id } });
  expect(await create(api)).toMatchObject({ status: 409, body: { errors: [{ code: 'AR-DESK-KEY' }] } });
  expect(await call(ALICE, 'POST', `${path}/approve`, { json: { why: 'mine' } })).toMatchObject({ status: 403 });
  await call(OTTO, 'POST', `/accounts/${ID}/confirm`, { json: { pool: 'teams', why: 'vended' } });
  expect(await call(ANNA, 'POST', `${path}/approve`, { json: { why: 'yes' } })).toMatchObject({ status: 200, body: { state: 'PROVISIONING', approver: 'iam:anna', accountIds: [ID] } });
  expect(await call(ANNA, 'POST', `${path}/approve`, { json: { why: 'yes' } })).toMatchObject({ status: 409, body: { errors: [{ code: 'AR-DESK-REQUEST-STATE' }] } });
  await call(OTTO, 'POST', '/accounts/111122224444/confirm', { json: { pool: 'teams', why: 'vended' } });
  await call(OTTO, 'POST', '/accounts/111122224444/assign', { json: { request: made.body.id, why: 'it waits' } });
  const done = await call(ALICE, 'GET', path);
  expect(done).toMatchObject({ status: 200, body: { state: 'FULFILLED' } });
  expect(done.headers).not.toHaveProperty('retry-after');
});

test('request, confirm, assign, return: a platform assigns accounts to its tenants, and each is told in the audit log', async () => {
  const { call } = apiOf();
  expect(await call(OTTO, 'GET', `/accounts/${ID}`)).toMatchObject({ status: 404 });
  await call(OTTO, 'POST', `/accounts/${ID}/confirm`, { json: { pool: 'teams', why: 'vended' } });
  expect((await call(OTTO, 'GET', '/accounts', { query: { pool: 'teams', state: 'AVAILABLE' } })).body.items).toMatchObject([{ id: ID }]);
  expect((await call(OTTO, 'POST', `/accounts/${ID}/assign`, { json: { tenant: 'astro', why: 'asked' } })).body).toMatchObject({ state: 'ASSIGNED', tenant: 'astro', assignedBy: 'iam:otto' });
  expect((await call(AUDREY, 'GET', '/accounts', { query: { tenant: 'astro' } })).body).toEqual({ items: [{ id: ID, pool: 'teams', tenant: 'astro', assignedSince: NOW.toISOString(), assignedBy: 'iam:otto' }] });
  expect(await call(OTTO, 'POST', `/accounts/${ID}/assign`, { json: { tenant: 'bio', why: 'asked' } })).toMatchObject({ status: 409 });
  expect((await call(AUDREY, 'GET', `/accounts/${ID}`)).body).toMatchObject({ id: ID, state: 'ASSIGNED', tenant: 'astro' });
  expect(codes(await call(OTTO, 'POST', `/accounts/${ID}/return`, { json: { tenant: 'bio', why: 'over' } }))).toEqual(['AR-DESK-TENANT']);
  expect((await call(OTTO, 'POST', `/accounts/${ID}/return`, { json: { tenant: 'astro', why: 'over', ticket: 'OPS-9' } })).body).toMatchObject({ state: 'RETURNING', tenant: 'astro' });
  expect(codes(await call(OTTO, 'POST', `/accounts/${ID}/assign`, { json: { tenant: 'bio', why: 'asked' } }))).toEqual(['AR-DESK-ACCOUNT-STATE']);
  const { body: { items, next } } = await call(AUDREY, 'GET', '/audit', { query: { day: '2026-11-28', most: '2' } });
  expect(items).toMatchObject([{ action: 'confirm', by: 'iam:otto', why: 'vended' }, { action: 'assign', from: 'AVAILABLE', to: 'ASSIGNED', tenant: 'astro' }]);
  expect((await call(AUDREY, 'GET', '/audit', { query: { day: '2026-11-28', next } })).body).toMatchObject({ items: [{ action: 'return', ticket: 'OPS-9' }] });
});

describe('bad input', () => {
  test.each<[what: string, more: Partial<ApiCall>, status: number, found: string[]]>([
    ['no body', {}, 400, ['AR-DESK-BODY']],
    ['no JSON', { body: '{"a":' }, 400, ['AR-DESK-BODY']],
    ['a list', { body: '[]' }, 422, ['AR-DESK-MEMBER the body']],
    ['null', { body: 'null' }, 422, ['AR-DESK-MEMBER the body']],
    ['too much', { body: JSON.stringify({ ...BODY, purpose: 'x'.repeat(BODY_MAX) }) }, 413, ['AR-DESK-BODY-SIZE']],
    ['wrong types, all told', { body: JSON.stringify({ ...BODY, count: '2', team: 7, tags: [], parameters: { a: 1 } }) }, 422,
      ['AR-DESK-MEMBER team', 'AR-DESK-MEMBER count', 'AR-DESK-MEMBER parameters.a', 'AR-DESK-MEMBER tags']],
    ['what is missing and what is unknown', { body: JSON.stringify({ pool: 'teams', x: 1, __proto__x: 2 }) }, 422,
      ['AR-DESK-MEMBER tenant', 'AR-DESK-MEMBER team', 'AR-DESK-MEMBER costCentre', 'AR-DESK-MEMBER purpose', 'AR-DESK-MEMBER count', 'AR-DESK-MEMBER x', 'AR-DESK-MEMBER __proto__x']],
    ['a member that every object has', { body: '{"__proto__":{"pool":"teams"},"constructor":"x"}' }, 422,
      ['pool', 'tenant', 'team', 'costCentre', 'purpose', 'count', '__proto__', 'constructor'].map(place => `AR-DESK-MEMBER ${place}`)],
    ['half an account', { body: JSON.stringify({ ...BODY, count: 0.5 }) }, 422, ['AR-DESK-MEMBER count']],
    ['none', { body: JSON.stringify({ ...BODY, count: 0 }) }, 422, ['AR-DESK-MEMBER count']],
    ['a line in a line', { body: JSON.stringify({ ...BODY, team: 'a\nb' }) }, 422, ['AR-DESK-MEMBER team']],
    ['nothing to be seen', { body: JSON.stringify({ ...BODY, team: '  ' }) }, 422, ['AR-DESK-MEMBER team']],
    ['no key', { body: JSON.stringify(BODY), key: undefined }, 422, ['AR-DESK-MEMBER Idempotency-Key']],
    ['a key with a space', { body: JSON.stringify(BODY), key: 'a b' }, 422, ['AR-DESK-MEMBER Idempotency-Key']],
    ['a query where there is none', { body: JSON.stringify(BODY), query: { x: '1' } }, 422, ['AR-DESK-MEMBER x']],
  ])('%s', async (_, more, status, found) => {
    const { call, store } = apiOf();
    const answer = await call(ALICE, 'POST', '/requests', { key: 'k', ...more });
    expect([answer.status, codes(answer)]).toEqual([status, found]);
    expect(store.log).toEqual([]);
  });

  test.each(['\'; DROP TABLE requests; --', '<script>alert(1)</script>', '=HYPERLINK("x")', '${jndi:ldap://x}', '💥 ü é', 'REQ#x', 'constructor'])('%s is a text like every other one', async purpose => {
    const api = apiOf();
    const made = await create(api, { purpose, tenant: purpose, team: purpose });
    expect((await api.call(ALICE, 'GET', made.headers.location)).body).toMatchObject({ purpose, tenant: purpose, team: purpose });
  });

  test('ids, pages and lists that are none', async () => {
    const { call } = apiOf();
    expect(codes(await call(OTTO, 'GET', '/accounts/12'))).toEqual(['AR-DESK-MEMBER id']);
    expect(codes(await call(ALICE, 'GET', '/requests/12'))).toEqual(['AR-DESK-MEMBER id']);
    expect(codes(await call(OTTO, 'GET', '/accounts', { query: { most: '0' } }))).toEqual(['AR-DESK-MEMBER most']);
    expect(codes(await call(OTTO, 'GET', '/accounts', { query: { pool: 'teams' } }))).toEqual(['AR-DESK-MEMBER query']);
    expect(codes(await call(OTTO, 'GET', '/accounts', { query: { state: 'GONE', x: '' } }))).toEqual(['AR-DESK-MEMBER state', 'AR-DESK-MEMBER x']);
    expect(codes(await call(AUDREY, 'GET', '/audit'))).toEqual(['AR-DESK-MEMBER day']);
    expect(codes(await call(OTTO, 'GET', `/accounts/${ID}`, { body: '{}' }))).toEqual(['AR-DESK-BODY']);
    for (const path of ['/', '', '/request', '/requests/a/b/c', '/accounts/x/close', '/requests/{id}/approve/']) {
      expect((await call(OTTO, 'DELETE', path)).status).toBe(404);
    }
  });
});

describe('who may what', () => {
  test('each route is for the roles of its table and for nobody else', async () => {
    for (const route of ROUTES as readonly Route[]) {
      for (const role of ['Requester', 'Approver', 'Operator', 'Auditor'] as const) {
        const { call } = apiOf();
        const path = route.path.replace('{id}', route.path.startsWith('/accounts') ? ID : '0123456789'.slice(0, 9) + '-0123456789abcdef');
        const answer = await call(actor('x', role), route.method, path, route.body ? { json: {} } : {});
        const isDenied = answer.status === 403 && codes(answer).includes('AR-DESK-ROLE');
        expect([route.name, role, isDenied]).toEqual([route.name, role, !route.roles.includes(role)]);
      }
    }
  });

  test('whoever is no person may nothing, and learns nothing', async () => {
    const { api } = apiOf();
    const nobody = deskRefusal('AR-DESK-CALLER', { value: 'nobody' });
    expect(await api.serve({ method: 'GET', path: '/requests', query: {} }, nobody)).toMatchObject({ status: 403, body: { errors: [nobody] } });
  });

  test('a requester sees its own requests, and of others not that there are any', async () => {
    const api = apiOf();
    const made = await create(api);
    const bob = actor('bob', 'Requester');
    expect((await api.call(bob, 'GET', made.headers.location)).status).toBe(404);
    expect((await api.call(bob, 'GET', '/requests')).body).toEqual({ items: [] });
    expect((await api.call(bob, 'GET', '/requests', { query: { state: 'PENDING_APPROVAL' } })).status).toBe(403);
    expect((await api.call(ALICE, 'GET', '/requests')).body.items).toHaveLength(1);
    expect((await api.call(ANNA, 'GET', '/requests', { query: { state: 'PENDING_APPROVAL' } })).body.items).toHaveLength(1);
    expect((await api.call(AUDREY, 'GET', made.headers.location)).status).toBe(200);
    expect((await api.call(ALICE, 'POST', `${made.headers.location}/cancel`, { json: { why: 'over' } })).body).toMatchObject({ state: 'CANCELLED' });
    const other = await create(api, {}, 'k-2');
    expect((await api.call(ANNA, 'POST', `${other.headers.location}/reject`, { json: { why: 'no' } })).body).toMatchObject({ state: 'REJECTED' });
  });
});

test('docs/desk-api.json is up to date', () => expect(fs.readFileSync(DESK_API_DOC, 'utf8')).toBe(deskApiDoc()));

test('every route is served, with each status that it answers if nothing is wrong', () => {
  const expected = (ROUTES as readonly Route[]).flatMap(({ answers, name }) => Object.keys(answers).map(status => `${name} ${status}`));
  expect(expected.filter(one => !answered.has(one))).toEqual([]);
  expect(Object.entries<object>(DOC.paths).flatMap(([path, of]) => Object.keys(of).map(method => `${method.toUpperCase()} ${path}`)).sort())
    .toEqual((ROUTES as readonly Route[]).map(({ method, path }) => `${method} ${path}`).sort());
});

test('bodies are held to their schemas as a validator of JSON Schema holds them', () => {
  const others = [fc.constant(null), fc.boolean(), fc.dictionary(fc.string({ maxLength: 3 }), fc.string()), fc.constant([])];
  const value = fc.oneof(fc.string(), fc.integer({ min: -2, max: 200 }), fc.double(), ...others);
  let fit = 0;
  for (const { body } of (ROUTES as readonly Route[]).filter(route => route.body !== undefined)) {
    const validate = ajv.compile(body!);
    const names = Object.keys(body!.properties);
    const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, fc.string({ maxLength: 3 }));
    fc.assert(fc.property(fc.dictionary(name, value, { maxKeys: 3 }), drawn => {
      for (const asked of [drawn, { ...BODY, ...drawn }, { why: 'so', pool: 'teams', tenant: 'astro', ...drawn }]) {
        const plain = JSON.parse(JSON.stringify(asked));
        const isFit = validate(plain);
        fit += isFit ? 1 : 0;
        expect([plain, problemsOf(body!, plain).length === 0]).toEqual([plain, isFit]);
      }
    }), { numRuns: 200 });
  }
  expect(fit).toBeGreaterThan(100);
});
