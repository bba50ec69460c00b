import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Actor, FlowId, OrgId, RunId } from '../base/ids.ts';

export const WorkspaceFacts = z.object({
  /** The folder's name, for the title bar. */
  name: z.string(),
  folder: z.string(),
  orgId: OrgId,
  /** Who the person at this window is. */
  me: Actor,
  roles: z.array(Actor),
  /** E.g. `SQLite 3.50, one writer, synchronous FULL`. */
  engine: z.string(),
  /** The models that answer, each once, e.g. `local-extractive`, so that a fallback says that it is one. */
  model: z.string(),
  /** What was wrong on opening but did not prevent it, as sentences. */
  notices: z.array(z.string()),
});
export type WorkspaceFacts = z.infer<typeof WorkspaceFacts>;

/** Something changed that a list shows. */
export const WorkspaceChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), runId: RunId, flowId: FlowId }),
  z.object({ kind: z.literal('flow'), flowId: FlowId }),
  z.object({ kind: z.literal('packets') }),
  /** What came in or went out over the bus, or who waits for it. */
  z.object({ kind: z.literal('events') }),
  z.object({ kind: z.literal('catalog') }),
  /** Which model answers, or its key, price or limit. */
  z.object({ kind: z.literal('models') }),
  /** A person corrected or retired a memory. */
  z.object({ kind: z.literal('memory') }),
  /** The test set of a flow, or a test run. */
  z.object({ kind: z.literal('tests'), flowId: FlowId }),
]);
export type WorkspaceChange = z.infer<typeof WorkspaceChange>;

export const workspaceContract = {
  read: oc.output(WorkspaceFacts),
  /** Stays open; the first one tells only that the stream stands. */
  changes: oc.output(eventIterator(z.union([WorkspaceChange, z.object({ kind: z.literal('open') })]))),
};
