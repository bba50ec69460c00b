import { isDefinedError, safe } from '@orpc/client';
import type { FlowId } from '../../engine/base/ids.ts';
import type { FlowEdit, FlowEditProblem } from '../../engine/flow/flow-edit.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import type { Result } from '../../engine/base/result.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { carriedTyping } from './carried-typing.ts';
import { flowTab } from './desk.ts';
import { done, doneAgain, NO_HISTORY, takenBack, type Drawn, type History } from './history.ts';
import { forgetDraft, keepDraft, readKeptDraft, type KeptDraft } from './kept-draft.ts';
import { historyFrom, historyText, typingFrom, type Typing } from './kept-history.ts';
import type { Slice } from './studio.ts';

/** Whether the workspace has the drawing as it stands here. */
export type SaveState =
  | { readonly kind: 'saved' }
  /** Edited; the save follows by itself. */
  | { readonly kind: 'edited' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'not-saved'; readonly sentence: string }
  /** Another window saved in the meantime: a person must say which drawing stays. */
  | { readonly kind: 'moved' };

/** A flow that is open for drawing. */
export interface Drawing extends Drawn {
  readonly flowId: FlowId;
  readonly flow: Flow;
  readonly history: History;
  /** Of the draft in the workspace that this drawing goes on from. */
  readonly revision: number;
  readonly save: SaveState;
  /** A drawing of an earlier time that never reached the workspace. */
  readonly kept: KeptDraft | null;
}

/** The open flow and what is done to it. */
export interface FlowSlice {
  /** The flow of the flow tab that was active last; null before any was opened. */
  readonly openFlow: Drawing | null;

  /** What is being typed into a field or the JSON of the open flow and is not taken yet. */
  readonly typing: Typing | null;
  /** A field tells what stands in it while somebody types; null once it was taken or given up. */
  readonly tellTyping: (typing: Typing | null) => void;

  /** Opens a flow in its tab. */
  readonly showFlow: (flowId: FlowId) => Promise<void>;
  readonly createFlow: (name: string) => Promise<void>;
  readonly renameFlow: (name: string) => void;
  /** Carries out edits as one deed, all or none; the problem that refused them, or null. */
  readonly edit: (edits: readonly FlowEdit[], about?: { readonly label?: string; readonly series?: string }) => FlowEditProblem | null;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Writes what is not yet written; true when the workspace then has the drawing as it stands here. */
  readonly saveDraft: () => Promise<boolean>;
  /** Saves at once, and says how it went. */
  readonly saveAndSay: () => Promise<void>;
  /** After another window saved: `copy` keeps this drawing as a flow of its own; both then show theirs. */
  readonly settleMove: (how: 'copy' | 'theirs') => Promise<void>;
  /** Takes up, or throws away, the drawing that was kept from an earlier time. */
  readonly settleKept: (how: 'take-up' | 'discard') => void;
  /** The workspace's stream told that a flow was saved, here or elsewhere. */
  readonly flowChanged: (flowId: FlowId) => void;
  /** Puts what is not saved into the browser's storage: the page is about to go. */
  readonly keepUnsaved: () => void;
}

/** The series of deeds that are typed into the JSON. */
export const JSON_SERIES = 'json';

/** From the first thing that is not saved: however long somebody goes on drawing or typing, this much can be lost. */
const SAVE_AFTER_MS = 300;

