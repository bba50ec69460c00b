import type { MemoryVersion } from './memory.ts';

/**
 * Whether a step's word is to become a version. It is not when a step said the same before: so a flow that runs again adds nothing, and what a
 * person corrected or retired since stays as that person left it, until a step has something new to say. `history` oldest first.
 */
export function isNews(history: readonly MemoryVersion[], text: string): boolean {
  const lastWord = history.findLast(({ source }) => source !== null);
  if (lastWord !== undefined) return lastWord.text !== text;
  return history.at(-1)?.text !== text;
}
