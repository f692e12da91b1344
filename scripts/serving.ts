/** The built command serving a rehearsed organization on loopback, and what other commands need in their environment to be asked about it. */

import { spawn } from 'node:child_process';
import * as path from 'node:path';

export const BIN = path.join(__dirname, '..', 'bin', 'account-robot');

/** Of nobody's: no credentials and no settings of this machine. */
export const ENV: NodeJS.ProcessEnv = { PATH: process.env.PATH, AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true' };

export interface Serving {
  /** What another command is run with. */
  readonly env: NodeJS.ProcessEnv;
  /** Ends it; everything that it has said. */
  readonly stop: () => Promise<string>;
}

/** Runs `rehearse` with the arguments, `--serve` among them, in a folder, until it serves. Throws with what it said if it ends before. */
export async function serving(args: readonly string[], cwd: string): Promise<Serving> {
  const served = spawn(process.execPath, [BIN, 'rehearse', ...args], { cwd, env: ENV, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const gone = new Promise(resolve => { served.on('close', resolve); });
  const url = await new Promise<string>((resolve, reject) => {
    served.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const found = /AWS_ENDPOINT_URL=(\S+)[\s\S]*program calls\./.exec(said)?.[1];
      if (found !== undefined) {
        resolve(found);
      }
    });
    served.on('exit', () => reject(new Error(`nothing is served: ${said}`)));
  });
  return {
    env: { ...ENV, AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'AKIA0000111122223333', AWS_SECRET_ACCESS_KEY: 'rehearsal', AWS_REGION: 'eu-west-1' },
    stop: async () => {
      served.kill('SIGINT');
      await gone;
      return said;
    },
  };
}
