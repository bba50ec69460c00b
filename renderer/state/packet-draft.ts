import type { SliceName } from '../../engine/base/ids.ts';
import type { JsonObject } from '../../engine/base/json.ts';
import type { OpenPacket, SliceEdit } from '../../engine/contract/packets.ts';

/** A slice as it stands in the window. */
export interface DraftSlice {
  readonly name: SliceName;
  /** What the workspace calls it; null for a slice that is only here. */
  readonly keptAs: SliceName | null;
  /** What was typed or read from a file; null: as it is kept. */
  readonly typed:
    | { readonly kind: 'text'; readonly isText: boolean; readonly text: string }
    | { readonly kind: 'document'; readonly fileName: string; readonly base64: string }
    | null;
}

/** A packet as a person has it before them, saved or not. */
export interface PacketDraft {
  readonly title: string;
  readonly description: string;
  /** In the order of the packet. */
  readonly slices: readonly DraftSlice[];
  /** Where each slice comes from, as the form has it; null without a recipe. */
  readonly recipe: DraftRecipe | null;
}

/** The part of a recipe that is edited here: sources may be half filled in. */
export interface DraftRecipe {
  readonly flow: string | null;
  readonly sources: Readonly<Record<SliceName, JsonObject>>;
}

/** The packet as the workspace has it. */
export const keptDraft = (packet: OpenPacket, recipe: DraftRecipe | null): PacketDraft => ({
  title: packet.title,
  description: packet.description,
  slices: packet.slices.map(({ name }) => ({ name, keptAs: name, typed: null })),
  recipe,
});

/** One thing that was done, and the draft before it. */
export interface DraftDeed {
  /** Stands after “Undo”: `typing in journal`. */
  readonly label: string;
  readonly before: PacketDraft;
  readonly atUs: number;
}

export interface DraftHistory {
  readonly now: PacketDraft;
  readonly done: readonly DraftDeed[];
  /** The deeds taken back; `before` is then the draft after them. */
  readonly undone: readonly DraftDeed[];
}

const MOST_DEEDS = 300;
/** Typing in one place within this time is one deed. */
const SERIES_US = 1_000_000;

/** Does one thing; the same thing again at once joins the one before, as typing does. */
export function doneTo(history: DraftHistory, next: PacketDraft, label: string, atUs: number): DraftHistory {
  const last = history.done.at(-1);
  const joins = last?.label === label && history.undone.length === 0 && atUs - last.atUs < SERIES_US;
  const deed: DraftDeed = { label, before: joins ? last.before : history.now, atUs };
  return { now: next, done: [...(joins ? history.done.slice(0, -1) : history.done), deed].slice(-MOST_DEEDS), undone: [] };
}

export function takenBackIn({ now, done, undone }: DraftHistory): DraftHistory {
  const deed = done.at(-1);
  return deed === undefined
    ? { now, done, undone }
    : { now: deed.before, done: done.slice(0, -1), undone: [...undone, { ...deed, before: now }] };
}

export function doneAgainIn({ now, done, undone }: DraftHistory): DraftHistory {
  const deed = undone.at(-1);
  return deed === undefined
    ? { now, done, undone }
    : { now: deed.before, done: [...done, { ...deed, before: now }], undone: undone.slice(0, -1) };
}

/** What the host has to do so that the packet is as it stands here; first what goes, then names, then texts. */
export function editsOf(packet: OpenPacket, draft: PacketDraft): readonly SliceEdit[] {
  const gone = packet.slices.filter(slice => !draft.slices.some(one => one.keptAs === slice.name));
  const renamed = draft.slices.flatMap((slice): SliceEdit[] =>
    slice.keptAs === null || slice.keptAs === slice.name ? [] : [{ edit: 'rename', slice: slice.keptAs, to: slice.name }],
  );
  const written = draft.slices.flatMap(({ name, typed }): SliceEdit[] =>
    typed === null
      ? []
      : typed.kind === 'text'
        ? [{ edit: 'write', slice: name, isText: typed.isText, text: typed.text }]
        : [{ edit: 'document', slice: name, fileName: typed.fileName, base64: typed.base64 }],
  );
  return [...gone.map(({ name }): SliceEdit => ({ edit: 'remove', slice: name })), ...renamed, ...written];
}

export const changesWords = (packet: OpenPacket, draft: PacketDraft): boolean =>
  draft.title !== packet.title || draft.description !== packet.description;

/** The draft with one slice another. */
export const withSlice = (draft: PacketDraft, name: SliceName, change: Partial<DraftSlice>): PacketDraft => ({
  ...draft,
  slices: draft.slices.map(slice => (slice.name === name ? { ...slice, ...change } : slice)),
});

/** The draft under a new name of a slice, in the recipe too. */
export function withRenamedSlice(draft: PacketDraft, name: SliceName, to: SliceName): PacketDraft {
  const { recipe } = draft;
  return {
    ...withSlice(draft, name, { name: to }),
    recipe:
      recipe === null
        ? null
        : {
            ...recipe,
            sources: Object.fromEntries(Object.entries(recipe.sources).map(([key, source]) => [key === name ? to : key, source])),
          },
  };
}

export const withoutSlice = (draft: PacketDraft, name: SliceName): PacketDraft => ({
  ...draft,
  slices: draft.slices.filter(slice => slice.name !== name),
  recipe: draft.recipe === null ? null : { ...draft.recipe, sources: withoutKey(draft.recipe.sources, name) },
});

export const withoutKey = <Value>(record: Readonly<Record<SliceName, Value>>, name: SliceName): Readonly<Record<SliceName, Value>> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name)); // true: some of the record's own entries

/**
 * The history after a save: what was “as kept” before now names what was kept then, so that undo gives the old text back. Where the old text is not here whole
 * (a long slice, or one that is masked), the history before the save is left behind.
 */
export function historyAfterSave({ now, done, undone }: DraftHistory, before: OpenPacket, after: OpenPacket): DraftHistory {
  const rebase = (draft: PacketDraft): PacketDraft | null => rebased(draft, before, now);
  const saved = keptDraft(after, now.recipe);
  const [past, future] = [done, undone].map(deeds => deeds.map(deed => ({ ...deed, before: rebase(deed.before) })));
  const isWhole = (deed: { readonly before: PacketDraft | null }): deed is DraftDeed => deed.before !== null;
  return past?.every(isWhole) === true && future?.every(isWhole) === true
    ? { now: saved, done: past, undone: future }
    : { now: saved, done: [], undone: [] };
}

function rebased(draft: PacketDraft, before: OpenPacket, saved: PacketDraft): PacketDraft | null {
  const slices: DraftSlice[] = [];
  for (const slice of draft.slices) {
    const now = saved.slices.find(one => (slice.keptAs === null ? one.name === slice.name : one.keptAs === slice.keptAs));
    const keptAs = now?.name ?? null;
    if (slice.typed !== null || (now !== undefined && now.typed === null)) slices.push({ ...slice, keptAs });
    else {
      const old = before.slices.find(one => one.name === slice.keptAs);
      if (old?.whole !== true) return null;
      slices.push({ ...slice, keptAs, typed: { kind: 'text', isText: old.isText, text: old.preview } });
    }
  }
  return { ...draft, slices };
}
