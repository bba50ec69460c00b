import { StepId } from '../base/ids.ts';
import type { FoundText } from './find-in-flow.ts';
import { editFlow, type FlowEdit } from './flow-edit.ts';
import type { Flow } from './flow.ts';

export interface Replaced {
  /** To be carried out as one deed. */
  readonly edits: readonly FlowEdit[];
  /** Occurrences that give way. */
  readonly count: number;
  /** Sentences on what had to stay as it is. */
  readonly left: readonly string[];
}

/**
 * What was found, with another text in its place. Step ids are changed by renaming, after everything else, so that links and expressions follow;
 * one that would be no id, or another step's, stays, and so does every text whose new one its field does not take.
 */
export function replaceInFlow(flow: Flow, found: readonly FoundText[], length: number, by: string): Replaced {
  const left: string[] = [];
  const edits: FlowEdit[] = [];
  const renames: FlowEdit[] = [];
  let now = flow;
  /** False when the flow does not take it. */
  const take = (edit: FlowEdit): boolean => {
    const edited = editFlow(now, edit);
    if (edited.ok) {
      now = edited.value.flow;
      edits.push(edit);
    } else left.push(edited.error.message);
    return edited.ok;
  };
  const taken = new Set<string>(flow.steps.map(({ id }) => id));
  let notes = flow.notes ?? [];
  let count = 0;
  for (const one of found) {
    const text = withReplaced(one, length, by);
    if (one.kind === 'id') {
      const to = StepId.safeParse(text);
      if (!to.success || taken.has(to.data)) {
        left.push(`The id “${one.text}” stays: “${text}” is ${to.success ? 'another step’s id' : 'no id'}.`);
        continue;
      }
      taken.add(to.data);
      renames.push({ kind: 'rename-step', stepId: StepId.parse(one.owner), to: to.data });
    } else if (one.of === 'note') notes = notes.map(note => (note.id === one.owner ? { ...note, text } : note));
    else {
      const changes = [{ path: [...one.path], value: text }];
      const edit: FlowEdit =
        one.of === 'flow' ? { kind: 'change-flow', changes } : { kind: 'change-step', stepId: StepId.parse(one.owner), changes };
      if (!take(edit)) continue;
    }
    count += one.starts.length;
  }
  if (found.some(({ of }) => of === 'note')) take({ kind: 'set-notes', notes: [...notes] });
  for (const rename of renames) take(rename);
  return { edits, count, left };
}

function withReplaced({ text, starts }: FoundText, length: number, by: string): string {
  let written = '';
  let at = 0;
  for (const start of starts) {
    written += text.slice(at, start) + by;
    at = start + length;
  }
  return written + text.slice(at);
}
