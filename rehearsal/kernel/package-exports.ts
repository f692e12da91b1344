/** Which file a package gives to who imports it: its `exports`, by Node's rules and the conditions of an import. */

import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';

const CONDITIONS = ['node-addons', 'node', 'import', 'module-sync', 'default'];

type Target = string | null | readonly Target[] | { readonly [condition: string]: Target };
interface Manifest {
  readonly name?: string;
  readonly main?: string;
  readonly exports?: Target;
  readonly imports?: Record<string, Target>;
}

/**
 * Undefined where no folder of packages has one of that name, or where it doesn't give that part of it away.
 * @param isInside whether a folder may be looked into
 */
export function resolvePackage(specifier: string, importer: string, isInside: (folder: string) => boolean): string | undefined {
  const [, name, rest = ''] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier) ?? [];
  if (name === undefined) {
    return undefined;
  }
  for (let folder = path.dirname(importer); isInside(folder); folder = path.dirname(folder)) {
    const manifest = manifestOf(folder);
    if (manifest && specifier.startsWith('#')) {
      return targetOf(folder, matching(manifest.imports ?? {}, specifier));
    }
    if (manifest?.name === name && manifest.exports !== undefined) {
      return targetOf(folder, matching(subpaths(manifest.exports), `.${rest}`));
    }
    const home = path.join(folder, 'node_modules', name);
    if (fs.existsSync(home)) {
      return partOf(home, `.${rest}`);
    }
  }
  return undefined;
}

function partOf(home: string, part: string): string | undefined {
  const manifest = manifestOf(home);
  if (manifest?.exports !== undefined && manifest.exports !== null) {
    return targetOf(home, matching(subpaths(manifest.exports), part));
  }
  if (part !== '.') {
    return path.join(home, part);
  }
  try {
    // Without `exports`, the main file is looked for as in CommonJS.
    return createRequire(path.join(home, 'index.js')).resolve(home);
  } catch {
    return undefined;
  }
}

function manifestOf(folder: string): Manifest | undefined {
  const file = path.join(folder, 'package.json');
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest : undefined;
}

/** A package that gives away one file only may say so without its name. */
function subpaths(exports: Target): Record<string, Target> {
  const isTable = typeof exports === 'object' && exports !== null && !Array.isArray(exports) && Object.keys(exports).every(key => key.startsWith('.'));
  return isTable ? exports as Record<string, Target> : { '.': exports };
}

/** The target of a subpath, with what a star stands for. */
function matching(table: Record<string, Target>, subpath: string): readonly [Target, string] | undefined {
  if (Object.hasOwn(table, subpath) && !subpath.includes('*')) {
    return [table[subpath], ''];
  }
  const patterns = Object.keys(table).filter(key => key.includes('*')).map(key => ({ key, before: key.split('*')[0], after: key.split('*')[1] }))
    .filter(({ before, after }) => subpath.startsWith(before) && subpath.endsWith(after) && subpath.length >= before.length + after.length)
    .sort((a, b) => b.before.length - a.before.length || b.key.length - a.key.length);
  const [best] = patterns;
  return best && [table[best.key], subpath.slice(best.before.length, subpath.length - best.after.length)];
}

function targetOf(home: string, found: readonly [Target, string] | undefined): string | undefined {
  if (found === undefined) {
    return undefined;
  }
  const [target, star] = found;
  if (typeof target === 'string') {
    return target.startsWith('./') ? path.join(home, target.replaceAll('*', star)) : undefined;
  }
  if (target === null) {
    return undefined;
  }
  const choices = Array.isArray(target) ? target as readonly Target[]
    : Object.entries(target).filter(([condition]) => CONDITIONS.includes(condition)).map(([, choice]) => choice);
  for (const choice of choices) {
    const file = targetOf(home, [choice, star]);
    if (file !== undefined) {
      return file;
    }
  }
  return undefined;
}
