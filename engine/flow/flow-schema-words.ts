import type { JsonObject } from '../base/json.ts';

/** What editors say beside the fields of a flow file, by dotted path; `*` is any key or element. */
export const FLOW_SCHEMA_WORDS: Readonly<Record<string, JsonObject>> = {
  format: { title: 'Format', description: 'Which form of flow this file has.' },
  name: { title: 'Name', description: 'What people call the flow.', examples: ['Synthesize a session'] },
  description: { title: 'Description', description: 'What the flow is for.' },
  trigger: {
    title: 'Trigger',
    description: 'What starts a run: a person, an event, or a schedule.',
    examples: [
      { on: 'manual' },
      { on: 'event', eventType: 'catalyst.purchase.confirmed' },
      { on: 'schedule', cron: '0 9 * * 1', timezone: 'Europe/Paris' },
    ],
  },
  packet: { title: 'Packet', description: 'The evidence that a run needs.' },
  'packet.slices': { title: 'Slices', description: 'Each piece of evidence by its name; steps read it as packet.<name>.' },
  'packet.slices.*': {
    title: 'Slice',
    description: 'One piece of evidence: its JSON Schema, what it is, and whether a run needs it.',
    examples: [{ schema: { type: 'string' }, description: 'What was said in the session.' }],
  },
  'packet.slices.*.schema': { title: 'Schema', description: 'A JSON Schema that the slice has to fit.' },
  'packet.slices.*.description': { title: 'Description', description: 'What the slice holds, for whoever fills it.' },
  'packet.slices.*.required': { title: 'Required', description: 'False when a run may go without it.' },
  'packet.slices.*.sensitive': { title: 'Sensitive', description: 'True masks it on screens, in traces and in exports.' },
  context: { title: 'Context', description: 'The declared shape of what steps save, so that expressions are checked against it.' },
  'context.schema': { title: 'Schema', description: 'A JSON Schema of the context.' },
  start: { title: 'Start', description: 'The id of the first step.' },
  steps: { title: 'Steps', description: 'The boxes of the flow. Arrows are the ids that next, onPass, onFail and the like name.' },
  notes: { title: 'Notes', description: 'Notes on the canvas. No part of a version.' },
  groups: { title: 'Groups', description: 'Frames around steps that belong together on the canvas. No part of a version.' },
  layout: { title: 'Layout', description: 'Where each step stands on the canvas, by its id. No part of a version.' },
  pulled: {
    title: 'Pulled',
    description: 'The version of its parent that a fork took in last, which the next pull goes on from. No part of a version.',
  },
};

/** The same inside a step. */
export const STEP_SCHEMA_WORDS: Readonly<Record<string, JsonObject>> = {
  id: { title: 'Id', description: 'Never changes: expressions read the step’s output as steps.<id>.output.', examples: ['score'] },
  kind: { title: 'Kind', description: 'One of the five kinds of step.' },
  title: { description: 'What people call the step; its id where there is none.', examples: ['Score mission fit'] },
  config: { title: 'Config', description: 'What the kind asks for.' },
  save: { examples: [{ mission_fit_score: 'output.score' }] },
  next: { title: 'Next', description: 'The id of the step that follows; without it the run ends here.' },
  onError: { title: 'On error', description: 'The id of the step to go on with when this one fails for good.' },
  retry: { description: 'How often and how soon a failed attempt is repeated.', examples: [{ maxAttempts: 3 }] },
};

/** A config of each kind as people write it. */
export const CONFIG_EXAMPLES: Readonly<Record<string, JsonObject>> = {
  sage_skill: { skill: 'draft_engagement_brief', input: { intake: '{{ packet.intake }}' } },
  human_task: { assignee: 'role:partner', description: 'Review the draft.' },
  product_action: { product: 'rfp', action: 'generate_proposal', payload: { opportunity_id: '{{ packet.opportunity_id }}' } },
  event_wait: { eventType: 'catalyst.purchase.confirmed', match: 'payload.org_id == run.org_id' },
  gate: { expression: 'context.mission_fit_score >= 0.7', onPass: 'draft', onFail: 'halt' },
};
