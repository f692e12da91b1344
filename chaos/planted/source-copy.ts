/** A copy of the source, into which faults are planted: never into the working tree. */

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { PlantedFault } from './planted-fault';

const ROOT = path.join(__dirname, '..', '..');
/** What tests read. */
const CONTENT = [
  'assets', 'aws', 'bench', 'bin', 'chaos', 'cli', 'core', 'docs', 'examples', 'lambda', 'rehearsal', 'scripts', 'src', 'test', 'package.json', 'tsconfig.json', 'tsconfig.dev.json',
];
/** The functions that random rehearsals look for faults in, by their bundles. */
const HANDLERS = ['pool-account/kick', 'pool-account/is-complete', 'grow/grow'];

/** The source of the project in a folder of its own, with at most one fault in it. */
export class SourceCopy {
  /** @param folder is made, and belongs to whoever asked for the copy */
  constructor(public readonly folder: string) {
    for (const content of CONTENT) {
      fs.cpSync(path.join(ROOT, content), path.join(folder, content), { recursive: true });
    }
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  }

  /**
   * Plants a fault, and takes it out again when `use` is over.
   * @throws {Error} if the source has no such piece, or several: the fault needs to be planted anew
   */
  public with<T>(fault: PlantedFault, use: () => T): T {
    const file = path.join(this.folder, fault.file);
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, planted(text, fault));
    try {
      return use();
    } finally {
      fs.writeFileSync(file, text);
    }
  }

  /** The functions of accounts and of growth, bundled from this copy: their code by the name of the handler. */
  public bundles(): ReadonlyMap<string, string> {
    return new Map(HANDLERS.map(handler => [handler, this.bundle(path.join(this.folder, 'lambda', `${handler}.ts`))]));
  }

  private bundle(entry: string): string {
    return execFileSync(path.join(ROOT, 'node_modules/.bin/esbuild'), [
      entry, '--bundle', '--minify', '--platform=node', '--target=node22', '--external:@aws-sdk/*', '--external:*/failure-table', '--log-level=error',
    ], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  }
}

/** The text of the file with the fault in it. */
export function planted(text: string, { file, name, right, wrong }: PlantedFault): string {
  const places = text.split(right).length - 1;
  if (places !== 1) {
    throw new Error(`'${name}' can't be planted: ${file} holds ${places} times what is to be changed, where once was expected; correct the piece`);
  }
  return text.replace(right, () => wrong);
}

/** Puts the functions with a fault into the place of those that an app was synthesized with: those that it has. */
export function infest(outdir: string, code: ReadonlyMap<string, string>): void {
  const files = fs.readdirSync(outdir).map(asset => path.join(outdir, asset, 'index.js')).filter(file => fs.existsSync(file));
  const places = [...code].flatMap(([handler, faulty]) => {
    const right = fs.readFileSync(path.join(ROOT, 'assets/lambda', handler, 'index.js'), 'utf8');
    return files.filter(file => fs.readFileSync(file, 'utf8') === right).map(file => ({ file, faulty }));
  });
  if (places.length === 0) {
    throw new Error(`no asset in ${outdir} holds any of the handlers ${[...code.keys()].join(', ')}; run npx projen bundle first`);
  }
  places.forEach(({ file, faulty }) => fs.writeFileSync(file, faulty));
}
