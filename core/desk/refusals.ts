/**
 * Why the desk says no: the codes that callers are told, each with the way out. docs/errors.md lists them.
 *
 * They stand apart from the failures of accounts: no deployment fails with them, and no function but the desk's carries their sentences.
 */

/** What sort of no it is; the API answers each with a status of its own. */
export type RefusalSort =
  /** The body or the address can't be read as what was asked for. */
  | 'unreadable'
  /** More than is taken. */
  | 'too-large'
  /** Whoever asks may not. */
  | 'forbidden'
  /** There is none. */
  | 'unknown'
  /** It was read, and how things stand now is against it. */
  | 'conflict'
  /** It was read, and a rule is against it. */
  | 'invalid'
  /** Nothing is wrong with it, and it can't be done now. */
  | 'later'
  /** Nothing is wrong with it, and the desk isn't as it was deployed. */
  | 'broken';

/** One of them. Values in braces are filled in. */
export interface DeskRefusalKind {
  readonly sort: RefusalSort;
  readonly what: string;
  readonly fix: string;
}

/** By code. */
export const DESK_REFUSALS = {
  'AR-DESK-BODY': {
    sort: 'unreadable',
    what: 'the body is {value}, where {expected} was expected.',
    fix: 'send one JSON object, as docs/desk-api.json describes it.',
  },
  'AR-DESK-BODY-SIZE': {
    sort: 'too-large',
    what: 'the body has {value} bytes, and {expected} are taken at most.',
    fix: 'ask for less at once; purposes and tags are short texts.',
  },
  'AR-DESK-MEMBER': {
    sort: 'invalid',
    what: '{place} is {value}, where {expected} was expected.',
    fix: 'correct it as docs/desk-api.json describes it, and send the whole body again.',
  },
  'AR-DESK-ROUTE': {
    sort: 'unknown',
    what: 'there is no {value}.',
    fix: 'see docs/desk-api.json for what there is.',
  },
  'AR-DESK-CALLER': {
    sort: 'forbidden',
    what: 'the caller is {value}, which names no person.',
    fix: 'sign in through a permission set, whose session has the name of the person, or let the role have a source identity; several people who share a session can\'t be told apart.',
  },
  'AR-DESK-ROLE': {
    sort: 'forbidden',
    what: '{name} has no role that may {action}; {expected} may.',
    fix: "have the role given where roles are (the desk's 'auth' says by which principals or groups), or ask somebody who has it.",
  },
  'AR-DESK-OWN': {
    sort: 'forbidden',
    what: 'request {id} is by {name}, who can\'t {action} it.',
    fix: 'ask another approver; whoever takes a request back cancels it.',
  },
  'AR-DESK-NOT-YOURS': {
    sort: 'forbidden',
    what: 'request {id} is not by {name}, and only its requester or an operator may {action} it.',
    fix: 'ask its requester, or an operator.',
  },
  'AR-DESK-NO-REQUEST': {
    sort: 'unknown',
    what: 'there is no request {id}.',
    fix: 'copy its id from the answer that it was made with, or list requests.',
  },
  'AR-DESK-NO-ACCOUNT': {
    sort: 'unknown',
    what: 'the desk has no account {id}.',
    fix: "confirm it first, if it is an account of one of the desk's pools.",
  },
  'AR-DESK-REQUEST-STATE': {
    sort: 'conflict',
    what: 'request {id} is {status} since {time}, by {name}, and can\'t be {action} any more.',
    fix: '{value}.',
  },
  'AR-DESK-ACCOUNT-STATE': {
    sort: 'conflict',
    what: 'account {id} is {status} since {time}, and can\'t be {action}.',
    fix: '{value}.',
  },
  'AR-DESK-LATE': {
    sort: 'conflict',
    what: 'request {id} has waited for an approval since {time}, longer than the {expected} days of the rules.',
    fix: 'have it requested again.',
  },
  'AR-DESK-KEY': {
    sort: 'conflict',
    what: 'the idempotency key was used for request {id}, whose body was another one.',
    fix: 'send the same body to have the same answer, or choose another key for another request.',
  },
  'AR-DESK-CHANGED': {
    sort: 'later',
    what: '{id} was changed by others {value} times while this was decided.',
    fix: 'look at it, and ask again if it is still wanted.',
  },
  'AR-DESK-TEMPLATE': {
    sort: 'invalid',
    what: 'there is no template {value}; there are {expected}.',
    fix: 'name one of them; without a version it is the newest.',
  },
  'AR-DESK-PARAMETER': {
    sort: 'invalid',
    what: 'the parameter {place} of template {name} is {value}, where {expected} was expected.',
    fix: 'correct the parameter.',
  },
  'AR-DESK-COUNT': {
    sort: 'invalid',
    what: '{value} accounts were asked for at once, and the rules allow {expected} at most.',
    fix: 'ask for fewer, in several requests if need be.',
  },
  'AR-DESK-POOL': {
    sort: 'invalid',
    what: 'the desk has no pool {value}; it has {expected}.',
    fix: 'name one of them.',
  },
  'AR-DESK-SANDBOX': {
    sort: 'invalid',
    what: 'the accounts of pool {value} are registered with a sandbox, which may lease or erase them.',
    fix: 'name a pool without a sandbox; who wants an account for some days leases one.',
  },
  'AR-DESK-UNIT': {
    sort: 'invalid',
    what: 'pool {name} is in the organizational unit {value}, and requests may have accounts of {expected}.',
    fix: "name a pool of one of these units, or have the unit added to the desk's rules.",
  },
  'AR-DESK-COST-CENTRE': {
    sort: 'invalid',
    what: 'the cost centre {value} is not of the form {expected}.',
    fix: 'correct the cost centre.',
  },
  'AR-DESK-CEILING': {
    sort: 'conflict',
    what: '{name} has {count} accounts already, {value} more were asked for, and the rules allow {expected}.',
    fix: "return accounts or cancel requests, wait until the next day if it is the day's ceiling, or have the rules changed.",
  },
  'AR-DESK-TAG': {
    sort: 'invalid',
    what: 'the tag {place} is {value}, which AWS Organizations does not take: {expected}.',
    fix: 'change the tag.',
  },
  'AR-DESK-TAG-RESERVED': {
    sort: 'invalid',
    what: 'the tag {place} is not for requesters: {value}.',
    fix: 'leave it out; the desk sets what is its own.',
  },
  'AR-DESK-TAGS': {
    sort: 'invalid',
    what: 'the account would have {value} tags of a request, and {expected} is the most.',
    fix: 'leave some out.',
  },
  'AR-DESK-REQUEST-FULL': {
    sort: 'conflict',
    what: 'request {id} has all of its {count} accounts.',
    fix: 'do nothing; for more, request more.',
  },
  'AR-DESK-OTHER-POOL': {
    sort: 'conflict',
    what: 'account {id} is of pool {value}, and the request is for pool {expected}.',
    fix: 'assign an account of that pool.',
  },
  'AR-DESK-TENANT': {
    sort: 'conflict',
    what: 'account {id} is assigned to {value}, not to {expected}.',
    fix: 'name the tenant that has it, so that no other one loses its account.',
  },
  'AR-DESK-NONE-AVAILABLE': {
    sort: 'later',
    what: 'pool {value} has no available account now.',
    fix: 'ask again later: accounts are on their way if the pool grows; else return some or make the pool larger.',
  },
  'AR-DESK-TOKEN': {
    sort: 'unreadable',
    what: 'the page token is not of this list.',
    fix: 'send the token of the last page of the same list unchanged, or none to begin anew.',
  },
  'AR-DESK-BUSY': {
    sort: 'later',
    what: 'the desk could not reach its table in time.',
    fix: 'send the same again, with the same idempotency key: what was written already is not written twice.',
  },
  'AR-DESK-BROKEN': {
    sort: 'broken',
    what: 'the desk failed with something that is not your fault.',
    fix: "tell whoever operates the desk to look for 'desk-failed' in the log of its function.",
  },
  'AR-DESK-NEWER': {
    sort: 'later',
    what: 'the item {id} was written in format {value}, and this version of the desk knows formats up to {expected}.',
    fix: 'deploy the newer version of the desk again, which wrote it; this one changes nothing that it can\'t read.',
  },
} as const satisfies Record<string, DeskRefusalKind>;

