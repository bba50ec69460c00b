import { hashOf } from './base/hash.ts';
import { SliceName } from './base/ids.ts';
import type { Json, JsonObject } from './base/json.ts';
import { schemaProblems, type SchemaProblem } from './base/json-schema.ts';
import { refused, type Result } from './base/result.ts';
import type { StepError } from './base/step-error.ts';
import type { SourceText } from './models/model.ts';
import { questionText } from './models/question-text.ts';
import { promptPlaces, resolvePrompt } from './skills/resolve-prompt.ts';
import type { Skill, SkillAnswer } from './skills/skill.ts';
import { NOTHING_SPENT, openStage, type StageSpending } from './skills/stage-model.ts';
import { textsTaken, type TakenText } from './skills/texts-taken.ts';
import type { Workspace } from './workspace.ts';

/** What a skill said to a sample input, outside of any run. */
export interface SkillTrial {
  /** With its templates filled in; null where they cannot be. */
  readonly prompt: string | null;
  /** As it goes to a provider; null where none is asked. */
  readonly question: string | null;
  readonly answer: Result<SkillAnswer, StepError>;
  /** Where the input does not fit, and then nobody was asked. */
  readonly inputProblems: readonly SchemaProblem[];
  readonly taken: readonly TakenText[];
  readonly spent: StageSpending;
  readonly provider: string;
  readonly modelId: string;
  readonly tookUs: number;
}

/** How long a trial may take. */
const LIMIT_MS = 120_000;

/**
 * Asks a skill once. Nothing is kept of it but the cost, which counts for the day. Each text of the input may be cited as a slice of its field's
 * name. `prompt` stands in for the saved one, so that it can be tried before it is.
 */
export async function trySkill(
  { skill: saved, input, prompt: typed }: { readonly skill: Skill; readonly input: JsonObject; readonly prompt?: string | undefined },
  { models, budget, clock }: Pick<Workspace, 'models' | 'budget' | 'clock'>,
  stop: AbortSignal,
): Promise<SkillTrial> {
  const skill = typed === undefined ? saved : { ...saved, prompt: typed };
  const model = budget.guard(models(skill.modelClass), null);
  const by = skill.modelFree ? { provider: 'local-extractive', modelId: `${skill.name}@${skill.codeVersion}` } : model;
  const asked = {
    question: null,
    prompt: null,
    inputProblems: [],
    taken: [],
    spent: NOTHING_SPENT,
    provider: by.provider,
    modelId: by.modelId,
  };
  const startedAtUs = clock.nowUs();
  const over = (more: Partial<SkillTrial> & Pick<SkillTrial, 'answer'>): SkillTrial => ({
    ...asked,
    ...more,
    tookUs: clock.nowUs() - startedAtUs,
  });

  const inputProblems = schemaProblems(skill.input, input);
  if (inputProblems.length > 0) {
    const message = 'The sample input does not fit what the skill is given. Each field says what is wrong with it.';
    return over({ inputProblems, answer: refused({ class: 'validation', code: 'input_does_not_fit', message }) });
  }
  const prompt = resolvePrompt(skill, input);
  if (!prompt.ok) return over({ answer: prompt });
  const sources = sourcesOf(input);
  const signal = AbortSignal.any([stop, AbortSignal.timeout(LIMIT_MS)]);
  const stage = openStage({ skill, model, sources, prompt: prompt.value, input, signal });
  const answer = await Promise.race([skill.run(input, stage.stage), stopped(signal)]);
  const isLocal = skill.modelFree || model.provider === 'local-extractive';
  const places = isLocal ? null : promptPlaces(skill, input);
  return over({
    answer: fitting(skill, answer),
    prompt: prompt.value,
    spent: stage.spent(),
    taken: answer.ok ? textsTaken(answer.value.output, input) : [],
    question: isLocal
      ? null
      : questionText({
          ...{ modelClass: skill.modelClass, prompt: stage.spent().prompt, input, sources, outputSchema: skill.output, corrections: [] },
          ...(places !== null && stage.spent().prompt === prompt.value && { places }),
        }),
  });
}

const sourcesOf = (input: JsonObject): SourceText[] =>
  Object.entries(input).flatMap(([name, value]) => {
    const slice = SliceName.safeParse(name);
    if (!slice.success || typeof value !== 'string') return [];
    return [{ slice: slice.data, sliceHash: hashOf('atelier/slice/v1', { name, schema: {}, value }), text: value }];
  });

const stopped = (signal: AbortSignal): Promise<Result<never, StepError>> =>
  new Promise(resolve => {
    const end = () =>
      resolve(
        refused(
          signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
            ? { class: 'timeout', code: 'time_limit', message: `The skill gave no answer within ${String(LIMIT_MS / 1000)} seconds.` }
            : { class: 'cancelled', code: 'cancelled', message: 'The trial was stopped.' },
        ),
      );
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });

function fitting({ title, output }: Skill, answer: Result<SkillAnswer, StepError>): Result<SkillAnswer, StepError> {
  const problems = answer.ok ? schemaProblems(output, answer.value.output) : [];
  if (problems.length === 0) return answer;
  const message = `The answer of “${title}” does not fit its schema: ${problems.map(({ path, message: what }) => `${path === '' ? 'the output' : path}: ${what}`).join(' ')}`;
  return refused({ class: 'invalid_output', code: 'output_does_not_fit', message: message.slice(0, 4000) });
}

/** What an answer's misses were, without their figures. */
export const missesOf = ({ misses }: StageSpending): { readonly problems: string[]; readonly output: Json }[] =>
  misses.map(({ problems, output }) => ({ problems: [...problems], output }));
