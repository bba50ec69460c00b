import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/sql/register';
import 'monaco-editor/languages/definitions/markdown/register';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import JsonWorker from 'monaco-editor/language/json/json.worker?worker';

// Workers are files of our own: the CSP lets in no blob and no other place.
self.MonacoEnvironment = { getWorker: (_id, label) => (label === 'json' ? new JsonWorker() : new EditorWorker()) };

/** Grounds and text as in `tokens.css`; Monaco takes no variables. */
const THEMES = { light: 'atelier-light', dark: 'atelier-dark' } as const;

monaco.editor.defineTheme(THEMES.light, {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'string.key.json', foreground: '3846ad' },
    { token: 'string.value.json', foreground: '1e6b3c' },
    { token: 'number.json', foreground: '96590a' },
    { token: 'keyword.json', foreground: '8a3277' },
    { token: 'keyword', foreground: '3846ad' },
    { token: 'keyword.sql', foreground: '3846ad' },
    { token: 'predefined.sql', foreground: '8a3277' },
    { token: 'operator.sql', foreground: '545d6b' },
    { token: 'string.sql', foreground: '1e6b3c' },
    { token: 'number', foreground: '96590a' },
    { token: 'comment', foreground: '5f6979' },
  ],
  colors: {
    'editor.background': '#fbfbfc',
    'editor.lineHighlightBackground': '#f3f4f6',
    'editor.lineHighlightBorder': '#00000000',
    'editorLineNumber.foreground': '#667080',
    'editorWidget.background': '#ffffff',
    'editorWidget.border': '#e1e4e9',
    focusBorder: '#00000000',
  },
});
monaco.editor.defineTheme(THEMES.dark, {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'string.key.json', foreground: 'a3b0fa' },
    { token: 'string.value.json', foreground: '8fcfa6' },
    { token: 'number.json', foreground: 'e0ab58' },
    { token: 'keyword.json', foreground: 'dd92cd' },
    { token: 'keyword', foreground: 'a3b0fa' },
    { token: 'keyword.sql', foreground: 'a3b0fa' },
    { token: 'predefined.sql', foreground: 'dd92cd' },
    { token: 'operator.sql', foreground: 'a3adba' },
    { token: 'string.sql', foreground: '8fcfa6' },
    { token: 'number', foreground: 'e0ab58' },
    { token: 'comment', foreground: '8b96a5' },
  ],
  colors: {
    'editor.background': '#0f1216',
    'editor.lineHighlightBackground': '#151920',
    'editor.lineHighlightBorder': '#00000000',
    'editorLineNumber.foreground': '#8b96a5',
    'editorIndentGuide.background1': '#262c36',
    'editorWidget.background': '#1b2028',
    'editorWidget.border': '#2f3743',
    focusBorder: '#00000000',
  },
});

/** Keeps every editor in the window's theme; gives the function that ends it. */
export function followTheme(): () => void {
  const follow = (): void =>
    monaco.editor.setTheme(document.documentElement.dataset['mantineColorScheme'] === 'dark' ? THEMES.dark : THEMES.light);
  follow();
  const watch = new MutationObserver(follow);
  watch.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
  return () => watch.disconnect();
}

/** How every editor of the window looks and behaves. */
export const EDITOR_OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fontFamily: "'JetBrains Mono Variable', monospace",
  fontSize: 12,
  lineHeight: 19,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  padding: { top: 14, bottom: 14 },
  tabSize: 2,
  renderLineHighlight: 'line',
  overviewRulerBorder: false,
  fixedOverflowWidgets: true,
  stickyScroll: { enabled: false },
  bracketPairColorization: { enabled: false },
  overviewRulerLanes: 0,
  hideCursorInOverviewRuler: true,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
};

export { monaco };
