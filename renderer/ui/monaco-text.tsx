import { useEffect, useRef } from 'react';
import type { MonacoEditorProps } from './monaco-editor.tsx';
import { EDITOR_OPTIONS, followTheme, monaco } from './monaco-setup.ts';
import type { TextProblem } from './text-problem.ts';

/** The editor itself, which `monaco-editor.tsx` loads when the first one is shown. */
export function MonacoText({
  value,
  language,
  label,
  problems = [],
  completions,
  readOnly = false,
  wrap = false,
  onChange,
  onRun,
}: MonacoEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  // What the editor calls is what was last given, without making the editor anew.
  const given = useRef({ value, onChange, onRun, completions });
  useEffect(() => {
    given.current = { value, onChange, onRun, completions };
  });

  useEffect(() => {
    if (place.current === null) return;
    const model = monaco.editor.createModel(given.current.value, language);
    const made = monaco.editor.create(place.current, {
      ...EDITOR_OPTIONS,
      model,
      readOnly,
      ariaLabel: `${label}. Press Ctrl+M to let Tab leave the editor.`,
      wordWrap: wrap ? 'on' : 'off',
      lineNumbersMinChars: 3,
    });
    editor.current = made;
    const typed = model.onDidChangeContent(() => given.current.onChange?.(model.getValue()));
    made.addAction({
      id: 'atelier.run',
      label: 'Run',
      keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter],
      run: () => given.current.onRun?.(),
    });
    const completing = monaco.languages.registerCompletionItemProvider(language, {
      triggerCharacters: ['.', ' '],
      provideCompletionItems: (asked, position) => {
        if (asked !== model) return { suggestions: [] };
        const { startColumn, endColumn } = asked.getWordUntilPosition(position);
        const range = { startLineNumber: position.lineNumber, endLineNumber: position.lineNumber, startColumn, endColumn };
        const offered = given.current.completions?.(asked.getValue(), asked.getOffsetAt(position)) ?? [];
        return {
          suggestions: offered.map(({ label: word, kind, detail }) => ({
            label: word,
            insertText: word,
            detail,
            range,
            kind:
              kind === 'table'
                ? monaco.languages.CompletionItemKind.Struct
                : kind === 'column'
                  ? monaco.languages.CompletionItemKind.Field
                  : monaco.languages.CompletionItemKind.Keyword,
          })),
        };
      },
    });
    const stopFollowing = followTheme();
    return () => {
      stopFollowing();
      completing.dispose();
      typed.dispose();
      made.dispose();
      model.dispose();
      editor.current = null;
    };
  }, [language, label, readOnly, wrap]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (model?.getValue() !== value) model?.setValue(value);
  }, [value]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (model !== null && model !== undefined)
      monaco.editor.setModelMarkers(
        model,
        'atelier',
        problems.map(problem => marker(model, problem)),
      );
  }, [problems]);

  return <div ref={place} style={{ height: '100%', minHeight: 0 }} />;
}

function marker(model: monaco.editor.ITextModel, { position, length, sentence }: TextProblem): monaco.editor.IMarkerData {
  const [start, end] = [model.getPositionAt(position), model.getPositionAt(position + length)];
  return {
    severity: monaco.MarkerSeverity.Error,
    message: sentence,
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
}
