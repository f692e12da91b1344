/** The generated part of docs/events.md, and the JSON Schemas beside it. */

import * as path from 'node:path';
import { listedRules } from './patterns';
import { EXAMPLES } from './samples';
import { CATALOGUE, COMMON, schemaOf } from '../../core/events/catalogue';
import type { EventKind, Member } from '../../core/events/catalogue';
import { messageOf, plainTextOf } from '../../core/events/messages';
import { PoolEvent } from '../../src/contract';

/** Where the page stands in the repository, and its schemas. */
export const EVENTS_DOC = path.join(__dirname, '..', '..', 'docs', 'events.md');
export const SCHEMAS = path.join(__dirname, '..', '..', 'docs', 'events');

const ALL = Object.values(PoolEvent);

/** What stands between two marks of the page, by the name in them. */
const PARTS: Readonly<Record<string, () => string>> = {
  catalogue: () => [
    'In every detail:', '', ...table(COMMON), '', ...ALL.flatMap(event => section(event, CATALOGUE[event])),
  ].join('\n').trim(),
  patterns: () => listedRules().map(({ title, code, pattern }) => [`### ${title}`, '', `\`${code}\``, '', '```json', JSON.stringify(pattern, null, 2), '```', ''].join('\n')).join('\n').trim(),
  message: () => ['```text', plainTextOf(messageOf(PoolEvent.ACCOUNT_FAILED, EXAMPLES[PoolEvent.ACCOUNT_FAILED]().detail)), '```'].join('\n'),
};

/** The page with its generated parts made anew. */
export function eventsDoc(text: string): string {
  return Object.entries(PARTS).reduce((page, [name, part]) => {
    const [begin, end] = [`<!-- generated: ${name} -->`, `<!-- end of ${name} -->`];
    const [from, to] = [page.indexOf(begin), page.indexOf(end)];
    if (from < 0 || to < from) {
      throw new Error(`docs/events.md lacks the marks '${begin}' and '${end}', between which a generated part stands; put them back`);
    }
    return `${page.slice(0, from + begin.length)}\n\n${part()}\n\n${page.slice(to)}`;
  }, text);
}

/** The schemas, by the names of their files. */
export function schemaFiles(): Record<string, string> {
  return Object.fromEntries(ALL.map(event => [`${event}.schema.json`, `${JSON.stringify(schemaOf(event), null, 2)}\n`]));
}

/** Whose function sends it. */
const SENDERS: Readonly<Record<EventKind['from'], string>> = {
  account: 'the functions of an `AccountFactory`',
  growth: 'the function of a `PoolGrowth`',
  retirement: 'the function of an `AccountRetirement`',
};

function section(event: PoolEvent, { when, from, sameId, members }: EventKind): string[] {
  return [
    `### ${event}`,
    '',
    `Sent when ${when}. By ${SENDERS[from]}. The same \`id\`: the same ${sameId}. [Schema](events/${event}.schema.json).`,
    '',
    ...table(members),
    '',
    '```json',
    JSON.stringify(EXAMPLES[event]().detail, null, 2),
    '```',
    '',
  ];
}

function table(members: Readonly<Record<string, Member>>): string[] {
  return ['| member | | |', '|---|---|---|', ...Object.entries(members).flatMap(([name, member]) => [
    row(name, member),
    ...Object.entries((member.properties ?? {}) as Record<string, Member>).map(([inner, one]) =>
      row(`${name}.${inner}`, { ...one, ...(member.required as string[]).includes(inner) ? {} : { optional: true } })),
  ])];
}

function row(name: string, { type, description, optional, enum: values }: Member): string {
  const known = Array.isArray(values) ? `: ${values.map(value => `\`${value}\``).join(', ')}` : '';
  return `| \`${name}\` | ${type}${optional === true ? ', optional' : ''} | ${description}${known} |`;
}
