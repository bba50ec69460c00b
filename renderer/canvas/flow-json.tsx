import { useEffect, useRef, useState } from 'react';
import type { FlowId } from '../../engine/base/ids.ts';
import { useStudio, useStudioStore } from '../state/studio.ts';
import { textDifference, withDifference } from '../state/text-difference.ts';
import { EDITOR_OPTIONS, followTheme, monaco } from '../ui/monaco-setup.ts';
import styles from './flow-json.module.css';
import { jsonEdit, jsonText } from './json-edit.ts';
import { openFlowModel } from './monaco.ts';

/** How long after the last key the text becomes an edit. */
const EDIT_AFTER_MS = 350;
/** How long after the first key what stands there is told, so that it is kept: a text of megabytes is not compared at every key. */
const TELL_AFTER_MS = 100;

/** The flow as text. A text that is a flow becomes one edit of the same history; any other leaves the last good drawing, and says so. */
export function FlowJson({ flowId }: { flowId: FlowId }) {
  const store = useStudioStore();
  const flow = useStudio(studio => (studio.openFlow?.flowId === flowId ? studio.openFlow.flow : null));
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  useEffect(() => {
    if (place.current === null) return;
    const model = openFlowModel(flowId);
    const made = monaco.editor.create(place.current, { ...EDITOR_OPTIONS, model });
    editor.current = made;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let telling: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      clearTimeout(telling);
      telling = undefined;
      const now = store.getState().openFlow;
      if (now?.flowId !== flowId) return;
      const json = textDifference(jsonText(now.flow), model.getValue());
      store.getState().tellTyping(json === null ? null : { json });
    };
    const resume = () => {
      const { openFlow, typing } = store.getState();
      if (openFlow?.flowId !== flowId || typing === null || !('json' in typing)) return;
      const text = withDifference(jsonText(openFlow.flow), typing.json);
      if (text === null) {
        store.getState().tellTyping(null);
        return;
      }
      model.setValue(text);
      take();
    };
    const take = () => {
      clearTimeout(timer);
      timer = undefined;
      const now = store.getState().openFlow;
      if (now?.flowId !== flowId) return;
      const read = jsonEdit(model.getValue(), now.flow);
      if (read.ok && read.value.length === 0) store.getState().tellTyping(null);
      const refusal = read.ok ? store.getState().edit(read.value, { label: 'Edit as JSON', series: 'json' }) : null;
      setTrouble(read.ok ? (refusal?.message ?? null) : read.error);
    };
    const typed = model.onDidChangeContent(event => {
      if (event.isFlush) return;
      telling ??= setTimeout(tell, TELL_AFTER_MS);
      clearTimeout(timer);
      timer = setTimeout(take, EDIT_AFTER_MS);
    });
    // Whoever goes elsewhere, to another flow perhaps, leaves what was typed behind at once.
    const left = made.onDidBlurEditorText(() => {
      if (telling !== undefined) tell();
      if (timer !== undefined) take();
    });
    resume();
    return () => {
      if (telling !== undefined) tell();
      if (made.hasTextFocus()) take();
      clearTimeout(timer);
      left.dispose();
      typed.dispose();
      made.dispose();
      model.dispose();
      editor.current = null;
    };
  }, [flowId, store]);

  // The text follows the flow, but for what is being typed right now: that text is where the flow came from.
  useEffect(() => {
    const model = editor.current?.getModel();
    if (flow === null || model === null || model === undefined) return;
    const shown = jsonEdit(model.getValue(), flow);
    if (shown.ok && shown.value.length === 0) return;
    const { typing } = store.getState();
    const isTyped = typing !== null && 'json' in typing;
    if (!shown.ok && (isTyped || editor.current?.hasTextFocus() === true)) return;
    model.setValue(jsonText(flow));
    setTrouble(null);
  }, [flow, store]);

  useEffect(followTheme, []);

  return (
    <div className={styles.json} data-place="json">
      <div ref={place} className={styles.editor} />
      {trouble !== null && (
        <div className={styles.trouble} role="status">
          The drawing shows the last text that was a flow. {trouble}
        </div>
      )}
    </div>
  );
}
