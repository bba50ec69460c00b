import { isDefinedError, safe } from '@orpc/client';
import type { PacketId, SliceName } from '../../engine/base/ids.ts';
import type { OpenPacket } from '../../engine/contract/packets.ts';
import type { OpenRecipe } from '../../engine/contract/recipes.ts';
import { RECIPE_FORMAT } from '../../engine/packet/recipe.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { pageTab } from './desk.ts';
import {
  changesWords,
  doneAgainIn,
  doneTo,
  editsOf,
  historyAfterSave,
  keptDraft,
  takenBackIn,
  type DraftHistory,
  type PacketDraft,
} from './packet-draft.ts';
import { carriedOver, draftRecipe, isEdited, sameRecipe, unbuilt, UNREAD, type PacketPage } from './packet-page.ts';
import type { Slice } from './studio.ts';

/** After the last key, so that a long slice is not checked at each. */
const FIT_AFTER_MS = 250;

/** Packets as the window edits them. */
export interface PacketSlice {
  readonly packetPages: Readonly<Record<PacketId, PacketPage>>;
  /** The packet whose tab waits to be closed until somebody says what becomes of its changes. */
  readonly leaving: PacketId | null;

  /** Opens a packet's tab. */
  readonly openPacket: (packetId: PacketId, title: string) => void;
  readonly readPacket: (packetId: PacketId) => Promise<void>;
  /** Asks anew how a packet, as it stands here, fits the open flow. */
  readonly fitPacket: (packetId: PacketId) => Promise<void>;
  /** One thing done to a packet, which can be undone; `label` stands after “Undo”. */
  readonly changePacket: (packetId: PacketId, label: string, change: (draft: PacketDraft) => PacketDraft) => void;
  readonly undoPacket: (packetId: PacketId) => void;
  readonly redoPacket: (packetId: PacketId) => void;
  /** Takes all that is not saved back; that can be undone too. */
  readonly revertPacket: (packetId: PacketId) => void;
  /** True when nothing is left unsaved. `over`: whatever somebody else made of the packet meanwhile. */
  readonly savePacket: (packetId: PacketId, over?: 'theirs') => Promise<boolean>;
  /** Leaves what is here and takes what the workspace holds. */
  readonly takeTheirs: (packetId: PacketId) => Promise<void>;
  /** Saves a packet if something of it is not; true when nothing is left unsaved. */
  readonly saveEdits: (packetId: PacketId) => Promise<boolean>;
  /** Nothing of a packet stays here; it is read anew when it is opened. */
  readonly forgetPacket: (packetId: PacketId) => void;
  readonly settleLeaving: (how: 'save' | 'discard' | 'stay') => Promise<void>;
  /** A part of a slice as kept from an offset, or a sentence about why it cannot be read. `reveal`: a person asked to see a sensitive one. */
  readonly readSlice: (
    packetId: PacketId,
    slice: SliceName,
    offset: number,
    reveal?: boolean,
  ) => Promise<{ readonly text: string; readonly totalChars: number } | string>;
}

