import { StepId } from '../../engine/base/ids.ts';
import { placeSteps } from './place-steps.ts';
import type { StudioStore } from '../state/studio.ts';
import { textDifference } from '../state/text-difference.ts';
import type { monaco } from '../ui/monaco-setup.ts';
import { stepAt, stepSpans } from './json-marks.ts';

type Editor = monaco.editor.IStandaloneCodeEditor;

/** How long the caret rests in a step before it is the selected one. */
const SELECT_AFTER_MS = 150;

/** What commands ask of the drawn flow, answered by its text: a step is brought into view by its lines. Gives the function that ends it. */
export function jsonHands(store: StudioStore, editor: Editor, isSound: () => boolean): () => void {
  const nothing = () => undefined;
  const show = (stepId: string) => {
    const [model, open] = [editor.getModel(), store.getState().openFlow];
    if (model === null || open === null || !isSound()) return;
    const span = stepSpans(model.getValue(), open.flow).get(stepId);
    const caret = editor.getPosition();
    if (span === undefined || caret === null) return;
    const at = model.getOffsetAt(caret);
    if (at >= span.start && at <= span.end) return;
    const position = model.getPositionAt(span.start);
    editor.setPosition(position);
    editor.revealPositionNearTop(position);
  };
  store.getState().setHands({
    fit: nothing,
    fitSelection: nothing,
    zoomTo: nothing,
    zoomBy: nothing,
    showPoint: nothing,
    pointer: () => null,
    middle: () => {
      const { openFlow } = store.getState();
      return (openFlow === null ? [] : [...placeSteps(openFlow.flow).values()]).at(-1) ?? { x: 0, y: 0 };
    },
    bringIntoView: show,
    focus: () => editor.focus(),
  });
  const [stepId] = store.getState().selection.slice(-1);
  if (stepId !== undefined) show(stepId);
  return () => store.getState().setHands(null);
}

/** The step that the caret goes into is the selected one, for the inspector and for the other ways of showing the flow. Gives the function that ends it. */
export function followCaret(store: StudioStore, editor: Editor, isSound: () => boolean): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const select = () => {
    const [model, position, open] = [editor.getModel(), editor.getPosition(), store.getState().openFlow];
    if (model === null || position === null || open === null || !isSound()) return;
    const stepId = StepId.safeParse(stepAt(stepSpans(model.getValue(), open.flow), model.getOffsetAt(position))).data;
    if (stepId !== undefined) store.getState().select([stepId]);
  };
  const moved = editor.onDidChangeCursorPosition(({ source }) => {
    if (source !== 'mouse' && source !== 'keyboard') return;
    clearTimeout(timer);
    timer = setTimeout(select, SELECT_AFTER_MS);
  });
  return () => {
    clearTimeout(timer);
    moved.dispose();
  };
}

/** Shows another text, with the caret at the same words and as much of the view as can be kept. */
export function putText(editor: Editor, text: string): void {
  const model = editor.getModel();
  const difference = model === null ? null : textDifference(model.getValue(), text);
  if (model === null || difference === null) return;
  const [caret, top] = [editor.getPosition(), editor.getScrollTop()];
  const offset = caret === null ? 0 : model.getOffsetAt(caret);
  model.setValue(text);
  const kept = offset <= difference.at ? offset : Math.max(difference.at, offset + difference.text.length - difference.removed);
  editor.setPosition(model.getPositionAt(kept));
  editor.setScrollTop(top);
}
