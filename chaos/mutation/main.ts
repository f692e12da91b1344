/**
 * Mutation testing of the core: `npm run mutation`. StrykerJS changes the code in thousands of places, one at a time, and the tests of the core are run for each:
 * a change that no test finds is code that nothing holds.
 *
 * Without '--only' all of the core is tried but the rooms that score.ts leaves out.
 *
 *     --only PIECE  only files or folders of the core, such as core/checks, or pieces of files, such as core/clock.ts:22-24; several times, if need be
 *     --properties  what no table of cases finds is tried with the properties as well, which takes up to a minute for each change
 *     --statics     what is computed once, when a file is loaded (patterns, for instance), is changed as well, which takes a process for each change
 *     --page        changes nothing: writes docs/reliability.md once more, with the reasons of today
 *
 * Unless it is told `--properties`, `--statics` or pieces of files, it keeps what came of it in chaos/mutation/results.json, and writes it into docs/reliability.md. It ends with 1 if too little
 * is found, or if a change that isn't found has no reason in reasons.ts.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import type { Mutant } from './mutants';
import { complaintsOf, isMissed, joinedWith, keepMutated, LEFT_OUT, mutatedOf, pageOf, readMutated } from './score';
import type { Mutated } from './score';
import { mutate } from './stryker';
import type { Depth } from './stryker';
import { installTools, ROOT } from './tools';

function main(): number {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      properties: { type: 'boolean', default: false },
      statics: { type: 'boolean', default: false },
      page: { type: 'boolean', default: false },
    },
  });
  if (values.page) {
    return complain(keepMutated(readMutated()));
  }
  const pieces = values.only?.map(pieceOf) ?? [pieceOf('core'), ...LEFT_OUT.map(room => `!${pieceOf(room)}`)];
  installTools();
  const mutated = mutatedOf(findAll(pieces, values));
  process.stdout.write(`${pageOf(mutated)}\n`);
  if (values.properties || values.statics || values.only?.some(isPiece)) {
    return complain(mutated);
  }
  return complain(keepMutated(values.only === undefined ? mutated : joinedWith(readMutated(), mutated, isTried)));
}

function complain(mutated: Mutated): number {
  const complaints = complaintsOf(mutated);
  complaints.forEach(complaint => process.stdout.write(`${complaint}\n`));
  return complaints.length === 0 ? 0 : 1;
}

/** A part of a file, of which the rest isn't known then. */
function isPiece(piece: string): boolean {
  return piece.includes(':');
}

function isTried(file: string): boolean {
  return fs.existsSync(path.join(ROOT, file)) && !LEFT_OUT.some(room => file.startsWith(`${room}/`));
}

/** As StrykerJS names it. */
function pieceOf(piece: string): string {
  const file = piece.replace(/:.*/, '');
  if (!/^core(\/|$)/.test(file) || !fs.existsSync(path.join(ROOT, file))) {
    throw new Error(`'--only' must be a file or a folder of the core, got '${piece}'; give it as core/checks, or as core/clock.ts`);
  }
  return fs.statSync(path.join(ROOT, file)).isDirectory() ? `${file.replace(/\/$/, '')}/**/*.ts` : piece;
}

/** Tables of cases first; properties, if they are wanted, for what passes these. */
function findAll(pieces: readonly string[], depth: Depth): Mutant[] {
  const mutants = mutate(pieces, { ...depth, properties: false });
  const left = mutants.filter(({ fate }) => isMissed(fate)).map(({ piece }) => piece);
  if (!depth.properties || left.length === 0) {
    return mutants;
  }
  const again = new Map(mutate([...new Set(left)], depth).map(mutant => [keyOf(mutant), mutant]));
  return mutants.map(mutant => again.get(keyOf(mutant)) ?? mutant);
}

function keyOf({ piece, wrong }: Mutant): string {
  return `${piece} ${wrong}`;
}

process.exitCode = main();
