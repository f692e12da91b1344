/**
 * The catalogue: what each event means, and what stands in its detail.
 *
 * docs/events.md and the JSON Schemas beside it are made from this table, and tests hold what is sent to it. Functions that send don't read it.
 */

import { EVENT_ID_LENGTH, EVENT_VERSION, PoolEvent } from '../../src/contract';

/** One member of a detail: a JSON Schema with its description. */
export interface Member {
  readonly description: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'object';
  readonly optional?: true;
  readonly [keyword: string]: unknown;
}

type Members = Readonly<Record<string, Member>>;

/** One event of the catalogue. */
export interface EventKind {
  /** When it is sent, as the end of a sentence that begins with "when". */
  readonly when: string;
  /** Whose function sends it. */
  readonly from: 'account' | 'growth' | 'retirement';
  /** By what a consumer sees a double: the same values, the same id. */
  readonly sameId: string;
  readonly members: Members;
}

const ACCOUNT_ID: Member = { type: 'string', pattern: '^[0-9]{12}$', description: 'id of the account' };
const CODE: Member = { type: 'string', pattern: '^AR-[A-Z]+(-[A-Z]+)*$', description: 'code of the failure, as in docs/errors.md' };
const WHAT: Member = { type: 'string', description: 'what happened, in one sentence' };
const FIX: Member = { type: 'string', description: 'what to do about it' };
const SANDBOX: Member = { type: 'string', pattern: '^[A-Za-z0-9]{3,8}$', description: 'namespace of the Innovation Sandbox' };
const FROM: Member = { type: 'integer', minimum: 0, description: 'how many accounts the pool has now' };
const TO: Member = { type: 'integer', minimum: 1, description: 'how many it is to have' };
const ENTRY: Member = { type: 'integer', minimum: 1, description: "number of the entry in the pool's growth ledger" };
const APPROVAL: Member = { type: 'string', minLength: 1, description: 'id of the approval, by which it is answered' };

function account(id: 'known' | 'maybe'): Member {
  const name: Member = { type: 'string', minLength: 1, description: 'its name, as the app declares it' };
  return {
    type: 'object',
    description: id === 'known' ? 'the account' : 'the account; its id only if it is known',
    properties: { name, id: ACCOUNT_ID },
    required: id === 'known' ? ['name', 'id'] : ['name'],
    additionalProperties: false,
  };
}

/** What stands in every detail. */
export const COMMON: Members = {
  version: { type: 'integer', const: EVENT_VERSION, description: 'version of the details; members may be added, none is taken away' },
  id: { type: 'string', pattern: `^[0-9a-f]{${EVENT_ID_LENGTH}}$`, description: 'the same whenever the same thing is told again: drop what you know' },
  stackName: { type: 'string', minLength: 1, description: 'name of the stack that declares the account or the pool' },
  pool: { type: 'string', minLength: 1, optional: true, description: 'path of the pool below its stack; missing for an account that stands in its stack directly' },
  at: { type: 'string', format: 'date-time', description: 'when it happened' },
};

