import { useEffect, useRef } from 'react';
import type { MonacoDiffProps } from './monaco-diff.tsx';
import { EDITOR_OPTIONS, followTheme, monaco } from './monaco-setup.ts';

/** The editor itself, which `monaco-diff.tsx` loads when the first one is shown. */
export function MonacoDiffText({ was, is, language, label, onlyDifferences, line, onDifferences }: MonacoDiffProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneDiffEditor | null>(null);
  const given = useRef(onDifferences);
  useEffect(() => {
    given.current = onDifferences;
  });

  useEffect(() => {
    if (place.current === null) return;
    const models = { original: monaco.editor.createModel(was, language), modified: monaco.editor.createModel(is, language) };
    const made = monaco.editor.createDiffEditor(place.current, {
      ...EDITOR_OPTIONS,
      readOnly: true,
      originalEditable: false,
      domReadOnly: true,
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
      renderSideBySideInlineBreakpoint: 620,
      renderOverviewRuler: true,
      renderMarginRevertIcon: false,
      renderGutterMenu: false,
      ignoreTrimWhitespace: false,
      originalAriaLabel: `${label}: A, read only`,
      modifiedAriaLabel: `${label}: B, read only`,
    });
    made.setModel(models);
    editor.current = made;
    const told = made.onDidUpdateDiff(() =>
      given.current(
        (made.getLineChanges() ?? []).map(({ modifiedStartLineNumber, modifiedEndLineNumber }) => ({
          line: Math.max(1, modifiedEndLineNumber === 0 ? modifiedStartLineNumber + 1 : modifiedStartLineNumber),
        })),
      ),
    );
    const stopFollowing = followTheme();
    return () => {
      stopFollowing();
      told.dispose();
      made.dispose();
      models.original.dispose();
      models.modified.dispose();
      editor.current = null;
    };
  }, [was, is, language, label]);

  useEffect(() => {
    editor.current?.updateOptions({ hideUnchangedRegions: { enabled: onlyDifferences, contextLineCount: 3, minimumLineCount: 4 } });
  }, [onlyDifferences, was, is, language, label]);

  useEffect(() => {
    if (line === null) return;
    const shown = editor.current?.getModifiedEditor();
    shown?.setPosition({ lineNumber: line, column: 1 });
    shown?.revealLineInCenter(line);
  }, [line]);

  return <div ref={place} style={{ height: '100%', minHeight: 0 }} />;
}
