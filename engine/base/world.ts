/** Time, as handed to the engine: nothing below the hosts reads the machine's clock. */
export interface Clock {
  /** Microseconds since 1970-01-01T00:00:00Z. Never goes back within one process. */
  nowUs(): number;
  /** Resolves at `untilUs`, or at once when it is past, or early when `signal` aborts. */
  sleepUntil(untilUs: number, signal: AbortSignalLike): Promise<void>;
}

/** The part of an AbortSignal that the pure floors name without having the DOM's types. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** New identities, e.g. `run_01J…`: sortable by time, unguessable enough to be unique across machines. */
export interface Ids {
  next(prefix: 'run' | 'wait' | 'evt' | 'job' | 'test'): string;
}
