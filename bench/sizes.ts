/** Sizes of the bundles and of the package. */

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Measured } from './measured';
import { ROOT } from './synthesis';

export interface Sizes extends Measured {
  /** By path, in bytes. */
  readonly bundles: Readonly<Record<string, number>>;
  /** The npm package as it would be published from here, in bytes. */
  readonly packed: number;
  readonly unpacked: number;
  readonly files: number;
}

const BUNDLES = [
  'assets/lambda/pool-account/kick',
  'assets/lambda/pool-account/is-complete',
  'assets/lambda/checks/look-up',
  'assets/lambda/capacity/count',
  'assets/lambda/grow/grow',
  'assets/lambda/notify/notify',
  'assets/lambda/desk/desk',
  // Beside each handler, and one and the same.
  'assets/lambda/pool-account/is-complete/failure-table',
  'assets/cli/main',
  'assets/rehearsal/run-thread',
  'assets/rehearsal/kernel/sdk',
];

/** So large a bundle that runs in AWS may be, in bytes: a function of this size starts in a moment. */
export const HANDLER_BYTES_MAX = 95_000;

/** The handlers' bundles run in AWS: those have a goal. */
export function isHandlerBundle(bundle: string): boolean {
  return bundle.startsWith('assets/lambda/');
}

function fileOf(bundle: string): string {
  const bundled = path.join(ROOT, bundle);
  return fs.existsSync(`${bundled}.js`) ? `${bundled}.js` : path.join(bundled, 'index.js');
}

export function measureSizes(): Sizes {
  if (!fs.existsSync(path.join(ROOT, 'lib', 'index.js'))) {
    throw new Error('lib/index.js is missing: the package is as it would be published only with it; run npx projen compile');
  }
  const [{ size, unpackedSize, entryCount }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  ) as { size: number; unpackedSize: number; entryCount: number }[];
  return {
    bundles: Object.fromEntries(BUNDLES.map(bundle => [bundle, fs.statSync(fileOf(bundle)).size])),
    packed: size,
    unpacked: unpackedSize,
    files: entryCount,
  };
}
