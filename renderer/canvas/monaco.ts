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
  schemas: [{ uri: SCHEMA_URI, fileMatch: ['*.flow.json'], schema: flowJsonSchema }],
});

/** A text to be edited as a flow: completed, explained and checked by the flow's schema. */
export const openFlowModel = (flowId: string): monaco.editor.ITextModel => {
  const uri = monaco.Uri.parse(`atelier://flows/${flowId}.flow.json`);
  return monaco.editor.getModel(uri) ?? monaco.editor.createModel('', 'json', uri);
};

export { monaco };
