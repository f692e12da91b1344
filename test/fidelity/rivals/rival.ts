/** Other people's imitations of AWS, each a server on this machine. */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { python } from './tools';

/** One that can be compared with. */
export interface Rival {
  readonly name: 'moto' | 'ministack';
  /** Of the account that its callers are in. */
  readonly accountId: string;
}

export const RIVALS: readonly Rival[] = [
  { name: 'moto', accountId: '123456789012' },
  { name: 'ministack', accountId: '000000000000' },
];

/** Real milliseconds until one has to answer: on a busy machine a start takes many seconds. */
const PATIENCE = 120_000;

/** A rival at work. */
export class RunningRival {
  public static async start({ name }: Rival): Promise<RunningRival> {
    const port = await freePort();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${name}-`));
    const args = name === 'moto' ? ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)] : ['-m', 'ministack'];
    const child = spawn(python(), args, {
      cwd: folder,
      stdio: ['ignore', 'ignore', fs.openSync(path.join(folder, 'log'), 'w')],
      env: { ...process.env, GATEWAY_PORT: String(port), BIND_HOST: '127.0.0.1', TMPDIR: folder },
    });
    const running = new RunningRival(child, folder, port);
    await running.untilItAnswers();
    return running;
  }

  private constructor(private readonly child: ChildProcess, private readonly folder: string, private readonly port: number) {}

  /** For the constructor of an SDK client. */
  public get config() {
    return {
      endpoint: `http://127.0.0.1:${this.port}`,
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' },
    };
  }

  public async stop(): Promise<void> {
    const gone = new Promise(resolve => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    const impatience = setTimeout(() => this.child.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(impatience);
    fs.rmSync(this.folder, { recursive: true });
  }

  private async untilItAnswers(): Promise<void> {
    const until = Date.now() + PATIENCE;
    while (!await isOpen(this.port)) {
      if (this.child.exitCode !== null || Date.now() > until) {
        throw new Error(`the server did not come up: ${fs.readFileSync(path.join(this.folder, 'log'), 'utf8').slice(-2000)}`);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function isOpen(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });
}
