import { expect } from 'vitest';

const MAX_CPU_MS = 1000;
const MAX_BYTES = 512 * 1024 * 1024;

/**
 * What a hostile input may cost at most: one second of this processor's work (not of the clock, which other processes share) and 512 MB.
 * Whatever `meet` throws fails the test. Gives what it gave.
 */
export async function harmless<Value>(meet: () => Value | Promise<Value>): Promise<Value> {
  const before = process.cpuUsage();
  const heapBefore = process.memoryUsage().rss;
  const met = await meet();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000, 'milliseconds of work').toBeLessThan(MAX_CPU_MS);
  expect(process.memoryUsage().rss - heapBefore, 'bytes more than before').toBeLessThan(MAX_BYTES);
  return met;
}

/** A sentence for a person: not empty, not endless, and no place in the program. */
export function expectSentence(text: string): void {
  expect(text.trim()).not.toBe('');
  expect(text.length).toBeLessThan(5000);
  expect(text).not.toMatch(/\n\s+at |node:internal|\.ts:\d+|ZodError|\[object Object\]|undefined is not|Cannot read propert/);
}
