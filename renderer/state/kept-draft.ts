import { z } from 'zod';
import type { FlowId } from '../../engine/base/ids.ts';
import { Flow } from '../../engine/flow/flow.ts';

/** A drawing that could not be handed to the host, kept in the browser's own storage until it can. */
export const KeptDraft = z.object({ flow: Flow, revision: z.int(), atUs: z.int() });
export type KeptDraft = z.infer<typeof KeptDraft>;

type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (workspace: string, flowId: FlowId) => `atelier.draft.${workspace}.${flowId}`;

/** Null when nothing is kept, or nothing that can be read. */
export function readKeptDraft(storage: DraftStorage, workspace: string, flowId: FlowId): KeptDraft | null {
  const text = storage.getItem(keyOf(workspace, flowId));
  if (text === null) return null;
  try {
    const read = KeptDraft.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** False when the storage is full or forbidden. */
export function keepDraft(storage: DraftStorage, workspace: string, flowId: FlowId, draft: KeptDraft): boolean {
  try {
    storage.setItem(keyOf(workspace, flowId), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export const forgetDraft = (storage: DraftStorage, workspace: string, flowId: FlowId): void => storage.removeItem(keyOf(workspace, flowId));
