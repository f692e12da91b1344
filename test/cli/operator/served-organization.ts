/** A rehearsed organization that the shipped command serves on loopback, and the shipped command pointed to it. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { BIN, temporaryFolder } from '../shipped-command';

/** What a command came to. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const MANAGEMENT = '111122223333';
const running: ServedOrganization[] = [];
afterAll(async () => { await Promise.all(running.splice(0).map(async served => served.stop())); });

/** Nothing of this machine's own AWS settings. */
export const CLEAN: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** Runs the shipped command to its end. */
export async function command(args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd?: string): Promise<Outcome> {
  const child = spawn(process.execPath, [BIN, ...args], { cwd, env: { ...CLEAN, ...env } });
  return ended(child, collected(child));
}

export class ServedOrganization {
  /** Serves an app, or a world file alone. `args` follow `rehearse --serve`. */
  public static async start(args: readonly string[], world?: string): Promise<ServedOrganization> {
    const folder = temporaryFolder();
    const worldArgs = world === undefined ? [] : ['--world', path.join(folder, 'world.yaml')];
    if (world !== undefined) {
      fs.writeFileSync(path.join(folder, 'world.yaml'), world);
    }
    const child = spawn(process.execPath, [BIN, 'rehearse', '--serve', ...args, ...worldArgs], { cwd: folder, env: CLEAN });
    const output = collected(child);
    const url = await new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = /AWS_ENDPOINT_URL=(\S+)[\s\S]*program calls\./.exec(output.stdout)?.[1];
        if (found !== undefined) {
          resolve(found);
        }
      };
      child.stdout.on('data', look);
      child.on('exit', () => reject(new Error(`nothing is served: ${output.stdout}${output.stderr}`)));
    });
    const served = new ServedOrganization(child, output, url);
    running.push(served);
    return served;
  }

  private stopped?: Promise<Outcome>;

  private constructor(private readonly child: ChildProcess, private readonly output: Collected, public readonly url: string) {}

  /** What it has said so far. */
  public get stdout(): string {
    return this.output.stdout;
  }

  /** For a program that is to call it, from that account. */
  public env(accountId = MANAGEMENT): NodeJS.ProcessEnv {
    return { AWS_ENDPOINT_URL: this.url, AWS_ACCESS_KEY_ID: `AKIA0000${accountId}`, AWS_SECRET_ACCESS_KEY: 'rehearsal', AWS_REGION: 'eu-west-1' };
  }

  /** Runs the shipped command against it. */
  public async command(args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd?: string): Promise<Outcome> {
    return command(args, { ...this.env(), ...env }, cwd);
  }

  /** Ends it as Ctrl-C does. */
  public async stop(): Promise<Outcome> {
    this.child.kill('SIGINT');
    return this.stopped ??= ended(this.child, this.output);
  }

  /** Ends it, and tells how often what was called. */
  public async calls(): Promise<Record<string, number>> {
    const { stdout } = await this.stop();
    return Object.fromEntries([...stdout.matchAll(/^ +(\d+) {2}([a-z-]+:\w+)$/gm)].map(([, count, name]) => [name, Number(count)]));
  }
}

interface Collected {
  stdout: string;
  stderr: string;
}

function collected(child: ChildProcess): Collected {
  const output = { stdout: '', stderr: '' };
  child.stdout!.on('data', (chunk: Buffer) => { output.stdout += chunk.toString('utf8'); });
  child.stderr!.on('data', (chunk: Buffer) => { output.stderr += chunk.toString('utf8'); });
  return output;
}

async function ended(child: ChildProcess, output: Collected): Promise<Outcome> {
  const status = child.exitCode ?? await new Promise<number | null>(resolve => { child.on('close', resolve); });
  return { status, ...output };
}
