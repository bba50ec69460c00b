import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { FlowId, StepId } from '../base/ids.ts';
import { JsonValue } from '../base/json.ts';
import { JsonRecord } from '../base/json-schema.ts';
import { StepError } from '../base/step-error.ts';
import { SkillHead } from './catalog.ts';

const SkillName = z.string().max(128);

/** A skill that the workspace brings along, used or not. */
export const OwnSkillView = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  kind: z.enum(['prompt', 'coded']),
  /** It stands in for the shipped skill of the same name. */
  replaces: z.boolean(),
  /** As its file says. */
  author: z.string().nullable(),
});
export type OwnSkillView = z.infer<typeof OwnSkillView>;

export const SkillProblemView = z.object({
  /** The skill's folder. */
  skill: z.string(),
  place: z.string(),
  severity: z.enum(['error', 'warning']),
  sentence: z.string(),
});
export type SkillProblemView = z.infer<typeof SkillProblemView>;

/** What is known of the workspace's own skills, and whether they are used. */
export const SkillShelf = z.object({
  /** `nothing`: it brings none. Its own skills are used when it is `trusted`, and only then. */
  trust: z.enum(['trusted', 'restricted', 'undecided', 'nothing']),
  /** Null as long as nobody decided. */
  decided: z.object({ by: z.string(), atUs: z.int() }).nullable(),
  folder: z.string(),
  orgName: z.string(),
  own: z.array(OwnSkillView),
  problems: z.array(SkillProblemView),
});
export type SkillShelf = z.infer<typeof SkillShelf>;

/** All that the page of a skill shows besides its head. */
export const SkillDetail = z.object({
  head: SkillHead,
  origin: z.enum(['shipped', 'edited', 'own']),
  /** Of its SKILL.md. */
  place: z.string(),
  promptHash: Hash,
  /** Of the code that answers. */
  codeVersion: z.string(),
  /** The model that would answer now; null where code alone does. */
  model: z.object({ provider: z.string(), modelId: z.string() }).nullable(),
  usedBy: z.array(z.object({ flowId: FlowId, name: z.string(), steps: z.array(z.object({ stepId: StepId, title: z.string() })) })),
  /** Prompts that saved ones took the place of, newest first. */
  earlier: z.array(z.object({ promptHash: Hash, prompt: z.string(), untilUs: z.int() })),
});
export type SkillDetail = z.infer<typeof SkillDetail>;

/** A text of an answer that stands word for word in the input. */
export const TakenText = z.object({
  /** JSON Pointer into the answer. */
  pointer: z.string(),
  field: z.string(),
  /** UTF-16 offsets in the field's text. */
  start: z.int(),
  end: z.int(),
  quote: z.string(),
});
export type TakenText = z.infer<typeof TakenText>;

/** What a skill said to a sample input. */
export const Tried = z.object({
  /** The prompt with its templates filled in; null where they cannot be. */
  prompt: z.string().nullable(),
  /** The whole question as it goes to a provider; null where none is asked. */
  question: z.string().nullable(),
  answer: z.discriminatedUnion('status', [
    z.object({ status: z.literal('ok'), output: JsonValue, citations: z.int(), markdown: z.string().nullable() }),
    z.object({ status: z.literal('failed'), error: StepError }),
  ]),
  /** Where the input does not fit the skill's schema, and then nobody was asked. */
  inputProblems: z.array(z.object({ path: z.string(), message: z.string() })),
  /** Of an answer: where its texts stand in the input. */
  taken: z.array(TakenText),
  /** Answers that missed the schema, with what the model was told of them. */
  misses: z.array(z.object({ problems: z.array(z.string()), output: JsonValue })),
  provider: z.string(),
  modelId: z.string(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costMicroUsd: z.int(),
  tookUs: z.int(),
});
export type Tried = z.infer<typeof Tried>;

const sentence = z.object({ sentence: z.string() });
const errors = {
  NO_SUCH_SKILL: { data: z.object({ skill: z.string() }), message: 'This skill is not in the workspace.' },
  STORAGE: { data: sentence, message: 'It could not be written.' },
} as const;

export const skillsContract = {
  shelf: oc.output(SkillShelf),
  read: oc
    .input(z.object({ skill: SkillName }))
    .output(SkillDetail)
    .errors({ NO_SUCH_SKILL: errors.NO_SUCH_SKILL }),
  /** Replaces the prompt for this workspace, if it still is `was`; null takes the shipped one back. */
  savePrompt: oc
    .input(z.object({ skill: SkillName, prompt: z.string().max(100_000).nullable(), was: Hash.optional() }))
    .output(SkillHead)
    .errors({
      ...errors,
      MOVED: { message: 'The prompt was changed elsewhere since you opened it. Look at what stands there now, then save again.' },
      FAULTY: { data: sentence, message: 'This prompt would not work.' },
      NOT_TRUSTED: {
        message: 'This workspace’s own skills are not used, because you have not said that you trust it. Decide on that first.',
      },
    }),
  /** Writes a documented template as the workspace’s own skill. */
  create: oc
    .input(z.object({ name: SkillName, kind: z.enum(['prompt', 'coded']) }))
    .output(SkillHead)
    .errors({ STORAGE: errors.STORAGE, REFUSED: { data: sentence, message: 'The skill could not be made.' } }),
  /** Decides whether the workspace's own skills are used; null takes the decision back, so that it is asked again. */
  decide: oc
    .input(z.object({ decision: z.enum(['trusted', 'restricted']).nullable() }))
    .output(SkillShelf)
    .errors({ STORAGE: errors.STORAGE }),
  /** Asks a skill once, outside of any run: nothing is kept, and what it costs counts for the day. `prompt` stands in for the saved one. */
  try: oc
    .input(z.object({ skill: SkillName, input: JsonRecord, prompt: z.string().max(100_000).optional() }))
    .output(Tried)
    .errors({ NO_SUCH_SKILL: errors.NO_SUCH_SKILL }),
};