/** A code of these. */
export type DeskCode = keyof typeof DESK_REFUSALS;

/** What can be filled in. */
export type DeskValue = 'id' | 'name' | 'action' | 'status' | 'time' | 'value' | 'expected' | 'place' | 'count';

/** A refusal with its values filled in. */
export interface DeskRefusal {
  readonly code: DeskCode;
  readonly what: string;
  readonly fix: string;
  /** The member of the body that it is about: `tags.team`. */
  readonly place?: string;
}

/** All codes, in the table's order. */
export function deskCodes(): DeskCode[] {
  return Object.keys(DESK_REFUSALS) as DeskCode[];
}

/** Fills in a refusal; a value that isn't given reads "unknown". */
export function deskRefusal(code: DeskCode, values: { readonly [value in DeskValue]?: string }): DeskRefusal {
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (_, key: DeskValue) => values[key] ?? 'unknown');
  const { what, fix } = DESK_REFUSALS[code];
  return { code, what: fill(what), fix: fill(fix), ...values.place !== undefined && { place: values.place } };
}

/** A refusal that is found where nothing can be answered: what reads items throws it, and the desk answers with it. */
export class DeskError extends Error {
  constructor(public readonly refusal: DeskRefusal) {
    super(`${refusal.code}: ${refusal.what}`);
    this.name = 'DeskError';
  }
}

/** A text of a caller's within a sentence: short, on one line, and in quotes. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
