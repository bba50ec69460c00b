import type { Json, JsonObject } from '../base/json.ts';
import { schemaProblems, type JsonSchema } from '../base/json-schema.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import type { Model, ModelAnswer, ModelClass, PromptPlaces, SourceText } from '../models/model.ts';

/** An answer that misses its schema is asked for again, with what was wrong, this many times. */
export const TOLD_RETRIES = 2;

export interface Question {
  readonly model: Model;
  readonly modelClass: ModelClass;
  readonly prompt: string;
  readonly places?: PromptPlaces;
  readonly input: JsonObject;
  readonly sources: readonly SourceText[];
  readonly outputSchema: JsonSchema;
  readonly signal: AbortSignal;
  readonly tell?: (share: number) => void;
  /** Told of every answer, also of one that misses the schema: it was paid for. */
  readonly onAnswer: (answer: ModelAnswer) => void;
  /** Told of every answer that misses the schema, with what is wrong with it; null where the provider could make nothing of it. */
  readonly onMiss: (answer: ModelAnswer | null, problems: readonly string[]) => void;
}

/** The model's answer once it fits the schema. Other errors of the model come back as they are: the engine decides on its retries. */
export async function askModel({ model, onAnswer, onMiss, signal, ...request }: Question): Promise<Result<Json, StepError>> {
  let corrections: readonly string[] = [];
  for (let told = 0; ; told++) {
    const answer = await model.generate({ ...request, corrections }, signal);
    if (!answer.ok && answer.error.class !== 'invalid_output') return answer;
    if (answer.ok) onAnswer(answer.value);
    const wrong = answer.ok ? shortcomings(answer.value, request.outputSchema) : [answer.error.message];
    if (answer.ok && wrong.length === 0) return ok(answer.value.output);
    onMiss(answer.ok ? answer.value : null, wrong);
    if (told === TOLD_RETRIES) {
      return refused({
        class: 'invalid_output',
        code: answer.ok ? (answer.value.finishReason === 'length' ? 'truncated' : 'schema_mismatch') : answer.error.code,
        message: `The model’s answer did not fit the skill’s output schema, after ${TOLD_RETRIES} corrections. ${wrong.join(' ')}`.slice(
          0,
          4000,
        ),
      });
    }
    corrections = wrong;
  }
}

function shortcomings(answer: ModelAnswer, schema: JsonSchema): string[] {
  const cutOff = answer.finishReason === 'length' ? ['The answer was cut off before its end: make it shorter.'] : [];
  const misfits = schemaProblems(schema, answer.output).map(({ path, message }) => `${path === '' ? 'The answer' : path}: ${message}`);
  // A cut-off answer that fits all the same is complete.
  return misfits.length === 0 ? [] : [...cutOff, ...misfits];
}
