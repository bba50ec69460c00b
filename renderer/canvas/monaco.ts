import { jsonDefaults } from 'monaco-editor/languages/features/json/register';
import { flowJsonSchema } from '../../engine/flow/flow-json-schema.ts';
import { monaco } from '../ui/monaco-setup.ts';

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
