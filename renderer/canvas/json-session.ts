import type { FlowId } from '../../engine/base/ids.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import { JSON_SERIES } from '../state/flow-slice.ts';
import type { StudioStore } from '../state/studio.ts';
import { textDifference, withDifference } from '../state/text-difference.ts';
import { EDITOR_OPTIONS, followTheme, monaco } from '../ui/monaco-setup.ts';
import { JSON_LABEL, jsonEdit, jsonText } from './json-edit.ts';
import { followCaret, jsonHands, putText } from './json-hands.ts';
import { brokenMarks, flowMarks, type JsonMark } from './json-marks.ts';
import { openFlowModel, showMarks } from './monaco.ts';

/** How long after the last key the text becomes an edit. */
const EDIT_AFTER_MS = 350;
/** How long after the first key what stands there is told, so that it is kept: a text of megabytes is not compared at every key. */
const TELL_AFTER_MS = 100;

/** What is said beside the text. */
export interface JsonState {
  readonly marks: readonly JsonMark[];
  /** The text is no flow; the marks say why. */
  readonly isBroken: boolean;
}

/** An open editor of a flow's text. */
export interface JsonSession {
  readonly goTo: (mark: JsonMark) => void;
  /** Gives up what is typed and is no flow. */
  readonly discard: () => void;
  readonly close: () => void;
}

/**
 * Opens the text of a flow in an editor. A text that is a flow becomes one edit of the same history as every other; any other leaves the flow as it was,
 * is kept as it is typed, and follows when the flow is changed elsewhere. The text follows the flow, and `tell` hears of what is wrong.
 */
export function openJsonSession(place: HTMLElement, store: StudioStore, flowId: FlowId, tell: (state: JsonState) => void): JsonSession {
  const model = openFlowModel(flowId);
  const editor = monaco.editor.create(place, {
    ...EDITOR_OPTIONS,
    model,
    ariaLabel: 'The flow as JSON. Press Ctrl+M to let Tab leave the editor.',
  });
  let editing: ReturnType<typeof setTimeout> | undefined;
  let telling: ReturnType<typeof setTimeout> | undefined;
  /** The flow that the text said last: what the text itself changed needs no second reading. */
  let said: Flow | null = null;
  /** The text's state in which it was last known to be a flow: only then do places in it mean anything. */
  let soundVersion = -1;
  let broken: readonly JsonMark[] | null = null;
  /** The flow is just being changed by the text itself, which stays as it was typed. */
  let isTaking = false;
  const isSound = () => soundVersion === model.getAlternativeVersionId();
  const openFlow = () => {
    const now = store.getState().openFlow;
    return now?.flowId === flowId ? now : null;
  };

  const mark = () => {
    const now = openFlow();
    if (now === null || (broken === null && !isSound())) return;
    const marks = broken ?? flowMarks(model.getValue(), now.flow, store.getState().problems);
    showMarks(model, marks);
    tell({ marks, isBroken: broken !== null });
  };
  const take = () => {
    clearTimeout(editing);
    editing = undefined;
    const now = openFlow();
    if (now === null) return;
    const text = model.getValue();
    const read = jsonEdit(text, now.flow);
    if (!read.ok) broken = brokenMarks(text, read.error);
    else {
      soundVersion = model.getAlternativeVersionId();
      if (read.value.length === 0) store.getState().tellTyping(null);
      isTaking = true;
      const refusal = store.getState().edit(read.value, { label: JSON_LABEL, series: JSON_SERIES });
      isTaking = false;
      said = openFlow()?.flow ?? null;
      broken = refusal === null ? null : brokenMarks(text, [{ severity: 'error', code: refusal.code, message: refusal.message }]);
    }
    mark();
  };
  const tellTyped = () => {
    clearTimeout(telling);
    telling = undefined;
    const now = openFlow();
    if (now === null) return;
    const json = textDifference(jsonText(now.flow), model.getValue());
    store.getState().tellTyping(json === null ? null : { json });
  };
  /** Shows the flow, with what is half typed into its text laid over it. */
  const show = (flow: Flow) => {
    said = flow;
    const { typing, tellTyping } = store.getState();
    const text = typing !== null && 'json' in typing ? withDifference(jsonText(flow), typing.json) : null;
    if (text === null && typing !== null && 'json' in typing) tellTyping(null);
    putText(editor, text ?? jsonText(flow));
    if (text !== null) {
      take();
      return;
    }
    soundVersion = model.getAlternativeVersionId();
    broken = null;
    mark();
  };
  /** While words are half typed, undo is theirs; else it takes back the flow's last change, whatever made it. */
  const undo = () => {
    const { typing } = store.getState();
    if (editing !== undefined || (typing !== null && 'json' in typing)) editor.trigger('keyboard', 'undo', null);
    else store.getState().undo();
  };
  const redo = () => {
    if ((openFlow()?.history.undone.length ?? 0) > 0) store.getState().redo();
    else editor.trigger('keyboard', 'redo', null);
  };
  addKeys(editor, { undo, redo });

  const typed = model.onDidChangeContent(event => {
    if (event.isFlush) return;
    telling ??= setTimeout(tellTyped, TELL_AFTER_MS);
    clearTimeout(editing);
    editing = setTimeout(take, EDIT_AFTER_MS);
  });
  // Whoever goes elsewhere, to another flow perhaps, leaves what was typed behind at once.
  const left = editor.onDidBlurEditorText(() => {
    if (telling !== undefined) tellTyped();
    if (editing !== undefined) take();
  });
  const now = openFlow();
  if (now !== null) show(now.flow);
  const unsubscribe = store.subscribe((studio, before) => {
    if (isTaking) return;
    const flow = openFlow()?.flow;
    if (flow !== undefined && flow !== said) show(flow);
    else if (studio.problems !== before.problems) mark();
  });
  const ends = [jsonHands(store, editor, isSound), followCaret(store, editor, isSound), followTheme(), unsubscribe];

  return {
    goTo: ({ start }) => {
      const position = model.getPositionAt(start);
      editor.setPosition(position);
      editor.revealPositionInCenterIfOutsideViewport(position);
      editor.focus();
    },
    discard: () => {
      const open = openFlow();
      if (open === null) return;
      clearTimeout(editing);
      editing = undefined;
      store.getState().tellTyping(null);
      show(open.flow);
      editor.focus();
    },
    close: () => {
      if (telling !== undefined) tellTyped();
      if (editing !== undefined) take();
      for (const end of ends) end();
      left.dispose();
      typed.dispose();
      editor.dispose();
      model.dispose();
    },
  };
}

function addKeys(editor: monaco.editor.IStandaloneCodeEditor, { undo, redo }: { undo: () => void; redo: () => void }): void {
  const { CtrlCmd, Shift } = monaco.KeyMod;
  const { KeyZ, KeyY } = monaco.KeyCode;
  editor.addAction({ id: 'atelier.undo', label: 'Undo', keybindings: [CtrlCmd | KeyZ], run: undo });
  editor.addAction({ id: 'atelier.redo', label: 'Redo', keybindings: [CtrlCmd | Shift | KeyZ, CtrlCmd | KeyY], run: redo });
}
