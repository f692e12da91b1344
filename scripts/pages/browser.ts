/** A Chromium without a window, spoken to by its DevTools protocol over a pipe: no package, and no port that others could reach. */

import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** How a page is looked at. */
export interface Look {
  readonly width: number;
  readonly dark: boolean;
}

/** What browsers of that kind are called. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const HEIGHT = 1000;
const END = '\0';
const PATIENCE_MS = 60_000;

type Answer = Record<string, any>;

/** Where a browser is: what CHROMIUM says, or the first one on the path. undefined: there is none. */
export function findBrowser(): string | undefined {
  if (process.env.CHROMIUM) {
    return process.env.CHROMIUM;
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return NAMES.flatMap(name => folders.map(folder => path.join(folder, name))).find(file => fs.existsSync(file));
}

/** Which one it is. */
export function versionOf(file: string): string {
  return execFileSync(file, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

export class Browser {
  /** Starts it, with one empty page. */
  public static async start(file: string): Promise<Browser> {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'pages-browser-'));
    // A container's root has no other choice than to do without Chromium's own sandbox; it opens files that we wrote, and no others.
    const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--hide-scrollbars', '--remote-debugging-pipe', `--user-data-dir=${profile}`];
    const browser = new Browser(spawn(file, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] }), profile);
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    browser.session = (await browser.send('Target.attachToTarget', { targetId, flatten: true })).sessionId as string;
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) {
      await browser.send(`${domain}.enable`);
    }
    return browser;
  }

  /** What the pages complained of, and whom they asked for what, since the last one was opened. */
  public complaints: string[] = [];
  private session?: string;
  private calls = 0;
  private readonly waiting = new Map<number, { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }>();
  private loaded?: () => void;

  private constructor(private readonly child: ChildProcess, private readonly profile: string) {
    let text = '';
    (child.stdio[4] as Readable).on('data', (chunk: Buffer) => {
      const messages = (text + chunk.toString('utf8')).split(END);
      text = messages.pop()!;
      messages.forEach(message => this.receive(JSON.parse(message) as Answer));
    });
    child.on('exit', () => this.waiting.forEach(({ reject }) => reject(new Error('the browser ended before it had answered'))));
  }

  /** Calls the protocol. */
  public async send(method: string, params: object = {}): Promise<Answer> {
    const id = ++this.calls;
    (this.child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, ...this.session !== undefined && { sessionId: this.session } })}${END}`);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method}: no answer in ${PATIENCE_MS / 1000} seconds`)), PATIENCE_MS);
      const over = <T>(end: (value: T) => void) => (value: T) => { clearTimeout(timer); end(value); };
      this.waiting.set(id, { resolve: over(resolve), reject: over(reject) });
    });
  }

  /** Opens a file, to be looked at in that way. */
  public async open(file: string, { width, dark }: Look): Promise<void> {
    await this.send('Emulation.setDeviceMetricsOverride', { width, height: HEIGHT, deviceScaleFactor: 1, mobile: false });
    await this.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
    this.complaints = [];
    const loaded = new Promise<void>(resolve => { this.loaded = resolve; });
    await this.send('Page.navigate', { url: `file://${path.resolve(file)}` });
    await loaded;
  }

  /** The value of an expression in the page, whose own policy doesn't concern it. */
  public async evaluate<T>(expression: string): Promise<T> {
    const { exceptionDetails, result } = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    if (exceptionDetails !== undefined) {
      throw new Error(`the page could not be asked: ${JSON.stringify(exceptionDetails)}`);
    }
    return (result as { readonly value: T }).value;
  }

  /** Presses a key. */
  public async press(key: string): Promise<void> {
    const text = key === 'Enter' ? { text: '\r' } : {};
    const code = { Tab: 9, Enter: 13, ArrowDown: 40, ArrowUp: 38, End: 35, Home: 36 }[key];
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code: key, windowsVirtualKeyCode: code, ...text });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode: code });
  }

  /** Takes a picture of what shows first. */
  public async picture(file: string): Promise<void> {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    fs.writeFileSync(file, Buffer.from(data as string, 'base64'));
  }

  public async close(): Promise<void> {
    const gone = new Promise(resolve => { this.child.on('exit', resolve); });
    this.child.kill();
    await gone;
    fs.rmSync(this.profile, { recursive: true, force: true, maxRetries: 3 });
  }

  private receive({ id, error, method, params, result }: Answer): void {
    if (id !== undefined) {
      const waiting = this.waiting.get(id as number);
      this.waiting.delete(id as number);
      if (error === undefined) {
        waiting?.resolve(result as Answer);
      } else {
        waiting?.reject(new Error(JSON.stringify(error)));
      }
      return;
    }
    switch (method) {
      case 'Page.loadEventFired':
        this.loaded?.();
        return;
      case 'Log.entryAdded':
        this.complaints.push(`it says: ${String(params.entry.text)}`);
        return;
      case 'Runtime.exceptionThrown':
        this.complaints.push(`its script failed: ${JSON.stringify(params.exceptionDetails.exception)}`);
        return;
      case 'Network.requestWillBeSent':
        if (params.type !== 'Document') {
          this.complaints.push(`it asks for ${String(params.request.url)}`);
        }
    }
  }
}