export const packetSlice: Slice<PacketSlice> =
  ({ host, nowUs, later }) =>
  (set, get) => {
    const pageOf = (packetId: PacketId): PacketPage => get().packetPages[packetId] ?? UNREAD;
    const change = (packetId: PacketId, part: Partial<PacketPage>) =>
      set({ packetPages: { ...get().packetPages, [packetId]: { ...pageOf(packetId), ...part } } });
    const lay = (packet: OpenPacket, recipe: OpenRecipe | null) =>
      change(packet.packetId, {
        packet,
        recipe,
        history: { now: keptDraft(packet, draftRecipe(recipe)), done: [], undone: [] },
        trouble: null,
        troubles: {},
        moved: false,
      });
    const step = (packetId: PacketId, turn: (history: DraftHistory) => DraftHistory) => {
      const { history } = pageOf(packetId);
      if (history === null) return;
      change(packetId, { history: turn(history), troubles: {} });
      fitSoon(packetId);
    };
    const callOff = new Map<PacketId, () => void>();
    const fitSoon = (packetId: PacketId) => {
      callOff.get(packetId)?.();
      callOff.set(
        packetId,
        later(FIT_AFTER_MS, () => void get().fitPacket(packetId)),
      );
    };
    const openFlowId = () => get().openFlow?.flowId;

    /** True when the recipe in the workspace is the one that stands here. */
    const saveRecipe = async (packetId: PacketId): Promise<boolean> => {
      const { recipe, history } = pageOf(packetId);
      if (history === null) return true;
      const { recipe: wanted, title, description } = history.now;
      // A build calls the packet what its recipe is called: a new name is one for both.
      const isNamed = recipe === null || (recipe.recipe.title === title && (recipe.recipe.description ?? '') === description);
      if (isNamed && sameRecipe(draftRecipe(recipe), wanted)) return true;
      const call =
        wanted === null
          ? recipe === null
            ? Promise.resolve(null)
            : host.recipes.remove({ packetId, revision: recipe.revision })
          : host.recipes.save({
              packetId,
              revision: recipe?.revision ?? null,
              recipe: {
                format: RECIPE_FORMAT,
                title,
                ...(description === '' ? {} : { description }),
                ...(wanted.flow === null ? {} : { flow: wanted.flow }),
                slices: wanted.sources,
              },
            });
      const { error, data } = await safe(call);
      if (error === null) {
        change(packetId, { recipe: data });
        return true;
      }
      const slice = isDefinedError(error) && error.code === 'NOT_A_RECIPE' && 'slice' in error.data ? error.data.slice : null;
      const sentence = failureSentence(error);
      if (slice === null) change(packetId, { trouble: `The sources were not saved: ${sentence}` });
      else change(packetId, { troubles: { ...pageOf(packetId).troubles, [slice]: sentence } });
      return false;
    };

    return {
      packetPages: {},
      leaving: null,

      openPacket: (packetId, title) => get().openTab(pageTab('packet', packetId, title)),

      readPacket: async packetId => {
        const flowId = openFlowId();
        const read = await safe(host.packets.read({ packetId, ...(flowId === undefined ? {} : { flowId }) }));
        const recipe = (await safe(host.recipes.read({ packetId }))).data ?? null;
        const page = pageOf(packetId);
        const packet = read.data ?? (recipe === null ? null : unbuilt(recipe));
        if (packet === null) change(packetId, { trouble: read.error === null ? null : failureSentence(read.error) });
        else if (page.packet === null) lay(packet, recipe);
        // The very state that stands here, as after a save of its own: what can be undone stays.
        else if (page.packet.revision === packet.revision && page.recipe?.revision === recipe?.revision)
          change(packetId, { packet, recipe, trouble: null });
        else if (!isEdited(page)) lay(packet, recipe);
        else if (!page.saving) change(packetId, { moved: true });
        await get().fitPacket(packetId);
      },

      fitPacket: async packetId => {
        const flowId = openFlowId();
        const { packet, history } = pageOf(packetId);
        if (flowId === undefined || packet === null || history === null || packet.revision === '') {
          change(packetId, { fit: null });
          return;
        }
        const { data } = await safe(host.packets.fit({ packetId, flowId, edits: [...editsOf(packet, history.now)] }));
        // An answer about what stood here before the last change is no answer; a packet that cannot be asked says why where it is read.
        if (pageOf(packetId).history?.now === history.now) change(packetId, { fit: data ?? null });
      },

      changePacket: (packetId, label, turn) => step(packetId, history => doneTo(history, turn(history.now), label, nowUs())),
      undoPacket: packetId => step(packetId, takenBackIn),
      redoPacket: packetId => step(packetId, doneAgainIn),
      revertPacket: packetId => {
        const { packet, recipe } = pageOf(packetId);
        if (packet !== null) get().changePacket(packetId, 'taking everything back', () => keptDraft(packet, draftRecipe(recipe)));
      },

      savePacket: async (packetId, over) => {
        const { packet, history } = pageOf(packetId);
        if (packet === null || history === null) return true;
        const edits = [...editsOf(packet, history.now)];
        change(packetId, { saving: true, trouble: null, troubles: {} });
        if (edits.length > 0 || (changesWords(packet, history.now) && packet.revision !== '')) {
          const { title, description } = history.now;
          const revision = over === 'theirs' || packet.revision === '' ? null : packet.revision;
          const { error, data } = await safe(host.packets.save({ packetId, title, description, revision, edits }));
          if (error !== null) {
            const refusal = isDefinedError(error) ? error : null;
            if (refusal?.code === 'CHANGED_MEANWHILE') change(packetId, { saving: false, moved: true });
            else if (refusal?.code === 'BAD_EDIT')
              change(packetId, { saving: false, troubles: { [refusal.data.slice]: refusal.data.sentence } });
            else change(packetId, { saving: false, trouble: `The packet was not saved: ${failureSentence(error)}` });
            return false;
          }
          const typedOn = pageOf(packetId).history ?? history;
          const after = historyAfterSave({ ...typedOn, now: history.now }, packet, data);
          // What was typed while the host wrote is not saved yet.
          const isSame = typedOn.now === history.now;
          change(packetId, { packet: data, moved: false, history: isSame ? after : { ...after, now: carriedOver(typedOn.now, data) } });
        }
        const isRecipeSaved = await saveRecipe(packetId);
        get().nameTab(`packet ${packetId}`, history.now.title);
        change(packetId, { saving: false });
        void get().readPackets();
        void get().fitPacket(packetId);
        return isRecipeSaved && !isEdited(pageOf(packetId));
      },

      takeTheirs: async packetId => {
        get().forgetPacket(packetId);
        await get().readPacket(packetId);
      },

      forgetPacket: packetId =>
        set({ packetPages: Object.fromEntries(Object.entries(get().packetPages).filter(([id]) => id !== packetId)) }),

      saveEdits: packetId => (isEdited(pageOf(packetId)) ? get().savePacket(packetId) : Promise.resolve(true)),

      settleLeaving: async how => {
        const packetId = get().leaving;
        set({ leaving: null });
        if (packetId === null || how === 'stay') return;
        if (how === 'save' && !(await get().savePacket(packetId))) return;
        get().forgetPacket(packetId);
        get().closeTab(`packet ${packetId}`);
      },

      readSlice: async (packetId, slice, offset, reveal = false) => {
        const flowId = openFlowId();
        const { error, data } = await safe(
          host.packets.readSlice({ packetId, slice, offset, reveal, ...(flowId === undefined ? {} : { flowId }) }),
        );
        return error === null ? data : failureSentence(error);
      },
    };
  };
