import { jsonDefaults } from 'monaco-editor/languages/features/json/register';
import { flowJsonSchema } from '../../engine/flow/flow-json-schema.ts';
import { monaco } from '../ui/monaco-setup.ts';
import type { JsonMark } from './json-marks.ts';

const SCHEMA_URI = 'atelier://schemas/flow.json';

// The schema completes and explains. What is wrong our own reader says: in sentences, once, and the same on every screen.
jsonDefaults.setDiagnosticsOptions({
  validate: false,
  allowComments: false,
  enableSchemaRequest: false,
  schemas: [{ uri: SCHEMA_URI, fileMatch: ['*.flow.json'], schema: flowJsonSchema() }],
});

/** A text to be edited as a flow: completed and explained by the flow's schema. */
export const openFlowModel = (flowId: string): monaco.editor.ITextModel => {
  const uri = monaco.Uri.parse(`atelier://flows/${flowId}.flow.json`);
  return monaco.editor.getModel(uri) ?? monaco.editor.createModel('', 'json', uri);
};

/** Puts a wave under what is wrong; F8 goes from one to the next. */
export function showMarks(model: monaco.editor.ITextModel, marks: readonly JsonMark[]): void {
  monaco.editor.setModelMarkers(
    model,
    'atelier',
    marks.map(({ severity, message, start, end }) => {
      const [from, to] = [model.getPositionAt(start), model.getPositionAt(end)];
      return {
        severity: severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
        message,
        startLineNumber: from.lineNumber,
        startColumn: from.column,
        endLineNumber: to.lineNumber,
        endColumn: to.column,
      };
    }),
  );
}
