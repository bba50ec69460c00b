import { StepId } from '../base/ids.ts';
import type { FoundText } from './find-in-flow.ts';
import type { FlowEdit } from './flow-edit.ts';
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
 * one that would be no id, or another step's, stays.
 */
export function replaceInFlow(flow: Flow, found: readonly FoundText[], length: number, by: string): Replaced {
  const left: string[] = [];
  const edits: FlowEdit[] = [];
  const renames: FlowEdit[] = [];
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
    else if (one.of === 'flow') edits.push({ kind: 'change-flow', changes: [{ path: [...one.path], value: text }] });
    else edits.push({ kind: 'change-step', stepId: StepId.parse(one.owner), changes: [{ path: [...one.path], value: text }] });
    count += one.starts.length;
  }
  if (found.some(({ of }) => of === 'note')) edits.push({ kind: 'set-notes', notes: [...notes] });
  return { edits: [...edits, ...renames], count, left };
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
