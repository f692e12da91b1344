/**
 * Faults planted on purpose into the decisions and adapters, one at a time: who watches must find each.
 *
 * A fault is a piece of the source and what stands there instead. The functions are bundled from the changed source, and put in the place of those that an app
 * was synthesized with.
 */

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

export interface PlantedFault {
  readonly name: string;
  /** From the root of the project. */
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
}

const ROOT = path.join(__dirname, '..');
const HANDLERS = ['kick', 'is-complete'];

export const PLANTED: readonly PlantedFault[] = [
  {
    name: 'the fence is dropped',
    file: 'core/reconcile/fence.ts',
    right: 'if (!await fence()) {',
    wrong: 'if (!await fence() && false) {',
  },
  {
    name: 'an address is taken for evidence',
    file: 'core/vending/control-tower/evidence.ts',
    right: 'return isOurs ? undefined : addressInUse(desired, account, observed);',
    wrong: 'return undefined;',
  },
  {
    name: 'absence is believed at once',
    file: 'core/vending/control-tower/decide-broken.ts',
    right: 'if (!isAbsenceProven(record, situation.now)) {',
    wrong: 'if (false) {',
  },
  {
    name: 'concurrency is one too many',
    file: 'core/vending/control-tower/decide-account.ts',
    right: 'holders.length >= situation.settings.concurrency',
    wrong: 'holders.length > situation.settings.concurrency',
  },
  {
    name: 'creations are not asked for before a removal',
    file: 'core/vending/control-tower/decide-broken.ts',
    right: 'const ours = created?.find(account => account?.email.toLowerCase() === broken.desired.email);',
    wrong: 'const ours = undefined as typeof observed.account;',
  },
];

/**
 * Bundles the functions with a fault in them.
 * @returns the code by the name of the handler
 * @throws {Error} if the source has no such piece: the fault needs to be planted anew
 */
export function plant({ file, name, right, wrong }: PlantedFault, folder: string): ReadonlyMap<string, string> {
  const source = path.join(folder, 'source');
  fs.rmSync(source, { recursive: true, force: true });
  for (const room of ['core', 'aws', 'lambda', 'src']) {
    fs.cpSync(path.join(ROOT, room), path.join(source, room), { recursive: true });
  }
  const text = fs.readFileSync(path.join(source, file), 'utf8');
  if (text.split(right).length !== 2) {
    throw new Error(`'${name}' can't be planted: ${file} holds ${text.split(right).length - 1} times what is to be changed, where once was expected; correct the piece`);
  }
  fs.writeFileSync(path.join(source, file), text.replace(right, () => wrong));
  return new Map(HANDLERS.map(handler => [handler, bundle(path.join(source, 'lambda/pool-account', `${handler}.ts`))]));
}

function bundle(entry: string): string {
  return execFileSync(path.join(ROOT, 'node_modules/.bin/esbuild'), [
    entry, '--bundle', '--minify', '--platform=node', '--target=node22', '--external:@aws-sdk/*', '--external:*/failure-table', '--log-level=error',
  ], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

/** Puts the functions with a fault into the place of those that were synthesized. */
export function infest(outdir: string, code: ReadonlyMap<string, string>): void {
  for (const [handler, faulty] of code) {
    const right = fs.readFileSync(path.join(ROOT, 'assets/lambda/pool-account', handler, 'index.js'), 'utf8');
    const files = fs.readdirSync(outdir).map(asset => path.join(outdir, asset, 'index.js')).filter(file => fs.existsSync(file));
    const places = files.filter(file => fs.readFileSync(file, 'utf8') === right);
    if (places.length === 0) {
      throw new Error(`no asset in ${outdir} holds the handler ${handler}; run npx projen bundle first`);
    }
    places.forEach(file => fs.writeFileSync(file, faulty));
  }
}
