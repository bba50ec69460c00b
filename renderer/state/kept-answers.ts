import { z } from 'zod';
import { WaitId } from '../../engine/base/ids.ts';
import { JsonRecord } from '../../engine/base/json-schema.ts';

/** What was typed into a task and not sent yet. */
const KeptAnswer = z.object({ comment: z.string(), typed: JsonRecord });
const KeptAnswers = z.record(WaitId, KeptAnswer);
export type KeptAnswers = z.infer<typeof KeptAnswers>;

type AnswerStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (workspace: string): string => `atelier.answers.${workspace}`;

/** Answers begun at an earlier time, by the task they are for. */
export function readKeptAnswers(storage: AnswerStorage, workspace: string): KeptAnswers {
  try {
    const read = KeptAnswers.safeParse(JSON.parse(storage.getItem(keyOf(workspace)) ?? '{}'));
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}

/** Keeps them until they are sent or thrown away. A full or forbidden storage costs the next start what was typed, nothing of this one. */
export function keepAnswers(storage: AnswerStorage, workspace: string, answers: Readonly<Record<WaitId, unknown>>): void {
  try {
    if (Object.keys(answers).length === 0) storage.removeItem(keyOf(workspace));
    else storage.setItem(keyOf(workspace), JSON.stringify(answers));
  } catch {
    // Said above.
  }
}
