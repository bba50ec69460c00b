import type { Json } from '../../../engine/base/json.ts';
import { SliceName } from '../../../engine/base/ids.ts';
import type { JsonSchema } from '../../../engine/base/json-schema.ts';
import { SliceSource } from '../../../engine/packet/slice-source.ts';
import { readSource } from '../../../engine/recipes/read-source.ts';
import { openSourceRoot } from '../../../engine/recipes/source-root.ts';

/** What a source under a folder gives, and the notes; or why it gives nothing. */
export async function given(
  folder: string,
  source: unknown,
  { schema = {}, secrets = {} }: { readonly schema?: JsonSchema; readonly secrets?: Readonly<Record<string, string>> } = {},
): Promise<readonly Json[] | string> {
  const needs = { root: openSourceRoot(folder), secrets, given: {} };
  const read = await readSource(SliceName.parse('slice'), SliceSource.parse(source), schema, needs);
  return read.ok ? [read.value.value, ...read.value.origin.notes] : read.error;
}
