/** A connection within this process, with as much of a socket as Node's HTTP asks for. */

import { Duplex } from 'node:stream';

/** One end. What is written to it, the other end reads. */
class End extends Duplex {
  public other?: End;
  private readOn?: () => void;

  public override _read(): void {
    const readOn = this.readOn;
    this.readOn = undefined;
    readOn?.();
  }

  public override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.other!.receive(chunk, done);
  }

  public override _final(done: () => void): void {
    this.other!.receive(null, done);
  }

  public override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    done(error);
    // As with a socket, whoever is connected to what is gone finds out a little later.
    setImmediate(() => {
      if (!this.other!.destroyed) {
        this.other!.destroy();
      }
    });
  }

  /** No limit of real time holds for what is rehearsed. */
  public setTimeout(): this {
    return this;
  }

  public setKeepAlive(): this {
    return this;
  }

  public setNoDelay(): this {
    return this;
  }

  public ref(): this {
    return this;
  }

  public unref(): this {
    return this;
  }

  private receive(chunk: Buffer | null, done: () => void): void {
    if (this.destroyed || this.readableEnded) {
      done();
      return;
    }
    if (this.push(chunk) || chunk === null) {
      done();
    } else {
      this.readOn = done;
    }
  }
}

/** Both ends of a new connection. */
export function connectInMemory(): readonly [Duplex, Duplex] {
  const [one, other] = [new End(), new End()];
  one.other = other;
  other.other = one;
  return [one, other];
}
