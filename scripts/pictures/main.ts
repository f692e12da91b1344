/** Writes the pictures of docs/architecture.md: what stands where, from its data, and the relay of a rehearsed run. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { architecturePicture } from './architecture-picture';
import { relayPicture } from './relay-picture';
import type { RelayRun } from './relay-run';
import { relayRun } from './relay-run';

const ROOT = path.join(__dirname, '..', '..');

/** By their path. */
export function architecturePictures(run: RelayRun): Readonly<Record<string, string>> {
  return Object.fromEntries((['light', 'dark'] as const).flatMap(scheme => [
    [`docs/pictures/architecture-${scheme}.svg`, architecturePicture(scheme)],
    [`docs/pictures/relay-${scheme}.svg`, relayPicture(run, scheme)],
  ]));
}

if (require.main === module) {
  void relayRun().then(run => {
    for (const [file, picture] of Object.entries(architecturePictures(run))) {
      fs.writeFileSync(path.join(ROOT, file), picture);
    }
  });
}
