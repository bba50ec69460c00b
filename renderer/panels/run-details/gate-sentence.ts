import type { ValueRef } from '../../../engine/base/value-ref.ts';
import { valueWords } from './value-words.ts';

/** What a gate read and what it made of it. */
export interface GateReading {
  readonly expression: string;
  readonly reads: readonly { readonly path: string; readonly value: ValueRef }[];
  readonly result: boolean;
}

const SYMBOLS: Readonly<Record<string, string>> = { '>=': '≥', '<=': '≤', '==': '=', '!=': '≠', '>': '>', '<': '<' };

/**
 * `The gate read context.share = 0.62, needed ≥ 0.7, so the run halted.` An expression that is no single comparison is told in full:
 * `The gate read a = 1 and b = 2; “a > b” is false, so …`. `then` is the last part, e.g. `the run halted`.
 */
export function gateSentence(reading: GateReading, then: string): string {
  const needed = neededWords(reading);
  if (needed !== null) return `The gate read ${readWords(reading)}, needed ${needed}, so ${then}.`;
  const verdict = `“${reading.expression.trim()}” is ${reading.result ? 'true' : 'false'}`;
  return reading.reads.length === 0
    ? `The gate found that ${verdict}, so ${then}.`
    : `The gate read ${readWords(reading)}; ${verdict}, so ${then}.`;
}

const readWords = ({ reads }: GateReading): string => {
  const words = reads.map(({ path, value }) => `${path} = ${valueWords(value)}`);
  const last = words.pop();
  return words.length === 0 ? (last ?? '') : `${words.join(', ')} and ${last ?? ''}`;
};

/** `≥ 0.7` for `context.share >= 0.7`: one path that was read, compared with one literal. */
function neededWords({ expression, reads }: GateReading): string | null {
  const [, path, sign, literal] =
    /^\s*([\w.]+)\s*(>=|<=|==|!=|>|<)\s*(-?\d+(?:\.\d+)?|true|false|"[^"]*"|'[^']*')\s*$/.exec(expression) ?? [];
  if (path === undefined || sign === undefined || literal === undefined) return null;
  if (reads.length !== 1 || reads[0]?.path !== path) return null;
  return `${SYMBOLS[sign] ?? sign} ${literal.replace(/^['"](.*)['"]$/, '“$1”')}`;
}
