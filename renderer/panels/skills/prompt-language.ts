import { inputNames } from '../../../engine/expression/check-prompt.ts';
import type { JsonSchema } from '../../../engine/base/json-schema.ts';
import { monaco } from '../../ui/monaco-setup.ts';

/** The language of prompts: prose, with `{{ expressions }}` set off. */
export const PROMPT_LANGUAGE = 'atelier-prompt';

/** What may be read in the prompt of a text; its editor says so for as long as it stands. */
const INPUTS = new Map<string, JsonSchema>();

monaco.languages.register({ id: PROMPT_LANGUAGE });
monaco.languages.setLanguageConfiguration(PROMPT_LANGUAGE, {
  brackets: [['{{', '}}']],
  autoClosingPairs: [{ open: '{{', close: '}}' }],
});
monaco.languages.setMonarchTokensProvider(PROMPT_LANGUAGE, {
  tokenizer: {
    root: [
      [/\{\{/, { token: 'keyword.json', next: '@expression' }],
      [/^#+ .*$/, 'string.key.json'],
      [/[^{#]+|./, ''],
    ],
    expression: [
      [/\}\}/, { token: 'keyword.json', next: '@pop' }],
      [/"[^"]*"|'[^']*'/, 'string.value.json'],
      [/\d+(?:\.\d+)?/, 'number.json'],
      [/[^}"'\d]+|./, 'string.key.json'],
    ],
  },
});
monaco.languages.registerCompletionItemProvider(PROMPT_LANGUAGE, {
  triggerCharacters: ['{', '.'],
  provideCompletionItems(model, position) {
    const before = model.getValueInRange({
      startLineNumber: position.lineNumber,
      startColumn: 1,
      endLineNumber: position.lineNumber,
      endColumn: position.column,
    });
    const open = /\{\{[^}]*$/.exec(before);
    if (open === null) return { suggestions: [] };
    const { startColumn, endColumn } = model.getWordUntilPosition(position);
    const isAfterInput = /input\.\w*$/.test(before);
    const range = { startLineNumber: position.lineNumber, endLineNumber: position.lineNumber, startColumn, endColumn };
    return {
      suggestions: inputNames(INPUTS.get(model.uri.toString()) ?? {}).map(name => ({
        label: `input.${name}`,
        filterText: isAfterInput ? name : `input.${name}`,
        insertText: isAfterInput ? name : `${before.endsWith('{{') ? ' ' : ''}input.${name}`,
        kind: monaco.languages.CompletionItemKind.Field,
        range,
      })),
    };
  },
});

/** The text of a skill's prompt, to be edited; whoever opened it disposes of it. */
export function openPromptModel(skill: string, text: string, input: JsonSchema): monaco.editor.ITextModel {
  const uri = monaco.Uri.parse(`atelier://prompts/${encodeURIComponent(skill)}.prompt`);
  INPUTS.set(uri.toString(), input);
  const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel(text, PROMPT_LANGUAGE, uri);
  if (model.getValue() !== text) model.setValue(text);
  model.onWillDispose(() => void INPUTS.delete(uri.toString()));
  return model;
}
