/** Before the tests of this project: installs what they hold the rehearsal against. */

import { execFileSync } from 'node:child_process';
import * as path from 'node:path';

export default function installTools(): void {
  const script = path.join(__dirname, '..', '..', '..', 'scripts', 'fidelity-tools.sh');
  process.env.FIDELITY_TOOLS ??= execFileSync('bash', [script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}
