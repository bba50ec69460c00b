import { ERROR_CLASSES, type ErrorClass, type StepError } from '../../engine/base/step-error.ts';
import type { Json } from '../../engine/base/json.ts';
import { ok, refused, type Result } from '../../engine/base/result.ts';

/**
 * What a model or a product does, one line a call: `answers {json}`, `fails class/code [retry after MILLISECONDS]`, `hangs` until it is
 * stopped, and then fails as it says, `breaks` as only a mistake of ours would. After the last line it says `not_found`, which nothing repeats.
 */
export function openScript(lines: readonly string[]): (signal: AbortSignal) => Promise<Result<Json, StepError>> {
  const left = [...lines];
  return async signal => {
    const [verb = '', rest = ''] = /^(\S+)(?: (.*))?$/.exec(left.shift() ?? 'fails not_found/script_over')?.slice(1) ?? [];
    switch (verb) {
      case 'answers':
        return ok(JSON.parse(rest) as Json); // true: JSON.parse gives JSON
      case 'fails':
        return refused(failureOf(rest));
      case 'hangs':
        if (!signal.aborted) await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
        return refused(failureOf(rest === '' ? 'cancelled/stopped' : rest));
      case 'breaks':
        throw new Error('a mistake in the code of a call');
      default:
        throw new Error(`A script knows no “${verb}”.`);
    }
  };
}

function failureOf(text: string): StepError {
  const [, named = '', code = '', after] = /^(\w+)\/(\w+)(?: retry after (\d+))?$/.exec(text) ?? [];
  const errorClass = ERROR_CLASSES.find((each): each is ErrorClass => each === named);
  if (errorClass === undefined) throw new Error(`There is no error class “${named}”.`);
  return {
    class: errorClass,
    code,
    message: 'It was not done. Look at the script of this scene.',
    ...(after === undefined ? {} : { retryAfterMs: Number(after) }),
  };
}
