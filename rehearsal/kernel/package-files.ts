/** Finds files of this package from wherever its code runs: sources under test, or the command's bundle in an installed package. */

import * as fs from 'node:fs';
import * as path from 'node:path';

/** @param relative path from the package's root */
export function packageFile(relative: string): string {
  for (let directory = __dirname; ; directory = path.dirname(directory)) {
    const candidate = path.join(directory, relative);
    if (fs.existsSync(path.join(directory, 'package.json')) && fs.existsSync(candidate)) {
      return candidate;
    }
    if (path.dirname(directory) === directory) {
      throw new Error(`the package is incomplete: '${relative}' is missing; install it again, or run 'npm run build' in a clone`);
    }
  }
}
