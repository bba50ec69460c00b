import type { RunId } from '../base/ids.ts';

/**
 * Where finished documents go. A file is staged under a hidden name before the row that announces it is committed, and gets its own name
 * after: a crash between the two leaves a staged file, which the next start publishes or throws away by what the trace says.
 */
export interface ArtefactFolder {
  has(path: string): Promise<boolean>;
  /** On disk when this resolves, but not under its name. */
  stage(runId: RunId, path: string, text: string): Promise<void>;
  publish(runId: RunId, path: string): Promise<void>;
  discard(runId: RunId, path: string): Promise<void>;
  staged(): Promise<readonly { readonly runId: RunId; readonly path: string }[]>;
  /** Null when the file is gone. */
  read(path: string): Promise<string | null>;
}
