import { expect } from 'vitest';

const MAX_CPU_MS = 1000;
const MAX_BYTES = 512 * 1024 * 1024;

/** What `reference` takes of a processor that nobody else uses, where the second below was measured. */
const REFERENCE_MS = 18;

/**
 * What a hostile input may cost at most: one second of work of such a processor (not of the clock, which other processes share) and 512 MB.
 * Whatever `meet` throws fails the test. Gives what it gave.
 */
export async function harmless<Value>(meet: () => Value | Promise<Value>): Promise<Value> {
  const before = process.cpuUsage();
  const heapBefore = process.memoryUsage().rss;
  const met = await meet();
  const ms = millisecondsSince(before);
  // A slower processor, or one that others wear, is given as much longer as it needs for the reference.
  expect(ms < MAX_CPU_MS ? ms : ms / slowness(), 'milliseconds of work').toBeLessThan(MAX_CPU_MS);
  expect(process.memoryUsage().rss - heapBefore, 'bytes more than before').toBeLessThan(MAX_BYTES);
  return met;
}

const millisecondsSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** How many times longer than `REFERENCE_MS` the same work takes here and now; 1 at least. */
function slowness(): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    reference();
    return millisecondsSince(before);
  });
  return Math.max(1, Math.min(...times) / REFERENCE_MS);
}

const SOME_STEPS = Array.from({ length: 2000 }, (_, index) => ({
  id: `step_${String(index)}`,
  title: 'x'.repeat(index % 50),
  at: (index * 7919) % 1000,
}));

/** Work of the kind that is measured: JSON, sorting, texts. */
function reference(): number {
  let sum = 0;
  for (let round = 0; round < 20; round++) {
    const copy = JSON.parse(JSON.stringify(SOME_STEPS)) as typeof SOME_STEPS; // true: a copy
    for (const { id, title } of copy.toSorted((a, b) => a.at - b.at)) sum += `${id} ${title}`.length;
  }
  return sum;
}

/** A sentence for a person: not empty, not endless, and no place in the program. */
export function expectSentence(text: string): void {
  expect(text.trim()).not.toBe('');
  expect(text.length).toBeLessThan(5000);
  expect(text).not.toMatch(/\n\s+at |node:internal|\.ts:\d+|ZodError|\[object Object\]|undefined is not|Cannot read propert/);
}
