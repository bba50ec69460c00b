import type { WorkspaceChange } from '../contract/workspace.ts';

/** Tells every open window what its lists no longer show rightly. */
export interface Changes {
  announce(change: WorkspaceChange): void;
  /** Gives the function that ends it. */
  listen(listener: (change: WorkspaceChange) => void): () => void;
}

export function openChanges(): Changes {
  const listeners = new Set<(change: WorkspaceChange) => void>();
  return {
    announce(change) {
      for (const listener of listeners) listener(change);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
