import { z } from 'zod';
import { JsonRecord } from '../../base/json-schema.ts';
import type { StepDefinition } from '../step-definition.ts';

/** Whether kept answers are served and new ones kept. `ignore` goes past the cache both ways, and every row says so. */
export const CacheChoice = z.enum(['use', 'ignore']);
export type CacheChoice = z.infer<typeof CacheChoice>;

export const SageSkillConfig = z.strictObject({
  skill: z.string().max(128).meta({ title: 'Skill', description: 'What Sage does in this step.', reference: 'skill' }),
  input: JsonRecord.default({}).meta({
    title: 'Input',
    description: 'What the skill is given: literal values or {{ expressions }}.',
    schemaOf: 'skill',
  }),
  timeoutMs: z
    .int()
    .min(1)
    .max(86_400_000)
    .optional()
    .meta({ title: 'Time limit', description: 'Milliseconds until an attempt is given up.', unit: 'ms' }),
  memory: z
    .strictObject({
      read: z
        .array(z.string().max(500))
        .max(20)
        .optional()
        .meta({ title: 'Reads', description: 'Whose memory Sage reads: org, flow, or subject: and a name. May hold {{ expressions }}.' }),
      write: z
        .array(z.string().max(500))
        .max(20)
        .optional()
        .meta({ title: 'Writes', description: 'Where Sage remembers what this step gives. Named as above.' }),
      remember: z.string().max(4096).optional().meta({
        title: 'What to remember',
        description:
          'An expression, e.g. output.summary: a text, or a list of { topic, text }. Without one, what stands under remember in the output.',
        expression: true,
      }),
      topic: z.string().min(1).max(200).optional().meta({
        title: 'Topic',
        description: 'What a plain text is remembered as. The title of the step, unless said otherwise.',
      }),
    })
    .optional()
    .meta({ title: 'Memory', description: 'What Sage reads of its memory in this step, and what it remembers.' }),
  model: z.string().max(128).optional().meta({ title: 'Model class', description: 'Overrides the class the skill asks for.' }),
  cache: CacheChoice.optional().meta({ title: 'Cache', description: 'Ignore it to have this step answer afresh in every run.' }),
});
export type SageSkillConfig = z.infer<typeof SageSkillConfig>;

export const sageSkill: StepDefinition<typeof SageSkillConfig> = {
  kind: 'sage_skill',
  title: 'Sage skill',
  purpose: 'Sage reads the evidence and answers in a typed form.',
  config: SageSkillConfig,
  blank: { skill: '', input: {} },
  handles: [
    { field: 'next', label: null, always: true },
    { field: 'onError', label: 'error', always: false },
  ],
  line: config => config.skill,
};
