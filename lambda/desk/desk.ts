/** Serves the desk's API, and does at each tick what nobody asks for: accounts that came meanwhile are given, and what nobody answered expires. */

import { parseDesk } from './environment';
import type { ProxyAnswer } from './event';
import { callerFactsOf, callOf, isRequest, proxyAnswer } from './event';
import { DynamoDbDeskStore } from '../../aws/dynamodb/desk-store';
import { SignedDynamoDbCalls } from '../../aws/dynamodb/signed-calls';
import { actorOf } from '../../core/desk/actor';
import { Desk } from '../../core/desk/desk';
import type { DeskRefusal } from '../../core/desk/refusals';
import { routeOf } from '../../core/desk-api/routes';
import { DeskApi, failedWith } from '../../core/desk-api/serve';
import type { ApiAnswer } from '../../core/desk-api/serve';
import { createLog } from '../../core/log';
import { Notice } from '../../src/contract';
import { sleep, systemClock } from '../shared/clock';
import { ownCredentials } from '../shared/credentials';
import { requireEnv } from '../shared/environment';
import { writeLine } from '../shared/stdout';

const { grants, rules, table } = parseDesk(process.env);
const calls = new SignedDynamoDbCalls(requireEnv(process.env, 'AWS_REGION'), { credentials: async () => ownCredentials(process.env), now: systemClock });
const store = new DynamoDbDeskStore({ table, calls, sleep });
const desk = new Desk(store, rules, systemClock);
const api = new DeskApi(desk, store);
const log = createLog(writeLine, systemClock, {});

/** What API Gateway calls with each request, and a schedule with each tick. */
export async function handler(event: unknown): Promise<ProxyAnswer | void> {
  if (!isRequest(event)) {
    log.notice(Notice.DESK_TICKED, { ...await desk.tick() });
    return;
  }
  const call = callOf(event);
  const caller = actorOf(callerFactsOf(event), grants);
  const answer = await answered(async () => api.serve(call, caller));
  const { errors = [] } = answer.body as { readonly errors?: readonly DeskRefusal[] };
  log.notice(Notice.DESK_ANSWERED, {
    route: routeOf(call.method, call.path)?.route.name ?? 'none',
    by: 'code' in caller ? null : caller.person,
    status: answer.status,
    codes: errors.map(({ code }) => code),
  });
  return proxyAnswer(answer);
}

/** Whoever asked gets an answer whatever happens; what happened is in the log. */
async function answered(serve: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  try {
    return await serve();
  } catch (error) {
    log.notice(Notice.DESK_FAILED, { text: error instanceof Error ? error.message : String(error) });
    return failedWith(error);
  }
}
