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
          perhaps: perhapsAnswered(quote, source, sources),
        },
      ];
    });
  });
}

/** The first two sentences of the next turn, if another person has it. */
function replyTo(passages: readonly Passage[], index: number, text: string): { first: string; whole: string } | null {
  const asked = passages[index];
  const first = passages.findIndex((passage, at) => at > index && passage.block !== asked?.block);
  const start = passages[first];
  if (start === undefined || start.speaker === null || start.speaker === asked?.speaker) return null;
  const second = passages[first + 1];
  const end = second !== undefined && second.block === start.block ? second.end : start.end;
  return { first: text.slice(start.start, start.end), whole: text.slice(start.start, end) };
}

function perhapsAnswered(question: string, asked: SourceText, sources: readonly SourceText[]): OpenQuestion['perhaps'] {
  const units = new Set(numbersIn(question).flatMap(number => (number.unit === null ? [] : [number.unit])));
  if (units.size === 0 || !/\bhow (?:much|many)\b/i.test(question)) return null;
  for (const source of sources.filter(each => each !== asked)) {
    for (const { start, end } of passagesOf(source.text).toReversed()) {
      const quote = source.text.slice(start, end);
      if (
        /\b(?:spent|left|remain\w*|used|paid)\b/i.test(quote) &&
        numbersIn(quote).some(number => number.unit !== null && units.has(number.unit))
      ) {
        return { slice: source.slice, quote };
      }
    }
  }
  return null;
}
