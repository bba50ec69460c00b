import { z } from 'zod';

/** What one change made of a text: `removed` letters at `at` gave way to `text`. Counted in UTF-16 units. */
export const TextDifference = z.object({
  at: z.int().nonnegative(),
  removed: z.int().nonnegative(),
  text: z.string(),
  /** Of the text before it: a difference says nothing about any other. */
  beforeLength: z.int().nonnegative(),
});
export type TextDifference = z.infer<typeof TextDifference>;

/** The smallest single change that makes `after` of `before`; null when they are the same. */
export function textDifference(before: string, after: string): TextDifference | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail += 1;
  return {
    at: head,
    removed: before.length - head - tail,
    text: after.slice(head, after.length - tail),
    beforeLength: before.length,
  };
}

/** The text after a change; null when the change was made to another text. */
export function withDifference(before: string, { at, removed, text, beforeLength }: TextDifference): string | null {
  if (before.length !== beforeLength || at + removed > before.length) return null;
  return before.slice(0, at) + text + before.slice(at + removed);
}
