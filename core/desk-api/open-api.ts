/** The desk's API in the words of OpenAPI 3.1, from its table of routes. */

import type { Route } from './routes';
import { BODY_MAX, idSchemaOf, KEY_SCHEMA, ROUTES } from './routes';
import type { Schema } from './schema';
import { SHOWN_SCHEMAS } from './shown';

const JSON_TYPE = 'application/json';
const RETRY_AFTER = { description: 'Seconds after which to ask again.', schema: { type: 'integer' } };

/** What every route may answer, and when. */
const REFUSALS: readonly (readonly [status: number, description: string, applies: (route: Route) => boolean])[] = [
  [400, 'The body is no JSON object, or the page token is of another list.', () => true],
  [403, 'The caller is no person, has no role for it, or is the requester where somebody else has to decide.', () => true],
  [404, 'There is no such request or account, or the caller may not see it.', ({ path }) => path.includes('{id}') || path === '/requests'],
  [409, 'How things stand now is against it.', ({ method }) => method === 'POST'],
  [413, `The body has more than ${BODY_MAX} bytes.`, ({ body }) => body !== undefined],
  [422, 'A rule is against it; all that is wrong is told at once.', () => true],
  [500, 'The desk is not as it was deployed.', () => true],
  [503, 'It can\'t be done now.', () => true],
];

/** The document. */
export function openApi(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of ROUTES as readonly Route[]) {
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Account desk',
      version: '1',
      description: 'Requests for AWS accounts, their approval, and the assignment of accounts to tenants. Whoever calls signs with IAM, or brings a token.',
    },
    paths,
    components: { schemas: SHOWN_SCHEMAS },
  };
}

function operationOf(route: Route): object {
  const { answers, body, hasKey, name, query = {}, roles, shows, summary } = route;
  const id = idSchemaOf(route);
  return {
    operationId: name,
    summary,
    description: `For: ${roles.join(', ')}.`,
    parameters: [
      ...id === undefined ? [] : [parameter('id', 'path', id, true)],
      ...hasKey === true ? [parameter('Idempotency-Key', 'header', KEY_SCHEMA, true)] : [],
      ...Object.entries(query).map(([of, schema]) => parameter(of, 'query', schema, false)),
    ],
    ...body !== undefined && { requestBody: { required: true, content: { [JSON_TYPE]: { schema: body } } } },
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, description]) => [status, {
        description,
        headers: { ...status === '202' && { Location: { description: 'Where it is.', schema: { type: 'string' } } }, ...shows === 'Request' && { 'Retry-After': RETRY_AFTER } },
        content: { [JSON_TYPE]: { schema: { $ref: `#/components/schemas/${shows}` } } },
      }])),
      ...Object.fromEntries(REFUSALS.filter(([, , applies]) => applies(route)).map(([status, description]) => [status, {
        description,
        ...status === 503 && { headers: { 'Retry-After': RETRY_AFTER } },
        content: { [JSON_TYPE]: { schema: { $ref: '#/components/schemas/Errors' } } },
      }])),
    },
  };
}

function parameter(name: string, place: string, schema: Schema, required: boolean): object {
  const { description, ...rest } = schema;
  return { name, in: place, required, ...description !== undefined && { description }, schema: rest };
}
