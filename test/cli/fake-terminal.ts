/** A terminal that keeps what it is told. */

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
}
