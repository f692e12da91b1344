/** The tables of docs/security.md. */

import * as path from 'node:path';
import type { Permission } from './permissions';
import { permissionsOf, rolesOf, synthesizedStacks } from './permissions';
import type { RoleReasons } from './reasons';
import { ROLE_REASONS } from './reasons';

/** Where the document stands in the repository. */
export const SECURITY_DOC = path.join(__dirname, '..', '..', 'docs', 'security.md');
const [BEGIN, END] = ['<!-- generated: permissions -->', '<!-- end of permissions -->'];

/** The document with its generated part made anew. */
export function securityDoc(text: string): string {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) {
    throw new Error(`docs/security.md lacks the marks '${BEGIN}' and '${END}', between which the generated part stands; put them back`);
  }
  const stacks = synthesizedStacks();
  const sections = ROLE_REASONS.map(reasons => {
    const resources = stacks[reasons.stack];
    return section(reasons, rolesOf(resources).filter(id => reasons.logicalId.test(id)).flatMap(id => permissionsOf(resources, id)));
  });
  return `${text.slice(0, from + BEGIN.length)}\n\n${sections.join('\n\n')}\n\n${text.slice(to)}`;
}

/** One row for what may be done to the same things for the same reason. */
function section({ about, reasons, title }: RoleReasons, permissions: readonly Permission[]): string {
  const rows = new Map<string, string[]>();
  for (const name of new Set(permissions.map(permission => permission.name))) {
    const same = permissions.filter(permission => permission.name === name);
    const rest = `${things(same)} | ${reasons[name]} |`;
    rows.set(rest, [...rows.get(rest) ?? [], `\`${name}\``]);
  }
  return [`### ${title}`, '', about, '', '| may | on | why |', '|---|---|---|', ...[...rows].map(([rest, names]) => `| ${names.join(', ')} | ${rest}`)].join('\n');
}

/** What something may be done to, and on which conditions. */
function things(permissions: readonly Permission[]): string {
  const resources = [...new Set(permissions.flatMap(permission => permission.resources))];
  const told = resources.flatMap(one => {
    if (one === '*') {
      return 'anything';
    }
    // Of a function of the stack any version may be called; it is enough to name it once.
    return one.endsWith(':*') && resources.includes(one.slice(0, -2)) ? [] : one.startsWith('the ') ? one : `\`${one}\``;
  });
  return [told.join(', '), ...permissions.flatMap(({ conditions }) => conditions).map(one => `if \`${one}\``)].join(' ').trim();
}
