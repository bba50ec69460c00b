import type { SourceText } from '../../models/model.ts';
import { numbersIn } from '../../models/numbers.ts';
import { passagesOf, type Passage } from '../../models/sentences.ts';

/** A question of the packet that was asked and got no answer there. */
export interface OpenQuestion {
  readonly slice: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly askedBy: string;
  /** The evasive reply; null when nobody replied. */
  readonly reply: string | null;
  /** `refused`: "I would rather not"; `unknown`: "I do not know". */
  readonly how: 'refused' | 'unknown';
  /** A sentence of another slice with a figure of the kind that was asked for: it may be the answer. */
  readonly perhaps: { readonly slice: string; readonly quote: string } | null;
}

const REFUSES =
  /\b(?:rather not|something else|not today|not want to (?:talk|speak|look)|let'?s not|(?:change|another) (?:the )?subject)\b/i;
const UNKNOWN = /\b(?:(?:do not|don[’']t|did not) know|no idea|not sure|cannot say|can[’']t say|hard to say)\b/i;

/** In the order in which they were asked. Only texts of turns have questions and replies. */
export function unansweredQuestions(sources: readonly SourceText[]): OpenQuestion[] {
  const sums = new Map<SourceText, readonly Sum[]>();
  const sumsOf = (source: SourceText): readonly Sum[] => {
    const found = sums.get(source) ?? sumsIn(source);
    sums.set(source, found);
    return found;
  };
  return sources.flatMap(source => {
    const passages = passagesOf(source.text);
    return passages.flatMap((passage, index) => {
      const quote = source.text.slice(passage.start, passage.end);
      if (passage.speaker === null || !quote.endsWith('?') || REFUSES.test(quote)) return [];
      const reply = replyTo(passages, index, source.text);
      const how = reply === null ? 'unknown' : REFUSES.test(reply.first) ? 'refused' : UNKNOWN.test(reply.first) ? 'unknown' : null;
      if (how === null) return [];
      return [
        {
          slice: source.slice,
          start: passage.start,
          end: passage.end,
          quote,
          askedBy: passage.speaker,
          reply: reply?.whole ?? null,
          how,
          perhaps: perhapsAnswered(
            quote,
            sources.filter(other => other !== source),
            sumsOf,
          ),
        },
      ];
    });
  });
}

/** The first two sentences of the next turn, if another person has it. */
function replyTo(passages: readonly Passage[], index: number, text: string): { first: string; whole: string } | null {
  const asked = passages[index];
  let first = index + 1;
  while (passages[first]?.block === asked?.block && first < passages.length) first++;
  const start = passages[first];
  if (start === undefined || start.speaker === null || start.speaker === asked?.speaker) return null;
  const second = passages[first + 1];
  const end = second !== undefined && second.block === start.block ? second.end : start.end;
  return { first: text.slice(start.start, start.end), whole: text.slice(start.start, end) };
}

/** A sentence that says what was spent, paid or left, with what is counted in it. */
interface Sum {
  readonly quote: string;
  readonly units: ReadonlySet<string>;
}

/** The last first. */
const sumsIn = ({ text }: SourceText): Sum[] =>
  passagesOf(text)
    .flatMap(({ start, end }) => {
      const quote = text.slice(start, end);
      return /\b(?:spent|left|remain\w*|used|paid)\b/i.test(quote) ? [{ quote, units: unitsIn(quote) }] : [];
    })
    .toReversed();

const unitsIn = (text: string): ReadonlySet<string> => new Set(numbersIn(text).flatMap(({ unit }) => (unit === null ? [] : [unit])));

function perhapsAnswered(
  question: string,
  others: readonly SourceText[],
  sumsOf: (source: SourceText) => readonly Sum[],
): OpenQuestion['perhaps'] {
  if (!/\bhow (?:much|many)\b/i.test(question)) return null;
  const asked = unitsIn(question);
  if (asked.size === 0) return null;
  for (const source of others) {
    const sum = sumsOf(source).find(({ units }) => [...units].some(unit => asked.has(unit)));
    if (sum !== undefined) return { slice: source.slice, quote: sum.quote };
  }
  return null;
}
