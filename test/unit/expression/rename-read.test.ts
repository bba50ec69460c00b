import { describe, expect, it } from 'vitest';
import { renameRead, renameTemplateRead } from '../../../engine/expression/rename-read.ts';

const RENAMING = { root: 'steps', from: 'draft', to: 'proposal' };

describe('a step that is called otherwise', () => {
  it.each([
    ['steps.draft.output.score > 0.5', 'steps.proposal.output.score > 0.5'],
    ['steps["draft"].output', 'steps["proposal"].output'],
    ["has(steps.draft) && steps['draft'].output == context.draft", 'has(steps.proposal) && steps["proposal"].output == context.draft'],
    ['steps . draft . output', 'steps . proposal . output'],
    ['steps.draft.output + steps.draft.output', 'steps.proposal.output + steps.proposal.output'],
    ['(steps.draft).output[steps.draft.output.at]', '(steps.proposal).output[steps.proposal.output.at]'],
    ['[1].map(x, steps.draft.output + x)', '[1].map(x, steps.proposal.output + x)'],
    ['"steps.draft" + string(packet.steps.draft)', '"steps.draft" + string(packet.steps.draft)'],
    ['[{"draft": 1}].exists(steps, steps.draft == 1)', '[{"draft": 1}].exists(steps, steps.draft == 1)'],
    ['steps.drafts.output', 'steps.drafts.output'],
    ['steps.draft.', 'steps.draft.'],
  ])('is read by its new name in %s', (text, renamed) => {
    expect(renameRead(text, RENAMING)).toBe(renamed);
  });

  it('stands in brackets where its name is a word of the language', () => {
    expect(renameRead('steps.draft.output', { ...RENAMING, to: 'in' })).toBe('steps["in"].output');
  });

  it('is read by its new name inside the templates of a text, and its mere mention stays', () => {
    expect(renameTemplateRead('steps.draft says {{ steps.draft.output }} and {{steps.draft.output.x}}!', RENAMING)).toBe(
      'steps.draft says {{ steps.proposal.output }} and {{steps.proposal.output.x}}!',
    );
  });
});
