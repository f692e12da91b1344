/** What a rehearsal's thread leaves in shared memory, so that the one beside it knows how it is even when it answers nobody. */

import type { NamedFunction } from './kernel/function-faults';

/** Bytes for the function at work, as JSON. */
const TEXT_BYTES = 8192;
const TEXT_AT = 16;
const BEATS = 0;
const LENGTH = 1;

/** Whose code runs, and since which virtual second. */
export interface AtWork {
  readonly fn: NamedFunction;
  readonly at: number;
}

export class Pulse {
  private readonly moment: Float64Array;
  private readonly counts: Int32Array;
  private readonly text: Uint8Array;
  private readonly encoded = new Map<NamedFunction, Uint8Array>();

  /** @param memory that of {@link memory}, shared by both threads */
  constructor(public readonly memory: SharedArrayBuffer = new SharedArrayBuffer(TEXT_AT + TEXT_BYTES)) {
    this.moment = new Float64Array(memory, 0, 1);
    this.counts = new Int32Array(memory, 8, 2);
    this.text = new Uint8Array(memory, TEXT_AT);
  }

  /** How often the thread has had a turn. */
  public get beats(): number {
    return Atomics.load(this.counts, BEATS);
  }

  /** Whose code runs; undefined while it is the rehearsal's own. */
  public get atWork(): AtWork | undefined {
    const length = Atomics.load(this.counts, LENGTH);
    return length === 0 ? undefined : { fn: JSON.parse(Buffer.from(this.text.slice(0, length)).toString('utf8')) as NamedFunction, at: this.moment[0] };
  }

  public beat(): void {
    Atomics.add(this.counts, BEATS, 1);
  }

  /** From now on that function's code runs, or the rehearsal's own. */
  public work(fn: NamedFunction | undefined, at: number): void {
    const text = fn === undefined ? undefined : this.textOf(fn);
    if (text !== undefined) {
      this.text.set(text);
    }
    this.moment[0] = at;
    Atomics.store(this.counts, LENGTH, text?.length ?? 0);
    this.beat();
  }

  private textOf(fn: NamedFunction): Uint8Array {
    const known = this.encoded.get(fn);
    if (known) {
      return known;
    }
    const { name, handler, codeDirectory } = fn;
    const text = Buffer.from(JSON.stringify({ name, handler, codeDirectory } satisfies NamedFunction));
    this.encoded.set(fn, text);
    return text;
  }
}
