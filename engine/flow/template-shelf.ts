import type { Result } from '../base/result.ts';
import type { FlowId } from '../base/ids.ts';
import type { Flow } from './flow.ts';

/** A flow to begin others from. Its `description` says what it is for. */
export interface FlowTemplate {
  /** Its file's name without the ending. */
  readonly templateId: FlowId;
  /** False for those that ship with the program. */
  readonly isOwn: boolean;
  readonly flow: Flow;
}

/** What flows can begin from: the starters that ship, and the workspace's own. */
export interface TemplateShelf {
  /** The workspace's own first, by name. `problems` are sentences about files that are no flows. */
  list(): Promise<{ readonly templates: readonly FlowTemplate[]; readonly problems: readonly string[] }>;
  /** Keeps a flow under the first free id made from its name. Refused with a sentence when it cannot be written. */
  add(flow: Flow): Promise<Result<FlowId, string>>;
  /** False when the workspace has no such template of its own. */
  remove(templateId: FlowId): Promise<boolean>;
}
