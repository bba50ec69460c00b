import type { Json } from '../base/json.ts';
import { parseJson } from '../base/parse-json.ts';
import { CommandEnd } from './exit.ts';
import { readInput } from './read-input.ts';

/** `name=file` words with what their files hold: JSON in a file that ends in `.json`, else its text. The option's name stands in what is said. */
export async function readNamedFiles(option: string, words: readonly string[]): Promise<Readonly<Record<string, Json>>> {
  const named = await Promise.all(
    namedWords(option, words, 'name=file').map(async ([name, file]) => [name, valueOf(file, await readInput(file))] as const),
  );
  return Object.fromEntries(named);
}

/** `left=right` words, each left once. */
export function namedWords(option: string, words: readonly string[], shape: string): readonly (readonly [string, string])[] {
  const seen = new Set<string>();
  return words.map(word => {
    const [, left, right] = /^([^=]+)=(.+)$/s.exec(word) ?? [];
    if (left === undefined || right === undefined) throw new CommandEnd(2, `${option} ${word}: write it as ${shape}.`);
    if (seen.has(left)) throw new CommandEnd(2, `${option} ${word}: “${left}” is given twice.`);
    seen.add(left);
    return [left, right] as const;
  });
}

function valueOf(file: string, text: string): Json {
  if (!file.endsWith('.json')) return text;
  const read = parseJson(text);
  if (read.ok) return read.value;
  const { line, column, message } = read.error;
  throw new CommandEnd(2, `${file} is not JSON: line ${String(line)}, column ${String(column)}: ${message}`);
}
