/**
 * The loop that makes a rehearsal the same every time.
 *
 *     every function rests? -> give each request that arrived its moment -> run the next event -> again
 *
 * A request is served some virtual milliseconds after it was made, drawn from the seed: so calls of functions that run at
 * the same time interleave, differently with every seed and always alike with one.
 */

import type { Endpoint, HeldRequest } from './endpoint';
import type { Functions } from './function-host';
import type { VirtualClock } from './virtual-clock';

/** Virtual seconds that a call takes: at least this. */
const LATENCY_MIN = 0.04;
/** And at most this. */
const LATENCY_MAX = 0.25;

export class Kernel {
  constructor(
    private readonly clock: VirtualClock,
    private readonly functions: Functions,
    private readonly endpoint: Endpoint,
    private readonly serve: (held: HeldRequest) => void,
  ) {}

  /** Lets time run until `done` says so or nothing is left to happen. */
  public async run(done: () => boolean): Promise<void> {
    for (;;) {
      await this.functions.quiet();
      for (const held of this.endpoint.take()) {
        const key = `call ${held.instance}/${held.call}`;
        const latency = LATENCY_MIN + (LATENCY_MAX - LATENCY_MIN) * this.clock.draw('latency', key);
        this.clock.after(latency, key, () => this.serve(held));
      }
      if (done() || !this.clock.step()) {
        return;
      }
    }
  }
}
