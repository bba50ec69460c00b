import type { Json } from '../base/json.ts';
import type { Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { localExtractive } from '../models/local-extractive.ts';
import { BUILT_IN_SKILLS } from '../skills/built-in-skills.ts';
import { stageMemory } from '../skills/stage-memory.ts';
import type { AnswerOf, ModelQuestion, Task } from './thread-messages.ts';

/** What a task needs of the side that asked for it. */
export interface TaskNeeds {
  readonly askModel: (request: ModelQuestion) => Promise<Result<Json, StepError>>;
  /** Told how much is done, from 0 to 1. */
  readonly tell: (share: number) => void;
  /** Never aborts in a thread: there the whole thread is ended. */
  readonly signal: AbortSignal;
}

/** Does a task with the very code that does it outside of a thread. */
export function doTask(task: Task, { askModel, tell, signal }: TaskNeeds): Promise<AnswerOf[Task['kind']]> {
  if (task.kind === 'extract') return localExtractive().generate({ ...task.request, tell }, signal);
  const skill = BUILT_IN_SKILLS.find(({ name }) => name === task.skill);
  if (skill === undefined) throw new Error(`No code of this program bears the name “${task.skill}”.`);
  const { input, sources, prompt, memory, hasModel } = task;
  return skill.run(input, { sources, prompt, hasModel, signal, memory: stageMemory(memory), model: askModel, tell });
}
