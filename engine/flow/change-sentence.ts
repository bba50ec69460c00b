import type { Json } from '../base/json.ts';
import { shortDuration, shortTexts, shortWords } from './short-words.ts';

/** What people call the steps of the two flows: titles, and an id where there is none. */
export interface Naming {
  was(stepId: string): string;
  is(stepId: string): string;
}

interface Change {
  readonly was?: Json;
  readonly is?: Json;
}

/** The two sides of a change, absent where there is no value. */
export const changedValue = (was: Json | undefined, is: Json | undefined): Change => ({
  ...(was === undefined ? {} : { was }),
  ...(is === undefined ? {} : { is }),
});

/** `Approval limit 10k → 25k`, `Deadline added: “2027-03-31”`, `Model class removed, before “judge”`. No full stop. */
export function spoken(label: string, { was, is }: Change, unit: 'ms' | null): string {
  if (was === undefined) return `${label} added: ${inUnit(is ?? null, unit)}`;
  if (is === undefined) return `${label} removed, before ${inUnit(was, unit)}`;
  const [before, after] = typeof was === 'string' && typeof is === 'string' ? shortTexts(was, is) : [inUnit(was, unit), inUnit(is, unit)];
  return `${label} ${before} → ${after}`;
}

const inUnit = (value: Json, unit: 'ms' | null): string =>
  unit === 'ms' && typeof value === 'number' ? shortDuration(value) : shortWords(value);
