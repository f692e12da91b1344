/** A terminal that keeps what it is told. */

import type { Signal } from '../../cli/interruption';
import type { Screen, Terminal } from '../../cli/terminal';
import { styleOf } from '../../cli/terminal';

export class FakeTerminal implements Terminal {
  public readonly printed: string[] = [];
  public readonly errors: string[] = [];
  public readonly frames: string[][] = [];
  public rows = 24;
  public columns = 100;
  public style = styleOf(false);
  /** Milliseconds that pass between two looks at the clock. */
  public pace = 1000;
  public readonly timers = new Set<{ readonly milliseconds: number; readonly action: () => void }>();
  public readonly listeners = new Set<(signal: Signal) => void>();
  public readonly pauses: number[] = [];
  private time = 0;

  constructor(public readonly interactive = false) {}

  public out(line: string): void {
    this.printed.push(...line.split('\n'));
  }

  public error(line: string): void {
    this.errors.push(...line.split('\n'));
  }

  public async screen(): Promise<Screen> {
    return { show: lines => { this.frames.push([...lines]); }, clear: () => { this.frames.push([]); } };
  }

  public wallClock(): number {
    return this.time += this.pace;
  }

  public every(milliseconds: number, action: () => void): () => void {
    const timer = { milliseconds, action };
    this.timers.add(timer);
    return () => { this.timers.delete(timer); };
  }

  /** Real time passes at once. */
  public pause(milliseconds: number): { over: Promise<void>; cancel: () => void } {
    this.pauses.push(milliseconds);
    this.time += milliseconds;
    return { over: Promise.resolve(), cancel: () => undefined };
  }

  public onSignal(listener: (signal: Signal) => void): () => void {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }

  /** Lets real time pass, second by second. Only for a clock that stands still otherwise. */
  public wait(seconds: number): void {
    for (let second = 0; second < seconds; second++) {
      this.time += 1000;
      this.timers.forEach(({ action }) => action());
    }
  }

  /** Somebody wants the command to end. */
  public kill(signal: Signal): void {
    this.listeners.forEach(listener => listener(signal));
  }
}
