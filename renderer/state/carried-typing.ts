import { applyPatch, createPatch } from 'diff';
import type { Flow } from '../../engine/flow/flow.ts';
import { jsonText } from '../canvas/json-edit.ts';
import type { Typing } from './kept-history.ts';
import { textDifference, withDifference } from './text-difference.ts';

export interface CarriedTyping {
  /** Null when nothing half typed is left. */
  readonly typing: Typing | null;
  /** True when the flow changed in the very lines that are half typed: the typed lines then stand in the place of that change. */
  readonly isOverChange: boolean;
}

/** What is half typed into a flow's JSON, laid over the text of the flow after a change that was made elsewhere: line by line, so that both stay. */
export function carriedTyping(typing: Typing | null, before: Flow, after: Flow): CarriedTyping {
  if (typing === null || !('json' in typing)) return { typing, isOverChange: false };
  const [was, is] = [jsonText(before), jsonText(after)];
  const typed = withDifference(was, typing.json);
  if (typed === null) return { typing: null, isOverChange: false };
  const joined = applyPatch(is, createPatch('', was, typed), { fuzzFactor: 2 });
  const json = textDifference(is, joined === false ? typed : joined);
  return { typing: json === null ? null : { json }, isOverChange: joined === false };
}
