import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import { jsonDefaults } from 'monaco-editor/languages/features/json/register';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import JsonWorker from 'monaco-editor/language/json/json.worker?worker';
import { flowJsonSchema } from '../../engine/flow/flow-json-schema.ts';

// Workers are files of our own: the CSP lets in no blob and no other place.
self.MonacoEnvironment = { getWorker: (_id, label) => (label === 'json' ? new JsonWorker() : new EditorWorker()) };

const SCHEMA_URI = 'atelier://schemas/flow.json';

jsonDefaults.setDiagnosticsOptions({
  validate: true,
  allowComments: false,
  enableSchemaRequest: false,
  schemas: [{ uri: SCHEMA_URI, fileMatch: ['*.flow.json'], schema: flowJsonSchema() }],
});

/** A text to be edited as a flow: completed, explained and checked by the flow's schema. */
export const openFlowModel = (flowId: string): monaco.editor.ITextModel => {
  const uri = monaco.Uri.parse(`atelier://flows/${flowId}.flow.json`);
  return monaco.editor.getModel(uri) ?? monaco.editor.createModel('', 'json', uri);
};

/** Grounds and text as in `tokens.css`; Monaco takes no variables. */
export const THEMES = { light: 'atelier-light', dark: 'atelier-dark' } as const;

monaco.editor.defineTheme(THEMES.light, {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'string.key.json', foreground: '3846ad' },
    { token: 'string.value.json', foreground: '1e6b3c' },
    { token: 'number.json', foreground: '96590a' },
    { token: 'keyword.json', foreground: '8a3277' },
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

export { monaco };
