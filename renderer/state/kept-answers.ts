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

/**
 * Keeps one until it is sent or thrown away, which null says. Other windows keep theirs in the same place: only this task's is touched, and one that
 * another window wrote over `was` stays. A full or forbidden storage costs the next start what was typed, nothing of this one.
 */
export function keepAnswer(
  storage: AnswerStorage,
  workspace: string,
  { waitId, was, is }: { readonly waitId: WaitId; readonly was: unknown; readonly is: unknown },
): void {
  const { [waitId]: there, ...others } = readKeptAnswers(storage, workspace);
  if (is === null && JSON.stringify(there) !== JSON.stringify(was)) return;
  const answers = is === null ? others : { ...others, [waitId]: is };
  try {
    if (Object.keys(answers).length === 0) storage.removeItem(keyOf(workspace));
    else storage.setItem(keyOf(workspace), JSON.stringify(answers));
  } catch {
    // Said above.
  }
}
