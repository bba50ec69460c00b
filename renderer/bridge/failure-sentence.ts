import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { HostGoneError } from './host.ts';

const Told = z.object({ sentence: z.string() });
const Problems = z.object({ problems: z.array(z.object({ message: z.string() })).min(1) });

/** What went wrong with a call, as a sentence for a person. */
export function failureSentence(error: unknown): string {
  if (error instanceof ORPCError) {
    const told = Told.safeParse(error.data);
    if (told.success) return told.data.sentence;
    const problems = Problems.safeParse(error.data);
    const first = problems.success ? problems.data.problems[0] : undefined;
    return first === undefined ? error.message : `${error.message} ${first.message}`;
  }
  if (error instanceof HostGoneError) return error.message;
  if (error instanceof DOMException && error.name === 'AbortError') return 'The engine went away before it answered. Please try again.';
  return error instanceof Error
    ? `${error.message} This is a fault of Atelier; please try again.`
    : 'Something went wrong that nobody foresaw. Please try again.';
}
