import type { Wire } from './follow.ts';
import type { Connection } from './host.ts';

/** Where the bridge writes how the wire stands, and everyone reads it. */
export interface WireBoard extends Wire {
  readonly tell: (connection: Connection) => void;
}

export function wireBoard(): WireBoard {
  let connection: Connection = 'connecting';
  const listeners = new Set<(connection: Connection) => void>();
  return {
    connection: () => connection,
    onConnection: listener => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: next => {
      if (next === connection) return;
      connection = next;
      for (const listener of [...listeners]) listener(next);
    },
  };
}
