/** The code of an app that takes accounts over. Pure. */

import type { LeftOut, Takeover } from '../../core/operator/takeover';
import { count } from '../text';

/** Accounts that one stack has room for: three resources each, and what goes with them. */
const A_STACK = 150;
/** Fewer accounts with numbers are better said one by one. */
const A_POOL = 3;
/** The largest pool that needs no word about its size. */
const LARGE = 50;

/** Accounts of one prefix, in the order of their numbers. */
interface Numbered {
  readonly prefix: string;
  readonly digits: number;
  readonly members: readonly { readonly number: number; readonly takeover: Takeover }[];
  /** `aws+{name}@example.com` */
  readonly emailPattern: string;
}

/** A TypeScript module: a function for each stack that is needed. */
export function importCode(taken: readonly Takeover[], leftOut: readonly LeftOut[], takenAt: string): string {
  const { pools, single } = grouped(taken);
  const statements = [...pools.map(poolStatement), ...single.map(accountStatement)];
  const stacks = packed(statements);
  const used = [...pools.length > 0 ? ['AccountPool'] : [], ...single.length > 0 ? ['PoolAccount'] : []];
  return [
    `// Takes over ${count(taken.length, 'account')} of the organization as it was at ${takenAt}. Rehearse it before you deploy it: account-robot plan`,
    ...fateLines(taken),
    `import { ${used.join(', ')} } from 'account-robot';`,
    'import type { Stack } from \'aws-cdk-lib\';',
    ...stacks.flatMap((lines, index) => [
      '',
      `export function takeOver${stacks.length === 1 ? '' : index + 1}(stack: Stack): void {`,
      ...lines.map(line => (line === '' ? '' : `  ${line}`)),
      '}',
    ]),
    ...(leftOut.length === 0 ? [] : ['', `// Left out: ${count(leftOut.length, 'account')}.`, ...leftOut.map(({ account: { id, name }, why }) => `//   ${name} (${id}): ${why}`)]),
    '',
  ].map(oneLine).join('\n');
}

/** Each line is one: AWS lets names of units have line breaks, and what follows one would be no comment any more. */
function oneLine(line: string): string {
  return line.replace(/[\r\n\u2028\u2029]+/g, ' ');
}

function fateLines(taken: readonly Takeover[]): string[] {
  const [kept, erased, again] = (['kept', 'erased', 'cleaned-again'] as const).map(fate => taken.filter(each => each.fate === fate).length);
  return [
    ...(kept > 0 ? [`// ${count(kept, 'account')} in the pool of Innovation Sandbox already: taken as they are, nothing in them is touched.`] : []),
    ...(erased > 0 ? [`// ${count(erased, 'account')} to be registered: WITH A SANDBOX EVERYTHING IN ${erased === 1 ? 'IT' : 'THEM'} IS ERASED, as is marked below.`] : []),
    ...(again > 0 ? [`// ${count(again, 'account')} in quarantine or being cleaned: a deployment has ${again === 1 ? 'it' : 'them'} cleaned once more, which erases everything in ${again === 1 ? 'it' : 'them'}.`] : []),
  ];
}

/** Pools are made of accounts that need nothing but adoption, have numbers, and whose addresses follow from their names. */
function grouped(taken: readonly Takeover[]): { readonly pools: readonly Numbered[]; readonly single: readonly Takeover[] } {
  const groups = new Map<string, Numbered & { readonly members: { number: number; takeover: Takeover }[] }>();
  for (const takeover of taken) {
    const { email, name } = takeover.account;
    const [, prefix, digits] = /^(.*?)(\d+)$/.exec(name) ?? [];
    const emailPattern = email.toLowerCase().split(name.toLowerCase()).join('{name}');
    if (takeover.by !== 'adoptExisting' || digits === undefined || digits.length > 10 || !emailPattern.includes('{name}')) {
      continue;
    }
    const key = JSON.stringify([prefix, digits.length, emailPattern]);
    const group = groups.get(key) ?? { prefix, digits: digits.length, emailPattern, members: [] };
    group.members.push({ number: Number(digits), takeover });
    groups.set(key, group);
  }
  const pools = [...groups.values()].filter(({ members }) => members.length >= A_POOL)
    .flatMap(pool => chunks([...pool.members].sort((one, other) => one.number - other.number), A_STACK).map(members => ({ ...pool, members })));
  const pooled = new Set(pools.flatMap(({ members }) => members.map(({ takeover }) => takeover)));
  return { pools, single: taken.filter(takeover => !pooled.has(takeover)) };
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** Lines of a statement, and how many accounts it declares. */
interface Statement {
  readonly lines: readonly string[];
  readonly accounts: number;
}

function poolStatement({ digits, emailPattern, members, prefix }: Numbered): Statement {
  const numbers = members.map(({ number }) => number);
  const [first, last] = [numbers[0], numbers[numbers.length - 1]];
  const skipped = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter(number => !numbers.includes(number));
  const erased = members.filter(({ takeover }) => takeover.fate !== 'kept').map(({ takeover }) => takeover.account.name);
  const id = `${prefix.replace(/[^A-Za-z0-9]+$/, '').replace(/[^A-Za-z0-9]+/g, '-') || 'Pool'}-${String(first).padStart(digits, '0')}`;
  return {
    accounts: members.length,
    lines: [
      ...(erased.length === 0 ? [] : [`// Everything in these is erased when they are registered: ${erased.join(', ')}`]),
      `new AccountPool(stack, ${quoted(id)}, {`,
      `  namePrefix: ${quoted(prefix)},`,
      ...(digits === 3 ? [] : [`  digits: ${digits},`]),
      ...(first === 1 ? [] : [`  firstNumber: ${first},`]),
      `  size: ${members.length},`,
      ...(members.length > LARGE ? [`  maxSize: ${members.length},`] : []),
      ...(skipped.length === 0 ? [] : [`  skipNumbers: [${skipped.join(', ')}],`]),
      `  accountEmail: ${quoted(emailPattern)},`,
      '  adoptExisting: true,',
      '});',
    ],
  };
}

function accountStatement({ account: { email, id, name }, by, fate, parentId, place }: Takeover): Statement {
  const fitting = name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  // Two names may come to the same id.
  const constructId = fitting === name ? name : `${fitting}-${id.slice(-4)}`;
  const props = by === 'adoptExisting'
    ? [`accountEmail: ${quoted(email.toLowerCase())}`, 'adoptExisting: true']
    : [`existingAccountId: ${quoted(id)}`, ...(parentId === undefined ? [] : [`existingAccountParentId: ${quoted(parentId)}`])];
  const told = fate === 'kept' ? 'taken as it is' : fate === 'erased' ? 'EVERYTHING IN IT IS ERASED when it is registered' : 'cleaned once more';
  return { accounts: 1, lines: [`// in ${place}: ${told}`, `new PoolAccount(stack, ${quoted(constructId)}, { ${props.join(', ')} });`] };
}

/** As many statements in a stack as its accounts fit into one. */
function packed(statements: readonly Statement[]): string[][] {
  const stacks: { lines: string[]; accounts: number }[] = [];
  for (const { accounts, lines } of statements) {
    const last = stacks.at(-1);
    if (last !== undefined && last.accounts + accounts <= A_STACK) {
      last.accounts += accounts;
      last.lines.push(...lines);
    } else {
      stacks.push({ accounts, lines: [...lines] });
    }
  }
  return stacks.map(({ lines }) => lines);
}

/** As ESLint likes it, and safe whatever the name holds. */
function quoted(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, '\\\'').replace(/\n/g, '\\n')}'`;
}
