/** A folder of its own, outside of every project, in which commands run as a newcomer's shell would run them. */

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** No command of a newcomer's first minutes takes this long; one that does hangs. */
const PATIENCE_MS = 600_000;

/** What a command took. */
export interface Took {
  readonly command: string;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
}

/** A command that failed, with all that the commands in its folder printed so far. */
export class CommandFailed extends Error {
  constructor(public readonly command: string, public readonly status: string, public readonly output: string) {
    super(`${command}: ${status}; all of its folder's output:\n${output}`);
  }
}

/** An empty folder and the commands that ran in it. */
export class EmptyFolder {
  public readonly path = fs.mkdtempSync(path.join(os.tmpdir(), 'readme-'));
  public readonly took: Took[] = [];
  private output = '';

  /** `tools`: folders, if relative of this one, with commands that are found before all others; `env`: what is set besides. */
  constructor(private readonly tools: readonly string[] = [], private readonly env: Readonly<Record<string, string>> = {}) {}

  /** Writes a file, and makes the folders that it is in. */
  public write(name: string, content: string): void {
    const file = path.join(this.path, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }

  /** Reads a file. */
  public text(name: string): string {
    return fs.readFileSync(path.join(this.path, name), 'utf8');
  }

  /** Reads a file of JSON. */
  public read<T>(name: string): T {
    return JSON.parse(this.text(name)) as T;
  }

  /** Runs a line in a shell without a terminal; gives what it printed. Throws CommandFailed if it ends in another way than expected. */
  public async run(command: string, expectedStatus = 0): Promise<string> {
    const times = path.join(this.path, '.times');
    // The times go to a file, what the command prints stays its own.
    const script = `TIMEFORMAT='%R %U %S'; { time {\n${command}\n} 2>&3; } 3>&2 2>'${times}'`;
    const child = spawn('bash', ['-c', script], { cwd: this.path, env: this.environment(), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => { printed += text; });
    }
    // Whatever the command started hangs with it: the whole group ends.
    const alarm = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), PATIENCE_MS);
    const status = await new Promise<string>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code === expectedStatus ? '' : signal === null ? `ended with ${code}` : `was ended after ${PATIENCE_MS / 1000} s`));
    }).finally(() => clearTimeout(alarm));
    this.output += `$ ${command}\n${printed}`;
    if (status !== '') {
      throw new CommandFailed(command, status, this.output);
    }
    const [wall, user, system] = fs.readFileSync(times, 'utf8').trim().split(' ').map(Number);
    this.took.push({ command, wallSeconds: wall, cpuSeconds: user + system });
    return printed;
  }

  /** Deletes a file. */
  public delete(name: string): void {
    fs.rmSync(path.join(this.path, name));
  }

  /** Removes the folder. */
  public remove(): void {
    fs.rmSync(this.path, { recursive: true, force: true });
  }

  /** That of the caller, without what npm and a task runner add to it: the commands of a clone would be found first. */
  private environment(): NodeJS.ProcessEnv {
    const added = (name: string) => /^(npm_|INIT_CWD$|NODE_OPTIONS$|CDK_)/.test(name) && name !== 'npm_config_registry';
    const kept = Object.entries(process.env).filter(([name]) => !added(name));
    const folders = (process.env.PATH ?? '').split(path.delimiter).filter(folder => !folder.includes('node_modules'));
    const tools = this.tools.map(tool => path.resolve(this.path, tool));
    return { ...Object.fromEntries(kept), ...this.env, PATH: [...tools, ...folders].join(path.delimiter) };
  }
}
