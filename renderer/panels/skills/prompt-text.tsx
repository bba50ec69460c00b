import { useEffect, useRef } from 'react';
import type { JsonSchema } from '../../../engine/base/json-schema.ts';
import type { PromptProblem } from '../../../engine/expression/check-prompt.ts';
import { EDITOR_OPTIONS, followTheme, monaco } from '../../ui/monaco-setup.ts';
import { openPromptModel } from './prompt-language.ts';
import styles from './skills.module.css';

interface PromptTextProps {
  readonly skill: string;
  readonly text: string;
  readonly input: JsonSchema;
  readonly problems: readonly PromptProblem[];
  readonly onType: (text: string) => void;
}

/** A prompt in Monaco: its expressions set off, completed with what the skill is given, and marked where something is wrong. Tab leaves it. */
export function PromptText({ skill, text, input, problems, onType }: PromptTextProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const typed = useRef(onType);
  const first = useRef({ text, input });
  useEffect(() => {
    typed.current = onType;
    first.current = { text, input };
  });

  useEffect(() => {
    if (place.current === null) return;
    const model = openPromptModel(skill, first.current.text, first.current.input);
    const made = monaco.editor.create(place.current, { ...OPTIONS, model });
    editor.current = made;
    const heard = model.onDidChangeContent(event => {
      if (!event.isFlush) typed.current(model.getValue());
    });
    return () => {
      heard.dispose();
      made.dispose();
      model.dispose();
      editor.current = null;
    };
  }, [skill]);

  // What was taken back, saved or changed on disk stands here too; what is being typed came from here.
  useEffect(() => {
    const model = editor.current?.getModel();
    if (model !== null && model !== undefined && model.getValue() !== text) model.setValue(text);
  }, [text]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (model === null || model === undefined) return;
    monaco.editor.setModelMarkers(
      model,
      'prompt',
      problems.map(({ severity, message, start, end }) => {
        const [from, to] = [model.getPositionAt(start), model.getPositionAt(Math.max(end, start + 1))];
        return {
          message,
          severity: severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
          ...{ startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column },
        };
      }),
    );
  }, [problems, text]);

  useEffect(followTheme, []);

  return <div ref={place} className={styles.promptText} />;
}

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  ...EDITOR_OPTIONS,
  ariaLabel: 'Prompt',
  fontSize: 12.5,
  lineHeight: 20,
  wordWrap: 'on',
  lineNumbersMinChars: 3,
  padding: { top: 10, bottom: 10 },
  tabFocusMode: true,
  renderLineHighlight: 'none',
  wordBasedSuggestions: 'off',
  unicodeHighlight: { ambiguousCharacters: false },
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, alwaysConsumeMouseWheel: false },
};
