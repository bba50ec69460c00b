import type { Json } from '../base/json.ts';
import type { TypeName } from './cel-value.ts';
import { chainBefore, localsAt } from './chain-before.ts';
import { FUNCTIONS } from './functions.ts';
import { fieldsAt, fieldText, isIdentifier, knownAt, type KnownHere } from './known-paths.ts';
import type { ReadPath } from './read-paths.ts';
import type { Shape } from './shape.ts';
import { shapeWords } from './shape-words.ts';
import { quotedSpans } from './text-spans.ts';

/** Something that may stand at the caret. */
export interface Completion {
  readonly kind: 'variable' | 'function' | 'word' | 'text';
  /** As it is shown. */
  readonly label: string;
  /** What it is: "a text", "a list", "gives a whole number". */
  readonly detail: string;
  /** Its value now; undefined where none is known. */
  readonly value: Json | undefined;
  /** From the root on; null for what is no variable. */
  readonly path: ReadPath | null;
  /** Put in place of `from` to `to`. */
  readonly insert: string;
  /** Where the caret goes then, from the beginning of `insert`. */
  readonly caret: number;
}

export interface Completions {
  readonly from: number;
  readonly to: number;
  /** The likeliest first. */
  readonly options: readonly Completion[];
}

const MOST = 60;
const NONE: readonly Completion[] = [];

/** What may be written at the caret of an expression that is being typed, whether it parses by now or not. */
export function completeExpression(text: string, caret: number, known: KnownHere): Completions {
  const inside = quotedSpans(text).find(({ start, end, isClosed }) => start < caret && (caret < end || !isClosed));
  if (inside !== undefined) return inside.kind === 'comment' ? nothingAt(caret) : completeText(text, inside, known);
  const typed = /[A-Za-z_]\w*$/.exec(text.slice(0, caret))?.[0] ?? '';
  const from = caret - typed.length;
  const to = caret + (typed === '' ? 0 : (/^\w*/.exec(text.slice(caret))?.[0].length ?? 0));
  if (text[from - 1] === '.') {
    const members = membersAt(text, from - 1, known);
    return { from: members.from, to, options: fitting(members.options, typed) };
  }
  const before = text.slice(0, from);
  if (typed === '' && /[\w)\]"']\s*$/.test(before) && !/\bin\s*$/.test(before))
    return { from, to, options: /\s$/.test(before) ? operatorsAfter(before, known) : NONE };
  const asked = typed === '' ? comparedWith(before, known) : NONE;
  return { from, to, options: [...asked, ...fitting([...roots(text, from, known), ...FREE], typed)].slice(0, MOST) };
}

const nothingAt = (caret: number): Completions => ({ from: caret, to: caret, options: [] });

/** Those that begin so, then those that hold it; letters of either case. */
function fitting(options: readonly Completion[], typed: string): readonly Completion[] {
  const wanted = typed.toLowerCase();
  const named = (option: Completion): string => option.label.toLowerCase();
  const begins = options.filter(option => named(option).startsWith(wanted));
  return [...begins, ...options.filter(option => !begins.includes(option) && named(option).includes(wanted))].slice(0, MOST);
}

function roots(text: string, at: number, known: KnownHere): readonly Completion[] {
  const locals = localsAt(text, at, known).map(({ name, shape, value }) => variable([name], name, name, shape, value));
  const named = known.roots.map(root => {
    const { shape, value } = knownAt([root], known) ?? { shape: { kind: 'any' } as const, value: undefined };
    return variable([root], root, shape.kind === 'map' ? `${root}.` : root, shape, value);
  });
  return [...locals, ...named];
}

const variable = (path: ReadPath, label: string, insert: string, shape: Shape, value: Json | undefined): Completion => ({
  kind: 'variable',
  label,
  detail: shape.kind === 'any' ? '' : shapeWords(shape),
  value,
  path,
  insert,
  caret: insert.length,
});

/** Fields and methods of what stands before the dot. */
function membersAt(text: string, dot: number, known: KnownHere): { readonly from: number; readonly options: readonly Completion[] } {
  const chain = chainBefore(text, dot);
  const found = chain === null ? null : knownAt(chain.path, known, localsAt(text, chain.start, known));
  const shape: Shape = found?.shape ?? { kind: 'any' };
  const names = found === null ? [] : fieldsAt(shape, found.value);
  const plain = names.every(isIdentifier);
  const fields = names.map(name => {
    const path = [...(chain?.path ?? []), name];
    const at = knownAt(path, known, localsAt(text, dot, known));
    const whole = chain?.path.length === 1 && chain.path[0] === 'steps' ? `${fieldText(name)}.output` : fieldText(name);
    // Where one name needs brackets the dot goes, and every other brings its own.
    return variable(path, name, plain ? whole.slice(1) : whole, at?.shape ?? { kind: 'any' }, at?.value);
  });
  const methods = METHODS.filter(({ of }) => shape.kind === 'any' || of.includes(shape.kind)).map(({ option }) =>
    plain ? option : { ...option, insert: `.${option.insert}`, caret: option.caret + 1 },
  );
  return { from: plain ? dot + 1 : dot, options: [...fields, ...(shape.kind === 'map' && names.length > 0 ? NONE : methods)] };
}

