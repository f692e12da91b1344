/** A YAML file as plain values, with the way back from each value to its line. */

import * as fs from 'node:fs';
import type { Node } from 'yaml';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { UnusableInput } from '../kernel/types';

/** The way to a value: keys and indices from the top. */
export type Path = readonly (string | number)[];

/** What a YAML file says. */
export interface YamlSource {
  /** As the user named it. */
  readonly file: string;
  /** Keys without a value are left out; an empty file is an empty object. */
  readonly value: unknown;
  /** The line of a value; of a key if `atKey`. For what isn't in the file, the line of the nearest that contains it. */
  line(path: Path, atKey?: boolean): number;
  /** A scalar as it is written in the file. */
  written(path: Path): string | undefined;
}

/** Reads a YAML file; throws {@link UnusableInput} if it isn't there or isn't YAML. */
export function readYaml(file: string): YamlSource {
  return parseYaml(file, readText(file));
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') {
      throw new UnusableInput(`${file}: there is no such file; check the path given to --world, or leave the option out to rehearse in an organization derived from the app`);
    }
    if (code === 'EISDIR') {
      throw new UnusableInput(`${file}: is a folder; give the world file itself to --world`);
    }
    throw new UnusableInput(`${file}: can't be read (${code ?? String(error)}); check its permissions`);
  }
}

/** Parses the text of a YAML file. */
export function parseYaml(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = document.errors[0] ?? document.warnings[0];
  if (broken) {
    throw new UnusableInput(`${file}:${lines.linePos(broken.pos[0]).line}: isn't valid YAML: ${firstSentence(broken.message)}`);
  }
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) === undefined) {
        throw new UnusableInput(`${file}:${lines.linePos(alias.range?.[0] ?? 0).line}: isn't valid YAML: *${alias.source} refers to no anchor (&${alias.source}) above it`);
      }
    },
    Pair: (_, pair) => (isScalar(pair.value) && pair.value.value === null) || pair.value === null ? visit.REMOVE : undefined,
  });

  const node = (path: Path): unknown => path.length === 0 ? document.contents : document.getIn(path, true);
  const lineOf = (start: number | undefined): number => start === undefined ? 1 : lines.linePos(start).line;

  return {
    file,
    value: toValue(file, () => document.toJS() as unknown),
    line: (path, atKey = false) => {
      if (atKey && path.length > 0) {
        const parent = node(path.slice(0, -1));
        const keys = isMap(parent) ? parent.items.map(item => item.key).filter(key => isScalar(key)) : [];
        const found = keys.find(key => key.value === path[path.length - 1]);
        if (found) {
          return lineOf(found.range?.[0]);
        }
      }
      for (let length = path.length; length > 0; length--) {
        const found = node(path.slice(0, length));
        if (isMap(found) || isSeq(found) || isScalar(found)) {
          return lineOf((found as Node).range?.[0]);
        }
      }
      return 1;
    },
    written: path => {
      const found = node(path);
      return isScalar(found) ? found.source : undefined;
    },
  };
}

function toValue(file: string, convert: () => unknown): unknown {
  try {
    return convert() ?? {};
  } catch (error) {
    // Aliases that multiply the file beyond measure.
    throw new UnusableInput(`${file}: isn't valid YAML: ${firstSentence((error as Error).message)}`);
  }
}

/** The parser's message goes on with an excerpt of the file. */
function firstSentence(message: string): string {
  const line = message.split('\n')[0].replace(/:$/, '').replace(/ at line \d+, column \d+$/, '');
  return line.charAt(0).toLowerCase() + line.slice(1);
}

/** `faults[0].reason` */
export function pathText(path: Path): string {
  return path.map((part, index) => typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`).join('');
}
