import { parseExpression } from '../../expression/expression.ts';
import { stepOf, stepTitle, type Flow } from '../../flow/flow.ts';
import { DEFAULT_OUTCOMES } from '../../steps/human_task/definition.ts';
import { capital, listed, spaced } from './sheet-words.ts';

/**
 * What a rule of a flow asks, for people who read no expressions: `the mission fit score is at least 0.6 and the answer to “Partner decides” is
 * “Approve”`. A rule that is more involved is told by what it looks at.
 */
export function ruleWords(flow: Flow, expression: string): string {
  const parts = expression.split(/\s*(&&|\|\|)\s*/);
  const words = parts.map((part, index) => (index % 2 === 1 ? (part === '&&' ? 'and' : 'or') : comparisonWords(flow, part)));
  return words.includes(null) ? readsWords(flow, expression) : words.join(' ');
}

const COMPARISON = /^(size\()?([A-Za-z_][\w.]*)(\))?\s*(>=|<=|==|!=|>|<)\s*('[^']*'|"[^"]*"|-?\d+(?:\.\d+)?|[A-Za-z_][\w.]*)$/;
const IS: Readonly<Record<string, string>> = {
  '>=': 'is at least',
  '<=': 'is at most',
  '>': 'is more than',
  '<': 'is less than',
  '==': 'is',
  '!=': 'is not',
};

/** Null for what is no plain comparison of one thing with one value. */
function comparisonWords(flow: Flow, text: string): string | null {
  const [, size, path = '', end, sign = '', literal = ''] = COMPARISON.exec(text.trim()) ?? [];
  if (path === '' || (size === undefined) !== (end === undefined)) return null;
  const thing = thingWords(flow, path);
  return `${size === undefined ? thing : `the number of ${thing.replace(/^the /, '')}`} ${IS[sign] ?? sign} ${literalWords(flow, path, literal)}`;
}

const WORDS: Readonly<Record<string, string>> = { null: 'missing', true: 'so', false: 'not so' };

/** What a thing is compared with: a value, an answer by its button, or another thing. */
function literalWords(flow: Flow, path: string, literal: string): string {
  if (/^['"]/.test(literal)) return `“${valueWords(flow, path, literal.slice(1, -1))}”`;
  if (Object.hasOwn(WORDS, literal)) return WORDS[literal] ?? literal;
  return /^[A-Za-z_]/.test(literal) ? thingWords(flow, literal) : literal;
}

/** The thing a path leads to: `the mission fit score`, `the answer to “Partner decides”`, `the total of “Terra grounds the claims”`. */
export function thingWords(flow: Flow, path: string): string {
  const asked = askedAt(flow, path);
  if (asked !== null) return `the answer to “${stepTitle(asked)}”`;
  const [root = '', first = '', ...rest] = path.split('.');
  const last = spaced(rest.at(-1) ?? first);
  if (root === 'steps') {
    const step = stepOf(flow, first);
    const title = step === undefined ? spaced(first) : stepTitle(step);
    return rest.length > 1 ? `the ${last} of “${title}”` : `what “${title}” gave`;
  }
  if (root === 'run' && first === 'id') return 'this very run';
  return last === '' ? `the ${spaced(root)}` : `the ${last}`;
}

/** The human task whose outcome a path reads, directly or by what it was saved as. */
function askedAt(flow: Flow, path: string) {
  const [root, name = '', ...rest] = path.split('.');
  const step =
    root === 'steps' && rest.join('.') === 'output.outcome'
      ? stepOf(flow, name)
      : root === 'context' && rest.length === 0
        ? flow.steps.find(each => each.kind === 'human_task' && each.save?.[name] === 'output.outcome')
        : undefined;
  return step?.kind === 'human_task' ? step : null;
}

/** A value as its button says it, where it is an answer. */
function valueWords(flow: Flow, path: string, value: string): string {
  const asked = askedAt(flow, path);
  const outcomes = asked === null ? [] : (asked.config.outcomes ?? DEFAULT_OUTCOMES);
  return outcomes.find(({ id }) => id === value)?.label ?? value;
}

function readsWords(flow: Flow, expression: string): string {
  const parsed = parseExpression(expression);
  const paths = parsed.ok ? parsed.value.reads.map(path => path.filter(part => typeof part === 'string').join('.')) : [];
  const things = [...new Set(paths.map(path => thingWords(flow, path)))].slice(0, 4);
  return things.length === 0 ? 'a rule of its own holds' : `a rule about ${listed(things, 'and')} holds`;
}

/** A text with its `{{ expressions }}` told as things in brackets: `Read the brief for [name] (fit [mission fit score]).` */
export const templateWords = (flow: Flow, text: string): string =>
  text.replace(/\{\{([^}]*)\}\}/g, (_whole, expression: string) => {
    const path = expression.trim();
    if (/^[A-Za-z_][\w.]*$/.test(path)) return `[${thingWords(flow, path).replace(/^the /, '')}]`;
    const parsed = parseExpression(path);
    const [first] = parsed.ok ? parsed.value.reads : [];
    const words = first === undefined ? '' : thingWords(flow, first.filter(part => typeof part === 'string').join('.'));
    return words === '' ? '[…]' : `[${words.replace(/^the /, '')}]`;
  });

/** A rule as a sentence of its own. */
export const ruleSentence = (flow: Flow, expression: string): string =>
  expression.trim() === '' ? 'No rule has been set yet.' : `${capital(ruleWords(flow, expression))}?`;
