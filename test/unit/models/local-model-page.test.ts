import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { JsonSchema, schemaProblems } from '../../../engine/base/json-schema.ts';
import { localExtractive } from '../../../engine/models/local-extractive.ts';
import { HEAVY_CHARS } from '../../../engine/sage-thread/in-threads.ts';

const PAGE = readFileSync('docs/local-model.md', 'utf8');
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(PAGE)?.[1] ?? '';

it('the page on the embedded model shows the very answer that it gives', async () => {
  const outputSchema = JsonSchema.parse(parse(block('yaml')));
  const request = { modelClass: 'drafting', prompt: '', sources: [], outputSchema, corrections: [] } as const;
  const answer = await localExtractive().generate({ ...request, input: { letter: block('text') } }, new AbortController().signal);
  if (!answer.ok) throw new Error(answer.error.message);

  expect(answer.value.output).toEqual(JSON.parse(block('json')));
  expect(schemaProblems(outputSchema, answer.value.output)).toEqual([]);
  expect(PAGE).toContain(`From ${HEAVY_CHARS.toLocaleString('en')} characters on`);
});
