import type { FlowEdit } from './flow-edit.ts';

/** One way to put a problem right, carried out as one deed that can be undone. */
export interface QuickFix {
  /** For a button, and after “Undo”: `add the slice notes`. */
  readonly label: string;
  readonly edits: readonly FlowEdit[];
}
