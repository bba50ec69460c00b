import { z } from 'zod';
import { StepId } from '../../base/ids.ts';
import { JsonSchema } from '../../base/json-schema.ts';
import type { StepDefinition } from '../step-definition.ts';

export const Outcome = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,31}$/)
    .meta({ title: 'Id' }),
  label: z.string().min(1).max(60).meta({ title: 'Label' }),
});
export type Outcome = z.infer<typeof Outcome>;

/** The answers a human task offers where its config names none. */
export const DEFAULT_OUTCOMES: readonly Outcome[] = [
  { id: 'approve', label: 'Approve' },
  { id: 'reject', label: 'Reject' },
];

export const HumanTaskConfig = z.strictObject({
  assignee: z
    .string()
    .max(128)
    .regex(/^$|^(user|role):[A-Za-z0-9._-]*$/, 'Write user:name or role:name.')
    .meta({ title: 'Assignee', description: 'A person or a role, e.g. role:partner.', reference: 'assignee' }),
  description: z
    .string()
    .max(4000)
    .meta({ title: 'What to do', description: 'What the person is asked, in a sentence. May hold {{ expressions }}.', long: true }),
  deadline: z.string().max(200).optional().meta({ title: 'Deadline', description: 'A date and time, or a {{ timestamp }}.' }),
  outcomes: z
    .array(Outcome)
    .min(1)
    .max(8)
    .optional()
    .meta({ title: 'Outcomes', description: 'The answers to choose from. Approve and reject, unless said otherwise.' }),
  form: JsonSchema.optional().meta({ title: 'Form', description: 'A JSON Schema of what else the person fills in.' }),
  show: z
    .array(z.string().max(4096))
    .max(20)
    .optional()
    .meta({ title: 'Show', description: 'Expressions whose values the person sees.', expression: true }),
  onDeadline: StepId.optional().meta({
    title: 'When the deadline passes',
    description: 'The step to go on with; without one the run fails.',
    reference: 'step',
  }),
});
export type HumanTaskConfig = z.infer<typeof HumanTaskConfig>;

export const humanTask: StepDefinition<typeof HumanTaskConfig> = {
  kind: 'human_task',
  title: 'Human task',
  purpose: 'A person decides or fills in; the run waits for the answer.',
  config: HumanTaskConfig,
  blank: { assignee: '', description: '' },
  handles: [
    { field: 'next', label: null, always: true },
    { field: 'onDeadline', label: 'deadline', always: false },
    { field: 'onError', label: 'error', always: false },
  ],
  line: config => config.assignee,
};
