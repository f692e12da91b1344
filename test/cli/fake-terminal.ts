/** A terminal that keeps what it is told. */

import { Signal } from '../../cli/interruption';
import { Screen, styleOf, Terminal } from '../../cli/terminal';

export class FakeTerminal implements Terminal {
  readonly printed: string[] = [];
  readonly errors: string[] = [];
  readonly frames: string[][] = [];
  rows = 24;
  columns = 100;
  style = styleOf(false);
  /** Milliseconds that pass between two looks at the clock. */
  pace = 1000;
  readonly timers = new Set<{ readonly milliseconds: number; readonly action: () => void }>();
  readonly listeners = new Set<(signal: Signal) => void>();
  private time = 0;

  constructor(readonly interactive = false) {}

  out(line: string): void {
    this.printed.push(...line.split('\n'));
  }

  error(line: string): void {
    this.errors.push(...line.split('\n'));
  }

  async screen(): Promise<Screen> {
    return { show: (lines) => { this.frames.push([...lines]); }, clear: () => { this.frames.push([]); } };
  }

  wallClock(): number {
    return this.time += this.pace;
  }

  every(milliseconds: number, action: () => void): () => void {
    const timer = { milliseconds, action };
    this.timers.add(timer);
    return () => { this.timers.delete(timer); };
  }

  onSignal(listener: (signal: Signal) => void): () => void {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }

  /** Lets real time pass, second by second. Only for a clock that stands still otherwise. */
  wait(seconds: number): void {
    for (let second = 0; second < seconds; second++) {
      this.time += 1000;
      this.timers.forEach(({ action }) => action());
    }
  }

  /** Somebody wants the command to end. */
  kill(signal: Signal): void {
    this.listeners.forEach((listener) => listener(signal));
  }
}