/** The catalogue. */
export const CATALOGUE: Readonly<Record<PoolEvent, EventKind>> = {
  [PoolEvent.ACCOUNT_REQUESTED]: {
    when: 'Account Factory has been asked for an account',
    from: 'account',
    sameId: 'account and moment',
    members: { account: { ...account('maybe'), description: 'the account; it has no id yet', properties: { name: { type: 'string', minLength: 1, description: 'its name, as the app declares it' } } } },
  },
  [PoolEvent.ACCOUNT_VENDED]: {
    when: 'Account Factory has made an account, and before it is moved anywhere',
    from: 'account',
    sameId: "the account and Account Factory's record",
    members: { account: account('known'), minutes: { type: 'number', minimum: 0, optional: true, description: 'how long Account Factory took' } },
  },
  [PoolEvent.ACCOUNT_REGISTERED]: {
    when: 'Innovation Sandbox has accepted an account and cleans it',
    from: 'account',
    sameId: 'account, namespace, and deployment',
    members: { account: account('known'), sandbox: SANDBOX },
  },
  [PoolEvent.ACCOUNT_AVAILABLE]: {
    when: 'a deployment has brought an account to its goal: Available in Innovation Sandbox, or available in Control Tower if it has no sandbox. An update that finds it there already says nothing',
    from: 'account',
    sameId: 'account and deployment',
    members: {
      account: account('known'),
      sandbox: { ...SANDBOX, optional: true, description: 'namespace of the Innovation Sandbox; missing for an account that is vended only' },
      sandboxStatus: { type: 'string', enum: ['Available', 'Active', 'Frozen'], optional: true, description: 'what Innovation Sandbox says of it: it may be leased at once' },
      warning: { type: 'string', minLength: 1, optional: true, description: 'what went wrong without keeping the account from its goal' },
    },
  },
  [PoolEvent.ACCOUNT_FAILED]: {
    when: 'a deployment has failed for an account',
    from: 'account',
    sameId: 'account, code, and deployment',
    members: {
      account: account('maybe'),
      code: CODE,
      what: WHAT,
      fix: FIX,
      where: { type: 'string', description: 'where the account is now' },
      safeToDeployAgain: { type: 'boolean', description: 'whether another deployment does no harm as things are' },
      awsText: { type: 'string', optional: true, description: "AWS's own words, without addresses" },
    },
  },
  [PoolEvent.ACCOUNT_RETIRED]: {
    when: 'an account is retired as far as somebody asked for it. Ejected, it stands outside of Innovation Sandbox; unmanaged, in a unit that denies everything; closed, it is gone in 90 days',
    from: 'retirement',
    sameId: 'account and order',
    members: {
      account: account('known'),
      reached: { type: 'string', enum: ['ejected', 'unmanaged', 'closed'], description: 'how far it is retired' },
      order: { type: 'integer', minimum: 1, description: "number of the order in the pool's store of retirements" },
    },
  },
  [PoolEvent.GROWTH_DECIDED]: {
    when: 'a pool grows, and its stack is updated',
    from: 'growth',
    sameId: 'the entry of the ledger',
    members: {
      from: FROM,
      to: TO,
      entry: ENTRY,
      by: { type: 'string', enum: ['low-water', 'hand', 'approval'], description: 'what it was decided for: too few accounts, a person who asked, or a person who agreed' },
      reason: { type: 'string', description: 'why, in one sentence' },
    },
  },
  [PoolEvent.GROWTH_REFUSED]: {
    when: 'a pool should grow and may not, and a person can change that; once a day for each code',
    from: 'growth',
    sameId: 'pool, code, and day (UTC)',
    members: { code: CODE, what: WHAT, fix: FIX },
  },
  [PoolEvent.GROWTH_HALTED]: {
    when: 'a pool grows no more until a person has looked at it',
    from: 'growth',
    sameId: 'the entry of the ledger',
    members: { code: CODE, what: WHAT, fix: FIX, entry: ENTRY },
  },
  [PoolEvent.APPROVAL_ASKED]: {
    when: 'a pool wants to grow by so much that a person is asked',
    from: 'growth',
    sameId: 'the approval',
    members: {
      approvalId: APPROVAL,
      from: FROM,
      to: TO,
      reason: { type: 'string', description: 'why, in one sentence' },
      expiresAt: { type: 'string', format: 'date-time', description: 'when it is too late for an answer' },
    },
  },
  [PoolEvent.APPROVAL_ANSWERED]: {
    when: 'a person has answered',
    from: 'growth',
    sameId: 'approval and answer',
    members: {
      approvalId: APPROVAL,
      from: FROM,
      to: TO,
      answer: { type: 'string', enum: ['approved', 'denied'], description: 'the answer' },
    },
  },
};

/** The JSON Schema of an event's detail. Members that aren't in it may come with a later release. */
export function schemaOf(detailType: PoolEvent): object {
  const members = { ...COMMON, ...CATALOGUE[detailType].members };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: detailType,
    description: `Detail of the event '${detailType}', sent when ${CATALOGUE[detailType].when}.`,
    type: 'object',
    properties: Object.fromEntries(Object.entries(members).map(([name, { optional, ...schema }]) => [name, schema])),
    required: Object.keys(members).filter(name => members[name].optional !== true),
  };
}