export const flowSlice: Slice<FlowSlice> = needs => (set, get) => {
  const { host, storage, workspace } = needs;
  /** Drawings that are not in front, with their histories. */
  const resting = new Map<FlowId, Drawing>();
  let callOffSave: (() => void) | null = null;
  let underWay: Promise<boolean> | null = null;

  const change = (flowId: FlowId, part: Partial<Drawing>) => {
    const { openFlow } = get();
    if (openFlow?.flowId === flowId) set({ openFlow: { ...openFlow, ...part } });
  };
  const saveSoon = () => {
    callOffSave ??= needs.later(SAVE_AFTER_MS, () => void get().saveDraft());
  };
  let isTypingKept = true;
  let callOffTyping: (() => void) | null = null;
  /** Beside the draft that the workspace has: what is typed is no edit yet. A draft that is about to be saved takes it along. */
  const keepTyping = async () => {
    callOffTyping = null;
    const { openFlow, typing } = get();
    if (openFlow === null || isTypingKept || openFlow.save.kind !== 'saved' || underWay !== null) return;
    isTypingKept = true;
    const { flowId, revision, history } = openFlow;
    const { error } = await safe(host.flows.keepHistory({ flowId, revision, history: historyText(history, typing) }));
    if (error !== null) isTypingKept = false;
  };
  /** What was typed into the JSON was typed over the text of one flow, and says nothing about another. */
  const forgetJsonTyping = () => {
    const { typing, tellTyping } = get();
    if (typing !== null && 'json' in typing) tellTyping(null);
  };
  /** Words in the JSON that are no flow yet go along with a change that was made elsewhere. */
  const carryJsonTyping = (before: Flow, after: Flow) => {
    const { typing, isOverChange } = carriedTyping(get().typing, before, after);
    get().tellTyping(typing);
    if (isOverChange)
      needs.tell({
        kind: 'trouble',
        sentence:
          'This changed lines that are half typed in the JSON. The typed lines stay there, and replace the change once they are a flow.',
      });
  };
  const take = (next: Result<Drawn, FlowEditProblem>, isFromJson = false): FlowEditProblem | null => {
    const { openFlow } = get();
    if (openFlow === null || !next.ok) return next.ok ? null : next.error;
    if (next.value.flow === openFlow.flow) return null;
    const { tabs } = get().desk;
    if (isFromJson) forgetJsonTyping();
    else carryJsonTyping(openFlow.flow, next.value.flow);
    set({ openFlow: { ...openFlow, ...next.value, save: openFlow.save.kind === 'moved' ? openFlow.save : { kind: 'edited' } } });
    const ids = new Set<string>(next.value.flow.steps.map(({ id }) => id));
    // A step that was taken back is selected no more.
    if (get().selection.some(id => !ids.has(id))) get().select(get().selection.filter(id => ids.has(id)));
    get().flowEdited();
    if (next.value.flow.name !== openFlow.flow.name && tabs.length > 0) get().openTab(flowTab(openFlow.flowId, next.value.flow.name));
    saveSoon();
    return null;
  };
  const read = async (flowId: FlowId): Promise<{ readonly drawing: Drawing; readonly typing: Typing | null }> => {
    const { flow, revision, history } = await host.flows.read({ flowId });
    const kept = readKeptDraft(storage, workspace, flowId);
    const isSame = kept !== null && JSON.stringify(kept.flow) === JSON.stringify(flow);
    if (isSame) forgetDraft(storage, workspace, flowId);
    const drawing: Drawing = { flowId, flow, revision, history: historyFrom(history), save: { kind: 'saved' }, kept: isSame ? null : kept };
    return { drawing, typing: typingFrom(history) };
  };
  const saveOnce = async (drawing: Drawing): Promise<boolean> => {
    const { flowId, flow, revision } = drawing;
    change(flowId, { save: { kind: 'saving' } });
    const { typing } = get();
    const history = historyText(drawing.history, typing);
    const { error, data } = await safe(host.flows.saveDraft({ flowId, revision, flow, history }));
    if (error === null) {
      const isLatest = get().openFlow?.flow === flow;
      change(flowId, { revision: data.revision, save: { kind: isLatest ? 'saved' : 'edited' } });
      forgetDraft(storage, workspace, flowId);
      isTypingKept = get().typing === typing;
      if (!isTypingKept) callOffTyping ??= needs.later(SAVE_AFTER_MS, () => void keepTyping());
      return isLatest;
    }
    const isKept = keepDraft(storage, workspace, flowId, { flow: get().openFlow?.flow ?? flow, revision, atUs: needs.nowUs() });
    const why = failureSentence(error);
    const save: SaveState =
      isDefinedError(error) && error.code === 'REVISION_MOVED'
        ? { kind: 'moved' }
        : { kind: 'not-saved', sentence: isKept ? `${why} Your drawing is kept in this window meanwhile.` : why };
    change(flowId, { save });
    return false;
  };

  needs.wire.onConnection(connection => {
    if (connection !== 'open') return;
    if (get().openFlow?.save.kind === 'not-saved') saveSoon();
    if (!isTypingKept) callOffTyping ??= needs.later(SAVE_AFTER_MS, () => void keepTyping());
  });

  return {
    openFlow: null,

    showFlow: async flowId => {
      const { openFlow } = get();
      if (openFlow !== null && openFlow.flowId !== flowId) {
        // What cannot be saved is kept in the browser's storage, and offered when the flow is opened again.
        if (await get().saveDraft()) resting.set(openFlow.flowId, get().openFlow ?? openFlow);
        await keepTyping();
      }
      try {
        if (get().openFlow?.flowId !== flowId) {
          const { drawing: fresh, typing } = await read(flowId);
          const rested = resting.get(flowId);
          const isRested = rested?.revision === fresh.revision;
          set({ openFlow: isRested ? rested : fresh, selection: [], selectedEdges: [], typing });
          get().flowEdited();
          // The field, or the JSON, takes up its words where they broke off.
          if (typing !== null && 'json' in typing) get().showFlowAs('json');
          else if (typing !== null && fresh.flow.steps.some(({ id }) => id === typing.stepId))
            get().focusField(typing.stepId, typing.field);
        }
        get().openTab(flowTab(flowId, get().openFlow?.flow.name ?? flowId));
        void get().readRuns(flowId);
      } catch (error) {
        get().closeTab(flowTab(flowId, '').id);
        needs.tell({ kind: 'trouble', sentence: failureSentence(error) });
      }
    },

    createFlow: async name => {
      try {
        const { flowId } = await host.flows.create({ name });
        await get().showFlow(flowId);
      } catch (error) {
        needs.tell({ kind: 'trouble', sentence: failureSentence(error) });
      }
    },
    renameFlow: name =>
      void get().edit([{ kind: 'change-flow', changes: [{ path: ['name'], value: name }] }], { label: 'rename the flow' }),

    edit: (edits, about = {}) => {
      const { openFlow } = get();
      if (openFlow === null || edits.length === 0) return null;
      return take(done(openFlow, edits, { ...about, atUs: needs.nowUs() }), about.series === JSON_SERIES);
    },
    undo: () => {
      const { openFlow } = get();
      if (openFlow !== null) take(takenBack(openFlow));
    },
    redo: () => {
      const { openFlow } = get();
      if (openFlow !== null) take(doneAgain(openFlow));
    },

    typing: null,
    tellTyping: typing => {
      if (typing === get().typing) return;
      set({ typing });
      isTypingKept = false;
      callOffTyping ??= needs.later(SAVE_AFTER_MS, () => void keepTyping());
    },

    saveDraft: async () => {
      callOffSave?.();
      callOffSave = null;
      // One save at a time: each needs the revision that the one before it brought.
      while (underWay !== null) await underWay;
      for (;;) {
        const { openFlow } = get();
        if (openFlow === null || openFlow.save.kind === 'saved') return true;
        if (openFlow.save.kind === 'moved') return false;
        underWay = saveOnce(openFlow);
        const isSaved = await underWay.finally(() => (underWay = null));
        if (isSaved || get().openFlow?.save.kind !== 'edited') return isSaved;
      }
    },

    saveAndSay: async () => {
      const isSaved = await get().saveDraft();
      const save = get().openFlow?.save;
      if (isSaved) needs.tell({ kind: 'done', sentence: 'Everything is saved.' });
      else if (save?.kind === 'not-saved') needs.tell({ kind: 'trouble', sentence: save.sentence });
    },

    settleMove: async how => {
      const { openFlow } = get();
      if (openFlow === null) return;
      try {
        if (how === 'copy') {
          const flow = { ...openFlow.flow, name: `${openFlow.flow.name} (my copy)` };
          const copy = await host.flows.importText({ fileName: `${openFlow.flowId}-my-copy.flow.json`, text: JSON.stringify(flow) });
          needs.tell({ kind: 'done', sentence: `Your drawing is kept as “${copy.flow.name}”.` });
        }
        forgetDraft(storage, workspace, openFlow.flowId);
        forgetJsonTyping();
        set({ openFlow: (await read(openFlow.flowId)).drawing });
        get().flowEdited();
      } catch (error) {
        needs.tell({ kind: 'trouble', sentence: failureSentence(error) });
      }
    },

    settleKept: how => {
      const { openFlow } = get();
      if (openFlow === null || openFlow.kept === null) return;
      const { flow } = openFlow.kept;
      change(openFlow.flowId, { kept: null });
      forgetDraft(storage, workspace, openFlow.flowId);
      if (how === 'take-up') get().edit([{ kind: 'replace-flow', flow }], { label: 'take up what was not saved' });
    },

    flowChanged: flowId => {
      const { openFlow } = get();
      if (openFlow?.flowId !== flowId || openFlow.save.kind !== 'saved' || underWay !== null) return;
      void safe(host.flows.read({ flowId })).then(({ data }) => {
        const now = get().openFlow;
        if (data === undefined || now?.flowId !== flowId || now.save.kind !== 'saved' || data.revision <= now.revision) return;
        forgetJsonTyping();
        set({ openFlow: { ...now, flow: data.flow, revision: data.revision, history: NO_HISTORY } });
        get().flowEdited();
      });
    },

    keepUnsaved: () => {
      const { openFlow } = get();
      if (openFlow !== null && openFlow.save.kind !== 'saved')
        keepDraft(storage, workspace, openFlow.flowId, { flow: openFlow.flow, revision: openFlow.revision, atUs: needs.nowUs() });
    },
  };
};
