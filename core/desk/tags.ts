/** Tags that a request gives its accounts: what the requester says, what the template says, and what the desk itself says. */

import type { DeskRequest, RequestOrder } from './model';
import type { DeskRefusal } from './refusals';
import { deskRefusal, quoted } from './refusals';
import type { RequestTemplate } from './rules';
import { isReservedTag, MAX_TAGS, TAG_KEY_PATTERN, TAG_VALUE_PATTERN } from '../../src/contract';

/** What the desk writes on every account that it gives, and nobody else may. */
export const DESK_TAGS = ['team', 'cost-centre', 'purpose', 'tenant', 'ticket', 'commit', 'request'] as const;
export type DeskTag = (typeof DESK_TAGS)[number];

/** Keys by which the life cycle of accounts goes: whoever sets one changes what becomes of the account. */
const LIFE_CYCLE_KEYS: readonly string[] = ['account-state', 'account-holder', 'account-expires', 'account-retiring', 'account-lifecycle'];

/** Everything that is wrong with the tags of a request. */
export function tagRefusals({ tags }: Pick<RequestOrder, 'tags'>, template?: RequestTemplate): DeskRefusal[] {
  const entries = Object.entries(tags);
  const total = new Set([...entries.map(([key]) => key), ...Object.keys(template?.tags ?? {}), ...DESK_TAGS]).size;
  return [
    ...entries.flatMap(([key, value]) => refusalOfTag(key, value, template)),
    ...total > MAX_TAGS ? [deskRefusal('AR-DESK-TAGS', { value: String(total), expected: String(MAX_TAGS), place: 'tags' })] : [],
  ];
}

function refusalOfTag(key: string, value: string, template?: RequestTemplate): DeskRefusal[] {
  const place = `tags.${key.slice(0, 128)}`;
  if (!TAG_KEY_PATTERN.test(key)) {
    return [deskRefusal('AR-DESK-TAG', { place, value: quoted(value), expected: "a key has 1 to 128 letters, digits, spaces and _.:/=+-@, and does not begin with 'aws:'" })];
  }
  const reserved = whyReserved(key, template);
  if (reserved !== undefined) {
    return [deskRefusal('AR-DESK-TAG-RESERVED', { place, value: reserved })];
  }
  return TAG_VALUE_PATTERN.test(value) ? [] : [deskRefusal('AR-DESK-TAG', { place, value: quoted(value), expected: 'a value has at most 256 letters, digits, spaces and _.:/=+-@' })];
}

/** Keys are told apart by their letters' case in AWS, and not by whoever reads them. */
function whyReserved(key: string, template?: RequestTemplate): string | undefined {
  const lower = key.toLowerCase();
  if (isReservedTag(lower)) {
    return 'keys of this prefix say who made an account';
  }
  if (LIFE_CYCLE_KEYS.includes(lower)) {
    return 'the life cycle of accounts goes by it';
  }
  if (DESK_TAGS.some(own => own === lower)) {
    return 'the desk writes it from the request';
  }
  return Object.keys(template?.tags ?? {}).some(own => own.toLowerCase() === lower) ? `the template ${template?.name} sets it` : undefined;
}

/** The tags of an account that a request gets. What AWS doesn't take in a text of the request (a purpose may have any letters) is a space there. */
export function tagsOfRequest({ id, order, origin }: Pick<DeskRequest, 'id' | 'order' | 'origin'>, template?: RequestTemplate): Record<string, string> {
  const own: Record<DeskTag, string | undefined> = {
    'team': order.team,
    'cost-centre': order.costCentre,
    'purpose': order.purpose,
    'tenant': order.tenant,
    'ticket': origin.ticket,
    'commit': origin.commit,
    'request': id,
  };
  const said = Object.entries(own).filter((entry): entry is [DeskTag, string] => entry[1] !== undefined);
  return { ...order.tags, ...template?.tags, ...Object.fromEntries(said.map(([key, value]) => [key, tagValueOf(value)])) };
}

/** A text as a tag can hold it. */
export function tagValueOf(text: string): string {
  const fit = [...text].map(letter => TAG_VALUE_PATTERN.test(letter) ? letter : ' ').join('').replace(/ {2,}/g, ' ').trim();
  return [...fit].slice(0, 256).join('').trim();
}