/** Inside of a text: the texts that the field beside it can be. */
function completeText(
  text: string,
  { start, end, isClosed }: { start: number; end: number; isClosed: boolean },
  known: KnownHere,
): Completions {
  const options = comparedWith(text.slice(0, start), known);
  const typed = text.slice(start + 1, isClosed ? end - 1 : end).toLowerCase();
  return { from: start, to: end, options: options.filter(({ label }) => label.toLowerCase().includes(typed)) };
}

/** After `field ==`, `field !=` or `field in [`: the texts that the field can be. */
function comparedWith(before: string, known: KnownHere): readonly Completion[] {
  const operator = /\s*(==|!=|\bin\s*\[(?:[^\]]*,)?)\s*$/.exec(before);
  const chain = operator === null ? null : chainBefore(before, operator.index);
  const shape = chain === null ? undefined : knownAt(chain.path, known, localsAt(before, chain.start, known))?.shape;
  if (shape?.kind === 'bool') return WORDS.filter(({ label }) => label !== 'null');
  return shape?.kind === 'string' && shape.oneOf !== null
    ? shape.oneOf.map(one => ({ ...word(JSON.stringify(one)), kind: 'text', label: one, detail: '' }))
    : NONE;
}

/** How what stands there may go on. */
function operatorsAfter(before: string, known: KnownHere): readonly Completion[] {
  const end = before.trimEnd().length;
  const chain = chainBefore(before, end);
  const kind = chain === null ? 'any' : (knownAt(chain.path, known, localsAt(before, end, known))?.shape.kind ?? 'any');
  const compared = /(?:==|!=|[<>]=?|\bin)\s*\S*$/.test(before.trimEnd());
  const ordered = !compared && (kind === 'number' || kind === 'string' || kind === 'any' || kind === 'timestamp');
  const options = [...(compared ? [] : ['==', '!=']), ...(ordered ? ['>=', '<=', '>', '<'] : []), ...(compared ? [] : ['in']), '&&', '||'];
  return options.map(operator => ({ ...word(`${operator} `), label: operator, detail: OPERATOR_WORDS[operator] ?? '' }));
}

const OPERATOR_WORDS: Readonly<Record<string, string>> = {
  '==': 'is',
  '!=': 'is not',
  '>=': 'is at least',
  '<=': 'is at most',
  '>': 'is more than',
  '<': 'is less than',
  in: 'is one of',
  '&&': 'and',
  '||': 'or',
};

const word = (insert: string): Completion => ({
  kind: 'word',
  label: insert,
  detail: '',
  value: undefined,
  path: null,
  insert,
  caret: insert.length,
});

const WORDS: readonly Completion[] = ['true', 'false', 'null'].map(word);

const calling = (name: string, detail: string, takesMore: boolean): Completion => ({
  kind: 'function',
  label: `${name}(${takesMore ? '…' : ''})`,
  detail,
  value: undefined,
  path: null,
  insert: `${name}()`,
  caret: name.length + (takesMore ? 1 : 2),
});

const GIVES: Readonly<Record<TypeName | 'any', string>> = {
  null: 'gives null',
  bool: 'gives true or false',
  int: 'gives a whole number',
  double: 'gives a number',
  string: 'gives a text',
  bytes: 'gives bytes',
  list: 'gives a list',
  map: 'gives an object',
  timestamp: 'gives a timestamp',
  duration: 'gives a duration',
  type: 'gives a type',
  any: '',
};

/** Functions that stand by themselves, and the words of the language. */
const FREE: readonly Completion[] = [
  calling('has', 'is this field there?', true),
  ...[...new Map(FUNCTIONS.filter(({ isMethod }) => !isMethod).map(one => [one.name, one])).values()].map(({ name, gives }) =>
    calling(name, GIVES[gives], true),
  ),
  ...WORDS,
];

const WALKS = [
  ['all', 'is it so for each?'],
  ['exists', 'is it so for one at least?'],
  ['exists_one', 'is it so for exactly one?'],
  ['filter', 'those for which it is so'],
  ['map', 'something of each'],
] as const;

const SHAPE_OF: Partial<Record<TypeName, Shape['kind']>> = {
  string: 'string',
  list: 'list',
  map: 'map',
  bytes: 'bytes',
  timestamp: 'timestamp',
  duration: 'duration',
};

/** Methods, each with the shapes that have it. */
const METHODS: readonly { readonly option: Completion; readonly of: readonly Shape['kind'][] }[] = [
  ...WALKS.map(([name, detail]) => ({
    option: { ...calling(name, detail, true), insert: `${name}(one, )`, caret: name.length + 6 },
    of: ['list', 'map'] as const,
  })),
  ...[
    ...Map.groupBy(
      FUNCTIONS.filter(({ isMethod }) => isMethod),
      ({ name }) => name,
    ),
  ].map(([name, ways]) => ({
    option: calling(
      name,
      GIVES[ways[0]?.gives ?? 'any'],
      ways.some(({ takes }) => takes.length > 1) && !ways.some(({ takes }) => takes.length === 1),
    ),
    of: ways.flatMap(({ takes: [first] }) => (first === undefined || first === 'number' || first === 'any' ? [] : (SHAPE_OF[first] ?? []))),
  })),
];
