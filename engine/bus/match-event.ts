import type { Json } from '../base/json.ts';
import type { Result } from '../base/result.ts';
import { parseExpression, type Expression } from '../expression/expression.ts';
import type { BusEvent } from './event.ts';

type Evaluate = (expression: Expression, more: Readonly<Record<string, Json>>) => Promise<Result<Json, { readonly message: string }>>;

/** Whether an event fits a wait's `match`; without one every event does. An expression error is no match, and says why. */
export async function matches(
  event: BusEvent,
  match: string | null,
  evaluate: Evaluate,
): Promise<{ readonly matched: boolean; readonly reason: string }> {
  if (match === null || match.trim() === '') return { matched: true, reason: 'Every event of this type matches.' };
  const parsed = parseExpression(match);
  if (!parsed.ok) return { matched: false, reason: `The match expression does not parse: ${parsed.error.message}` };
  const value = await evaluate(parsed.value, { event: { ...event }, payload: event.payload });
  if (!value.ok) return { matched: false, reason: `The match expression failed: ${value.error.message}` };
  return value.value === true
    ? { matched: true, reason: `${match} is true.` }
    : { matched: false, reason: `${match} is not true for this event.` };
}

/** The first of these that fits, with why the earlier ones did not. */
export async function firstMatch(
  events: readonly BusEvent[],
  match: string | null,
  evaluate: Evaluate,
): Promise<{ readonly event: BusEvent | null; readonly unmatched: readonly { readonly event: BusEvent; readonly reason: string }[] }> {
  const unmatched: { event: BusEvent; reason: string }[] = [];
  for (const event of events) {
    const { matched, reason } = await matches(event, match, evaluate);
    if (matched) return { event, unmatched };
    unmatched.push({ event, reason });
  }
  return { event: null, unmatched };
}
