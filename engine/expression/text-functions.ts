import { RE2JS } from 're2js';
import { recent } from '../base/recent.ts';
import type { Value } from './cel-value.ts';
import { ExpressionFault, type Span } from './expression-fault.ts';
import type { CelFunction } from './cel-function.ts';
import { burn, textUnits, type Fuel } from './fuel.ts';

/** Methods of texts. Positions and sizes count characters (code points), as CEL has it. */
export const TEXT_FUNCTIONS: readonly CelFunction[] = [
  test('startsWith', (text, other) => text.startsWith(other)),
  test('endsWith', (text, other) => text.endsWith(other)),
  test('contains', (text, other) => text.includes(other)),
  { ...test('matches', () => false), run: ([text, pattern], span, fuel) => matches(text, pattern, span, fuel) },
  { ...test('matches', () => false), isMethod: false, run: ([text, pattern], span, fuel) => matches(text, pattern, span, fuel) },
  method('lowerAscii', [], 'string', ([text]) => text.replace(/[A-Z]+/g, part => part.toLowerCase())),
  method('upperAscii', [], 'string', ([text]) => text.replace(/[a-z]+/g, part => part.toUpperCase())),
  method('trim', [], 'string', ([text]) => text.trim()),
  method('charAt', ['int'], 'string', ([text], [at = 0], span) => part(text, at, at + 1, span, true)),
  method('substring', ['int'], 'string', ([text], [start = 0], span) => part(text, start, undefined, span)),
  method('substring', ['int', 'int'], 'string', ([text], [start = 0, end], span) => part(text, start, end, span)),
  method('indexOf', ['string'], 'int', ([text, other = '']) => characters(text, text.indexOf(other))),
  method('lastIndexOf', ['string'], 'int', ([text, other = '']) => characters(text, text.lastIndexOf(other))),
  method('indexOf', ['string', 'int'], 'int', ([text, other = ''], [from = 0], span) =>
    characters(text, text.indexOf(other, offsetOf(text, from, span))),
  ),
  method('lastIndexOf', ['string', 'int'], 'int', ([text, other = ''], [from = 0], span) =>
    characters(text, text.lastIndexOf(other, offsetOf(text, from, span))),
  ),
  method('replace', ['string', 'string'], 'string', ([text, old = '', by = ''], _numbers, span, fuel) => {
    const parts = text.split(old);
    burn(fuel, textUnits(text.length + parts.length * by.length), span);
    return parts.join(by);
  }),
  method('split', ['string'], 'list', ([text, by = ''], _numbers, span, fuel) => {
    burn(fuel, textUnits(text.length * 8), span);
    return by === '' ? Array.from(text) : text.split(by);
  }),
];

type Texts = readonly [string, ...string[]];

/** A method of a text; `run` gets the texts and the whole numbers it was given apart. Pays for reading the first text. */
function method(
  name: string,
  takes: readonly ('string' | 'int')[],
  gives: 'string' | 'int' | 'list' | 'bool',
  run: (texts: Texts, numbers: readonly number[], span: Span, fuel: Fuel) => Value,
): CelFunction {
  return {
    name,
    isMethod: true,
    takes: ['string', ...takes],
    gives,
    run(args, span, fuel) {
      const [first = '', ...more] = args.filter(arg => typeof arg === 'string');
      burn(fuel, textUnits(first.length), span);
      return run(
        [first, ...more],
        args
          .slice(1)
          .filter(arg => typeof arg === 'number' || typeof arg === 'bigint')
          .map(Number),
        span,
        fuel,
      );
    },
  };
}

function test(name: string, run: (text: string, other: string) => boolean): CelFunction {
  return method(name, ['string'], 'bool', ([text, other = '']) => run(text, other));
}

const lastPatterns = recent<RE2JS>(200);

/**
 * RE2 has no backtracking: its time grows with text × program, at most 12 ns for a character and an instruction (measured), and usually
 * a hundredth of that. That product is what is paid, and each pattern that is new.
 */
function matches(text: Value | undefined, pattern: Value | undefined, span: Span, fuel: Fuel): boolean {
  if (typeof text !== 'string' || typeof pattern !== 'string') throw new ExpressionFault('`matches` needs a text and a pattern.', span);
  const program = lastPatterns(pattern, () => compiled(pattern, span, fuel));
  burn(fuel, Math.ceil((text.length * program.programSize()) / 16), span);
  return program.matcher(text).find();
}

function compiled(pattern: string, span: Span, fuel: Fuel): RE2JS {
  burn(fuel, 2000, span);
  const program = pattern.length > 1000 ? undefined : compile(pattern, span);
  if (program === undefined || program.programSize() > 5000) throw new ExpressionFault('This pattern is too large.', span, true);
  return program;
}

function compile(pattern: string, span: Span): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch {
    throw new ExpressionFault(
      `“${pattern.slice(0, 60)}” is no pattern that RE2 knows (it has no look-ahead and no back-references).`,
      span,
    );
  }
}

const HIGH_SURROGATE = /[\ud800-\udbff]/;

/** Code points before UTF-16 offset `offset`; −1 stays −1. Texts without pairs, which are nearly all, are looked through at once. */
function characters(text: string, offset: number): bigint {
  if (offset < 0) return -1n;
  let pairs = 0;
  for (let at = text.slice(0, offset).search(HIGH_SURROGATE); at >= 0 && at + 1 < offset; at++)
    if (isHigh(text.charCodeAt(at)) && isLow(text.charCodeAt(at + 1))) pairs++;
  return BigInt(offset - pairs);
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** What counting the characters of a text costs: little where there are no pairs. */
export const sizeUnits = (text: string): number => textUnits(HIGH_SURROGATE.test(text) ? text.length : text.length / 8);

/** The code points of a text. */
export const sizeOfText = (text: string): bigint => characters(text, text.length);

function offsetOf(text: string, at: number, span: Span): number {
  const size = Number(sizeOfText(text));
  if (at < 0 || at > size) throw new ExpressionFault(`There is no position ${at} in a text of ${size} characters.`, span);
  return size === text.length ? at : Array.from(text).slice(0, at).join('').length;
}

function part(text: string, start: number, end: number | undefined, span: Span, endsSoftly = false): string {
  const from = offsetOf(text, start, span);
  if (end === undefined) return text.slice(from);
  if (endsSoftly && from === text.length) return '';
  if (end < start) throw new ExpressionFault(`The end ${end} lies before the start ${start}.`, span);
  return text.slice(from, offsetOf(text, end, span));
}
