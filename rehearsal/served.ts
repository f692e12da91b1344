/**
 * A rehearsed organization that is served to programs outside of the rehearsal.
 *
 * Time stands still, so that all reads of one program see the same moment. It runs only as far as a call waits for (an invoked function has to end), or,
 * where a speed is given, so many virtual seconds in each real one.
 */

import type { HeldRequest } from './kernel/endpoint';
import { FrontDoor } from './kernel/front-door';
import type { Kernel } from './kernel/kernel';
import type { VirtualClock } from './kernel/virtual-clock';

/** How an organization is served. */
export interface ServeOptions {
  /** On the loopback interface; 0 for any that is free. */
  readonly port: number;
  /** The minute of the deployment at which it is stopped; 0: before it begins; undefined: when it has ended. */
  readonly untilMinutes?: number;
  /** Virtual seconds that pass in a real one. */
  readonly speed: number;
}

/** An organization that can be called. */
export interface OpenDoor {
  /** http://127.0.0.1:43211 */
  readonly url: string;
  readonly managementAccountId: string;
  readonly homeRegion: string;
  /** How far the deployment has come, in virtual seconds; undefined if it has not begun. */
  readonly at?: number;
  /** Whether it has come to its end. */
  readonly ended: boolean;
}

/** Tells a thread to close its door. */
export const CLOSE = 'close';

/** Real milliseconds between two looks at how much virtual time has passed. */
const TICK = 100;

/** What is served. */
export interface Served {
  readonly clock: VirtualClock;
  readonly kernel: Kernel;
  readonly dispatch: (held: HeldRequest) => void;
}

/** Serves until `closed` says so. `onOpen` hears where. */
export async function serveUntil(
  { clock, kernel, dispatch }: Served, { port, speed }: ServeOptions, onOpen: (url: string) => void, closed: Promise<unknown>,
): Promise<void> {
  let line: Promise<void> = Promise.resolve();
  /** One after the other, and none while time runs. */
  const inTurn = async (act: () => Promise<void>): Promise<void> => {
    const turn = line.then(act);
    line = turn.catch(() => {});
    return turn;
  };
  const door = await FrontDoor.open(port, {
    clock,
    serve: async held => inTurn(async () => {
      let over = false;
      const then = <A extends unknown[]>(act: (...args: A) => void) => (...args: A) => {
        over = true;
        act(...args);
      };
      dispatch({ ...held, answer: then(held.answer), lose: then(held.lose) });
      if (!over) {
        await kernel.run(() => over);
      }
    }),
  });
  const ticking = speed === 0 ? undefined : setInterval(() => {
    void inTurn(async () => passTime(kernel, clock, speed * TICK / 1000));
  }, TICK);
  try {
    onOpen(door.url);
    await closed;
  } finally {
    clearInterval(ticking);
    await door.close();
    await line;
  }
}

/** Lets so many virtual seconds pass, with all that happens in them. */
export async function passTime(kernel: Kernel, clock: VirtualClock, seconds: number): Promise<void> {
  const target = clock.now + seconds;
  await kernel.run(() => (clock.nextAt ?? Infinity) > target);
  // What a function asked for in the last moment may be due right then.
  if ((clock.nextAt ?? Infinity) >= target) {
    clock.passTo(target);
  }
}
