import type { Json } from '../base/json.ts';
import { schemaProblems } from '../base/json-schema.ts';
import { parseJson } from '../base/parse-json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { unusableAnswer, type Asked } from './outcome-unknown.ts';
import type { ProductAction } from './product.ts';
import { MAX_ANSWER_BYTES } from './send-request.ts';

/** The JSON of a successful answer, which fits the action's response schema; an empty body is null. */
export function readAnswer(
  asked: Asked,
  { response }: ProductAction,
  { contentType, text }: { readonly contentType: string | undefined; readonly text: string },
): Result<Json, StepError> {
  const unusable = (code: string, what: string) => refused(unusableAnswer(asked, code, what));
  let value: Json = null;
  if (text !== '') {
    const [kind = '', ...parameters] = (contentType ?? '').toLowerCase().split(/\s*;\s*/);
    if (!/^application\/(?:[a-z0-9.!#$&^_-]+\+)?json$/.test(kind))
      return unusable(
        'not_json',
        `It sent ${kind === '' ? 'something without a content type' : kind.slice(0, 80)} where JSON belongs. Look whether the address in workspace.json is the product’s.`,
      );
    if (parameters.some(each => each.startsWith('charset=') && !/^charset="?utf-?8"?$/.test(each)))
      return unusable('not_utf8', 'It sent text in another encoding than UTF-8. Have it answer in UTF-8.');
    const parsed = parseJson(text, { maxBytes: MAX_ANSWER_BYTES });
    if (!parsed.ok)
      return unusable(
        'not_json',
        `Its JSON is broken at line ${parsed.error.line}, column ${parsed.error.column}: ${parsed.error.message}`,
      );
    value = parsed.value;
  }
  const [problem] = schemaProblems(response, value);
  if (problem === undefined) return ok(value);
  const place = problem.path === '' ? 'The answer' : `The answer’s ${problem.path}`;
  return unusable(
    'schema_mismatch',
    `${place.slice(0, 200)} does not fit the response that the manifest tells: ${problem.message.slice(0, 500)}`,
  );
}
