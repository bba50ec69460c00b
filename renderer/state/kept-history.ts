import { z } from 'zod';
import { StepId } from '../../engine/base/ids.ts';
import { FlowEdit } from '../../engine/flow/flow-edit.ts';
import { NO_HISTORY, type Deed, type History } from './history.ts';
import { TextDifference } from './text-difference.ts';

const KeptDeed = z.object({
  label: z.string(),
  edits: z.array(FlowEdit),
  undo: z.array(FlowEdit),
  series: z.string().nullable(),
  atUs: z.int(),
});

/**
 * What was being typed and not taken yet: words in a field, `field` being its dotted path in the step, or in the flow's JSON as it stands in the
 * draft, whether that is a flow just then or not.
 */
export const Typing = z.union([z.object({ stepId: StepId, field: z.string(), text: z.string() }), z.object({ json: TextDifference })]);
export type Typing = z.infer<typeof Typing>;

const KeptHistory = z.object({
  format: z.literal('atelier-history/1'),
  done: z.array(KeptDeed),
  undone: z.array(KeptDeed),
  typing: Typing.nullable(),
});

/** Older deeds than these letters hold are undone only until the window closes. */
const MOST_LETTERS = 256 * 1024;
const MOST_DEEDS = 200;
/** A text of more letters is kept when its field is left, as everything else. */
const MOST_TYPED = 100_000;

// A deed never changes, and the same deeds are written with each save.
const texts = new WeakMap<Deed, string>();

/** What can be undone and done again, as a text that stands beside the draft; the latest deeds, as many as there is room for. */
export function historyText({ done, undone }: History, typing: Typing | null = null): string {
  let left = MOST_LETTERS;
  const latest = (deeds: readonly Deed[]): readonly string[] => {
    const kept: string[] = [];
    for (const deed of deeds.slice(-MOST_DEEDS).toReversed()) {
      const text = textOf(deed);
      if (text.length > left) break;
      left -= text.length;
      kept.unshift(text);
    }
    return kept;
  };
  const shown = typing !== null && ('json' in typing ? typing.json : typing).text.length <= MOST_TYPED ? typing : null;
  return `{"format":"atelier-history/1","done":[${latest(done).join()}],"undone":[${latest(undone).join()}],"typing":${JSON.stringify(shown)}}`;
}

/** The history that a text holds; an empty one when it holds none that can be read. */
export function historyFrom(text: string | null): History {
  const kept = read(text);
  return kept === null ? NO_HISTORY : { done: kept.done, undone: kept.undone };
}

export const typingFrom = (text: string | null): Typing | null => read(text)?.typing ?? null;

function read(text: string | null): z.infer<typeof KeptHistory> | null {
  if (text === null) return null;
  try {
    return KeptHistory.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function textOf(deed: Deed): string {
  const known = texts.get(deed);
  if (known !== undefined) return known;
  const text = JSON.stringify(deed);
  texts.set(deed, text);
  return text;
}
