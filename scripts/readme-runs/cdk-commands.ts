/** The CDK's commands that pages name, held against what the command itself says of its options. */

import type { EmptyFolder } from './empty-folder';

/** Options by subcommand, as they stand in code of a page. */
export type CdkCommands = ReadonlyMap<string, ReadonlySet<string>>;

/** All of them in these texts: in blocks of commands and between backticks. */
export function cdkCommands(texts: readonly string[]): CdkCommands {
  const found = new Map<string, Set<string>>();
  for (const text of texts) {
    const code = [...text.matchAll(/^ *```(?:sh|console)\n([\s\S]*?)^ *```$/gm), ...text.matchAll(/`([^`\n]+)`/g)].map(match => match[1]);
    for (const [, command, options] of code.flatMap(part => [...part.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/(?<![\w-])cdk ([a-z]+)\b([^\n|&#`]*)/g)])) {
      const known = found.get(command) ?? new Set<string>();
      found.set(command, known);
      [...options.matchAll(/(?<=\s)--([a-z-]+)/g)].forEach(([, option]) => known.add(option));
    }
  }
  return found;
}

/** What is wrong with them, by what the command says when it is asked for help. */
export function cdkProblems(commands: CdkCommands, help: ReadonlyMap<string, string>): string[] {
  return [...commands].flatMap(([command, options]) => {
    const text = help.get(command) ?? '';
    if (!text.startsWith(`cdk ${command}`)) {
      return [`cdk ${command}: there is no such command`];
    }
    // A switch that is on by default is told by its name, and turned off by another one.
    return [...options].filter(option => ![option, option.replace(/^no-/, '')].some(name => new RegExp(`--${name}\\b(?!-)`).test(text)))
      .map(option => `cdk ${command} --${option}: there is no such option`);
  });
}

/** Asks the CDK that is installed in the folder. Throws if a page names what it doesn't know. */
export async function requireCdkCommands(folder: EmptyFolder, texts: readonly string[]): Promise<number> {
  const commands = cdkCommands(texts);
  await folder.run(`for command in ${[...commands.keys()].join(' ')}; do npx cdk $command --help > $command.help & done; wait`);
  const help = new Map([...commands.keys()].map(command => [command, folder.text(`${command}.help`)]));
  const problems = cdkProblems(commands, help);
  if (problems.length > 0) {
    throw new Error(`pages name commands that the CDK doesn't know:\n${problems.join('\n')}`);
  }
  return commands.size;
}
