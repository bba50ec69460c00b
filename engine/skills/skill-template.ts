/** What a new skill begins as: words for a model, or code. */
export type TemplateKind = 'prompt' | 'coded';

/** The files of a new skill, by name: each line that has to be changed says so. */
export function skillTemplate(name: string, kind: TemplateKind): Readonly<Record<string, string>> {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll(/[._-]/g, ' ')}`;
  return kind === 'prompt' ? { 'SKILL.md': promptTemplate(name, title) } : { 'SKILL.md': codedTemplate(name, title), 'skill.mjs': CODE };
}

const promptTemplate = (name: string, title: string): string => `---
# The folder bears the same name. Flows call the skill by it, so it stays as it is once a flow uses it.
name: ${name}
title: ${title}
# One or two sentences for whoever picks a skill: what it gives, and from what.
description: A short summary of a text, its deadlines and what is still open, in the text's own sentences.
# For people. What counts for reuse is the text itself: any change of prompt or schemas makes the steps that use it run again.
version: 1.0.0
# Which class of model answers: grounding, drafting, reviewing, synthesis or fast. Settings say which model that is.
model: drafting
# What a step must give it, as JSON Schema. Titles and descriptions stand in the step's form.
input:
  type: object
  required: [text]
  properties:
    text: { type: string, title: Text, description: What is summarised. }
    focus: { type: string, title: Focus, description: What to look for above all. }
# What it answers, as JSON Schema. An answer that does not fit is sent back with what is wrong, twice, and then refused.
# Names and descriptions tell the model, and the built-in one as well, what belongs where.
output:
  type: object
  required: [summary, deadlines, open]
  properties:
    summary: { type: string, maxLength: 500, description: What it is about and what was decided. }
    deadlines:
      type: array
      maxItems: 5
      description: Until when something is due, with its date or day.
      items: { type: string }
    open:
      type: array
      maxItems: 5
      description: Questions, what is not known or not decided yet.
      items: { type: string }
# Who wrote it; shown when somebody is asked whether to trust this workspace.
metadata:
  author: ""
---

Summarise the text for a colleague who was not there. Use what it says, nothing else.

{{ input.focus }}
`;

const codedTemplate = (name: string, title: string): string => `---
# The folder bears the same name. Flows call the skill by it, so it stays as it is once a flow uses it.
name: ${name}
title: ${title}
description: Counts the sentences of a text and gives the longest with where it stands.
version: 1.0.0
# The answer is computed by skill.mjs beside this file.
code: true
# pure: code alone answers. llm: the code may ask a model with stage.model, and the answer is stored before anything goes on.
effect: pure
model: fast
input:
  type: object
  required: [text]
  properties:
    text: { type: string, title: Text, description: What is counted. }
output:
  type: object
  required: [sentences, longest]
  properties:
    sentences: { type: integer, minimum: 0 }
    longest: { type: string }
metadata:
  author: ""
---

What stands here is stage.prompt in skill.mjs, with its {{ "{{ input.… }}" }} filled in.
`;

const CODE = `// Runs in a process of its own that has no files, no network and no other modules than those of this folder: all it can touch is \`stage\`.
import { defineSkill } from 'atelier-studio/skill';

export default defineSkill({
  /**
   * @param input what the schema in SKILL.md says; it was checked before
   * @param stage \`stage.sources\` (slices that may be cited), \`stage.prompt\`, \`await stage.model({ prompt, input, outputSchema })\`,
   *   \`stage.cite({ slice, quote })\` (throws when the slice does not say so)
   * @returns what the output schema in SKILL.md says
   */
  async run(input, stage) {
    const sentences = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(input.text)].map(({ segment }) => segment.trim());
    const told = sentences.filter(sentence => sentence !== '');
    const longest = told.reduce((best, sentence) => (sentence.length > best.length ? sentence : best), '');
    for (const { slice, text } of stage.sources) if (longest !== '' && text.includes(longest)) stage.cite({ slice, quote: longest });
    return { sentences: told.length, longest };
  },
});
`;
