/** What the README and pages tell a newcomer to do, taken out of their text: files to write, commands to run and what they print, and their words in other package managers. */

/** One thing to do, in the order of the text. */
export type Step =
  | { readonly kind: 'file'; readonly name: string; readonly content: string }
  | { readonly kind: 'commands'; readonly lines: readonly string[] }
  /** What the commands before it print, see shown.ts. */
  | { readonly kind: 'output'; readonly lines: readonly string[] };

/** Words of npm, and what another package manager says for them; the longer ones first. */
export type Translation = ReadonlyArray<readonly [npm: string, other: string]>;

/** Where the report of a rehearsal is written to: the one thing that is added to the README's commands. */
export const REPORT_FILE = 'report.json';
/** And what the command says of it. */
export const REPORT_LINE = `The report is in ${REPORT_FILE}.\n`;

/** What comes behind belongs to those who have a clone. */
const CLONE = 'From a clone';

/** What a whole page says to do. */
export function pageSteps(page: string): Step[] {
  return steps(page);
}

/** From the empty folder to the rehearsal. */
export function quickStart(readme: string): Step[] {
  const end = readme.indexOf(CLONE);
  if (end < 0) {
    throw new Error(`README.md: the first steps end where ${JSON.stringify(CLONE)} stands, and nothing begins with it`);
  }
  return steps(readme.slice(0, end));
}

/** What the section with this title says to do. */
export function sectionSteps(readme: string, title: string): Step[] {
  return steps(section(readme, title));
}

/** The settings of the first steps with the one line that a section of a page names, for an app in another language. */
export function settingsFor(readme: string, page: string, title: string): string {
  const app = /`("app": "[^"]*")`/.exec(section(page, title))?.[1];
  const settings = quickStart(readme).find(step => step.kind === 'file' && step.name === 'cdk.json');
  if (app === undefined || settings?.kind !== 'file') {
    throw new Error(`${JSON.stringify(title)} has to name the line "app" of the cdk.json that the first steps of README.md show`);
  }
  return settings.content.replace(/"app": "[^"]*"/, app);
}

/** The column of the README's table for a package manager. */
export function translation(readme: string, manager: string): Translation {
  const rows = [...section(readme, 'With pnpm or Yarn').matchAll(/^\|(.+)\|$/gm)].map(([, row]) => row.split('|').map(cell => cell.trim().replace(/^`|`$/g, '')));
  const column = rows[0]?.indexOf(manager) ?? -1;
  if (column < 1) {
    throw new Error(`README.md: the table of package managers has no column ${manager}; it has ${rows[0]?.join(', ') ?? 'no row at all'}`);
  }
  return rows.slice(2).map(row => [row[0], row[column]]);
}

/** The steps in the words of another package manager. */
export function translate(all: readonly Step[], words: Translation): Step[] {
  const say = (text: string) => words.reduce((so, [npm, other]) => so.replaceAll(npm, other), text);
  return all.map((step): Step => {
    if (step.kind === 'commands') {
      return { ...step, lines: step.lines.map(say) };
    }
    return step.kind === 'file' && step.name === 'cdk.json' ? { ...step, content: say(step.content) } : step;
  });
}

/** The command as it is run: the package as built instead of the published one, and a rehearsal that writes its report. */
export function runnable(command: string, pack: string): string {
  return /\b(install|add)\b/.test(command)
    ? command.replace(/(?<=\s)account-robot(?=\s|$)/, pack)
    : command.replace(/\baccount-robot rehearse\b/, `$& --json ${REPORT_FILE}`);
}

/** The names of the accounts that an app of the README declares. */
export function declaredNames(app: string): string[] {
  const size = /\bsize(?:: |=)(\d+)/.exec(app)?.[1];
  if (size === undefined) {
    throw new Error(`an app of a page has to declare a pool with a size, got\n${app}`);
  }
  const skipped = (/\bskipNumbers: \[([^\]]*)\]/.exec(app)?.[1] ?? '').split(',').map(Number);
  const numbers = Array.from({ length: Number(size) + skipped.length }, (_, index) => index + 1).filter(number => !skipped.includes(number));
  return numbers.slice(0, Number(size)).map(number => `pool-${String(number).padStart(3, '0')}`);
}

/** What a report says of an account, as far as it is asked here. */
export interface Outcome {
  readonly name: string;
  readonly state: string;
  readonly accountId: string | null;
  readonly sandboxStatus: string | null;
}

/** What is wrong with the accounts of a report: those declared, each with an id of its own, all AVAILABLE, and as far in the sandbox as expected. */
export function shortfall(accounts: readonly Outcome[], names: readonly string[], sandboxStatus: string | null): string[] {
  const complaints = accounts
    .filter(account => account.state !== 'AVAILABLE' || account.sandboxStatus !== sandboxStatus || !/^\d{12}$/.test(account.accountId ?? ''))
    .map(account => `${account.name}: ${account.state} with the id ${account.accountId}, ${account.sandboxStatus} in the sandbox; expected AVAILABLE, and ${sandboxStatus}`);
  const got = accounts.map(({ name }) => name).sort().join(' ');
  if (got !== [...names].sort().join(' ')) {
    complaints.push(`accounts: ${got || 'none'}; expected ${names.join(' ')}`);
  }
  const ids = new Set(accounts.map(({ accountId }) => accountId));
  if (ids.size < accounts.length) {
    complaints.push(`${accounts.length} accounts have ${ids.size} ids; expected as many`);
  }
  return complaints;
}

/** Blocks of commands, blocks of text behind them, and blocks that a line ending in "`name`:" gives to a file. */
function steps(text: string): Step[] {
  const found: Step[] = [];
  for (const [, label, language, content] of text.matchAll(/(?:^([^\n]*)\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm)) {
    const name = /`([\w./-]+)`:$/.exec(label ?? '')?.[1];
    if (name !== undefined) {
      found.push({ kind: 'file', name, content });
    } else if (language === 'sh') {
      found.push({ kind: 'commands', lines: content.split('\n').filter(line => line.trim() !== '') });
    } else if (language === 'text' && found.at(-1)?.kind === 'commands') {
      found.push({ kind: 'output', lines: content.trimEnd().split('\n') });
    }
  }
  return found;
}

function section(page: string, title: string): string {
  const begin = page.indexOf(`\n## ${title}\n`);
  if (begin < 0) {
    throw new Error(`the page has no section ${JSON.stringify(title)}`);
  }
  const end = page.indexOf('\n## ', begin + 1);
  return page.slice(begin, end < 0 ? undefined : end);
}
