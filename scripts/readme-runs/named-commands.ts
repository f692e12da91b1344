/** Commands that pages name, held against what a program itself says of its options. */

import type { EmptyFolder } from './empty-folder';

/** Options by subcommand, as they stand in code of a page. */
export type NamedCommands = ReadonlyMap<string, ReadonlySet<string>>;

/** All of a program in these texts: in blocks of commands and between backticks. */
export function namedCommands(program: string, texts: readonly string[]): NamedCommands {
  const found = new Map<string, Set<string>>();
  const named = new RegExp(`(?<![\\w-])${program} ([a-z]+)\\b(?!-)([^\\n|&#\`]*)`, 'g');
  for (const text of texts) {
    const code = [...text.matchAll(/^ *```(?:sh|console)\n([\s\S]*?)^ *```$/gm), ...text.matchAll(/^ {4}(npx .*)$/gm), ...text.matchAll(/`([^`\n]+)`/g)].map(match => match[1]);
    for (const [, command, options] of code.flatMap(part => [...part.replace(/"[^"]*"|'[^']*'/g, '').matchAll(named)])) {
      const known = found.get(command) ?? new Set<string>();
      found.set(command, known);
      [...options.matchAll(/(?<=\s)--([a-z-]+)/g)].forEach(([, option]) => known.add(option));
    }
  }
  return found;
}

/** What is wrong with them, by what the program says when it is asked for help. */
export function commandProblems(program: string, commands: NamedCommands, help: ReadonlyMap<string, string>): string[] {
  return [...commands].flatMap(([command, options]) => {
    const text = help.get(command) ?? '';
    if (!text.replace(/^Usage: /, '').startsWith(`${program} ${command}`)) {
      return [`${program} ${command}: there is no such command`];
    }
    // A switch that is on by default is told by its name, and turned off by another one.
    return [...options].filter(option => ![option, option.replace(/^no-/, '')].some(name => new RegExp(`--${name}\\b(?!-)`).test(text)))
      .map(option => `${program} ${command} --${option}: there is no such option`);
  });
}

/** Asks the CDK that is installed in the folder. Throws if a page names what it doesn't know. */
export async function requireCdkCommands(folder: EmptyFolder, texts: readonly string[]): Promise<number> {
  const commands = namedCommands('cdk', texts);
  await folder.run(`for command in ${[...commands.keys()].join(' ')}; do npx cdk $command --help > $command.help & done; wait`);
  const help = new Map([...commands.keys()].map(command => [command, folder.text(`${command}.help`)]));
  const problems = commandProblems('cdk', commands, help);
  if (problems.length > 0) {
    throw new Error(`pages name commands that the CDK doesn't know:\n${problems.join('\n')}`);
  }
  return commands.size;
}
