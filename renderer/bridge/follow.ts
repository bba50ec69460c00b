import type { Connection } from './host.ts';

/** Where to hear how the wire stands. */
export interface Wire {
  connection(): Connection;
  /** Gives the function that ends it. */
  onConnection(listener: (connection: Connection) => void): () => void;
}

/**
 * Hands over each part of a stream in order, and opens it again whenever the wire was lost and came back: the listener then sees it from its beginning.
 * Ends when the stream ends by itself or `signal` aborts; rejects with what `open` throws while the wire stands, e.g. that there is no such run.
 */
export async function follow<Part>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<Part>>,
  onPart: (part: Part) => void,
  wire: Wire,
  signal: AbortSignal,
): Promise<void> {
  const isOver = () => signal.aborted;
  while (!isOver()) {
    try {
      for await (const part of await open(signal)) {
        if (isOver()) return;
        onPart(part);
      }
      return;
    } catch (error) {
      if (isOver()) return;
      await orThrow(error, wire, signal);
    }
  }
}

/** What a call answers; made again whenever the wire was lost under way and came back. Rejects with what the host refuses while the wire stands. */
export async function persistently<Answer>(call: () => Promise<Answer>, wire: Wire): Promise<Answer> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      await orThrow(error, wire, new AbortController().signal);
    }
  }
}

/** Resolves when a lost wire is back; rejects with the error when the wire was not its cause. */
async function orThrow(error: unknown, wire: Wire, signal: AbortSignal): Promise<void> {
  // The peer rejects what is under way a moment before the wire is told to be lost.
  await new Promise(resolve => setTimeout(resolve, 0));
  if (wire.connection() === 'open') throw error;
  await untilOpen(wire, signal);
}

function untilOpen(wire: Wire, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const stop = wire.onConnection(connection => {
      if (connection === 'open') done();
    });
    const done = () => {
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
  });
}
