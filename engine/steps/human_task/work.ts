import type { Json } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { Actor } from '../../base/ids.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import type { StepError } from '../../base/step-error.ts';
import { parseExpression } from '../../expression/expression.ts';
import { failed, type StepWork } from '../step-work.ts';
import { DEFAULT_OUTCOMES } from './definition.ts';

/** Parks the run until a person answers; the answer, a rejection too, is the step's output and a gate routes it. */
export const humanTaskWork: StepWork<'human_task'> = {
  async prepare(step, scope) {
    const { assignee, description, deadline } = step.config;
    const texts = await scope.resolve({ description, deadline: deadline ?? null }, 'config');
    if (!texts.ok) return texts;
    const show: { expression: string; value: Json }[] = [];
    for (const expression of step.config.show ?? []) {
      const parsed = parseExpression(expression);
      if (!parsed.ok)
        return refused({
          class: 'expression_error',
          code: 'expression_does_not_parse',
          message: `${parsed.error.message} In “${expression}”.`,
        });
      const value = await scope.evaluate(parsed.value);
      if (!value.ok) return value;
      show.push({ expression, value: value.value });
    }
    return isJsonObject(texts.value) ? ok({ assignee, ...texts.value, show }) : ok({ assignee, show });
  },

  work({ step, input }) {
    const assignee = Actor.safeParse(step.config.assignee);
    if (!assignee.success)
      return Promise.resolve(
        failed({
          class: 'validation',
          code: 'no_assignee',
          message: `“${step.config.assignee}” is nobody to ask. Write user:name or role:name.`,
        }),
      );
    const prepared = isJsonObject(input) ? input : {};
    const deadline = deadlineAtUs(prepared['deadline']);
    if (!deadline.ok) return Promise.resolve(failed(deadline.error));
    return Promise.resolve({
      kind: 'waits',
      subject: {
        kind: 'human',
        assignee: assignee.data,
        description: typeof prepared['description'] === 'string' ? prepared['description'] : step.config.description,
        outcomes: [...(step.config.outcomes ?? DEFAULT_OUTCOMES)],
        form: step.config.form ?? null,
        show: [],
      },
      deadlineAtUs: deadline.value,
      show: (Array.isArray(prepared['show']) ? prepared['show'] : []) as { expression: string; value: Json }[], // true: `prepare` above made them so
    });
  },
};

function deadlineAtUs(deadline: Json | undefined): Result<number | null, StepError> {
  if (deadline === undefined || deadline === null || deadline === '') return ok(null);
  const atMs = typeof deadline === 'string' ? Date.parse(deadline) : Number.NaN;
  return Number.isNaN(atMs)
    ? refused({
        class: 'validation',
        code: 'no_such_time',
        message: `The deadline ${JSON.stringify(deadline)} is not a date and time. Write it like 2027-03-31T17:00:00Z.`,
      })
    : ok(atMs * 1000);
}
