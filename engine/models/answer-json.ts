import type { Json } from '../base/json.ts';
import { parseJson } from '../base/parse-json.ts';

/**
 * The JSON value in a model's answer: the whole text, or what stands in a code fence, or what stands between the first and the last brace where words
 * stand around it. The text itself when none of them is JSON as the engine keeps it (no key twice, no number without end, no half character).
 */
export function answerJson(text: string): Json {
  const whole = text.toWellFormed();
  for (const candidate of [whole, FENCED.exec(whole)?.[1], whole.slice(whole.indexOf('{'), whole.lastIndexOf('}') + 1)]) {
    if (candidate === undefined || candidate.trim() === '') continue;
    const read = parseJson(candidate);
    if (read.ok) return read.value;
  }
  return whole;
}

const FENCED = /```(?:json)?[^\S\n]*\n([\s\S]*?)\n[^\S\n]*```/;
