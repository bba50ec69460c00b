import { rankTexts } from '../models/bm25.ts';
import { contentStems } from '../models/words.ts';
import type { Remembrance, Snapshot } from './snapshot.ts';

/** A remembrance with the scope it is kept in. */
export interface Recalled extends Remembrance {
  readonly scope: Snapshot['scope'];
}

/** All of several snapshots, in their order. */
export const allOf = (snapshots: readonly Snapshot[]): readonly Recalled[] =>
  snapshots.flatMap(({ scope, memories }) => memories.map(memory => ({ ...memory, scope })));

/**
 * What answers a question best, first the best; what shares no word with it is left out. BM25 over these snapshots and nothing else, so that the
 * same snapshots and the same words always give the same: an index of everything would rank by what the stage must not know.
 */
export function recall(snapshots: readonly Snapshot[], question: string, limit: number): readonly Recalled[] {
  const memories = allOf(snapshots);
  const query = new Map(contentStems(question).map(stem => [stem, 1]));
  const scores = rankTexts(memories.map(({ topic, text }) => contentStems(`${topic} ${text}`))).scores(query);
  return memories
    .map((memory, index) => ({ memory, index, score: scores[index] ?? 0 }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, limit)
    .map(({ memory }) => memory);
}

/** Characters of memory that a model is given at most; of more, what answers the prompt best. */
export const MAX_RECALLED_CHARS = 20_000;

/** What a model is given of its memory for a prompt: all of it where that is little, else the best of it, in either case in the order of the snapshots. */
export function recalledFor(snapshots: readonly Snapshot[], prompt: string): readonly Recalled[] {
  const memories = allOf(snapshots);
  if (charsOf(memories) <= MAX_RECALLED_CHARS) return memories;
  const chosen = new Set<string>();
  let room = MAX_RECALLED_CHARS;
  for (const { memoryId, topic, text } of recall(snapshots, prompt, memories.length)) {
    room -= topic.length + text.length;
    if (room < 0) break;
    chosen.add(memoryId);
  }
  return memories.filter(({ memoryId }) => chosen.has(memoryId));
}

const charsOf = (memories: readonly Recalled[]): number => memories.reduce((sum, { topic, text }) => sum + topic.length + text.length, 0);
