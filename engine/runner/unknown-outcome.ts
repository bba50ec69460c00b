import type { Actor, StepId } from '../base/ids.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { JsonSchema } from '../base/json-schema.ts';
import type { StepError } from '../base/step-error.ts';
import { findAction } from '../products/find-action.ts';
import { completed, type StepOutcome, type StepPlace } from '../steps/step-work.ts';
import type { WaitSubject } from '../trace/trace-row.ts';
import type { Boundary } from './boundary.ts';
import { park } from './park.ts';
import type { ResolveRequest } from './runner-door.ts';
import type { RunnerNeeds } from './runner-needs.ts';

/**
 * An attempt that must not be made twice, and of which nobody here knows whether it was made: its process died under it, or the product's
 * answer never came. The engine guesses nothing. The run parks on a question to the operator, an ordinary human wait (the inbox, the
 * command line and a reassignment know no other), on the step itself. *It happened*: the step completes with what the person found, and
 * the row's actor is that person. *It did not*: the attempt is made again, under the same key. *Give up*: the step fails, and goes where
 * `onError` leads.
 */
export function askWhatHappened(boundary: Boundary, place: StepPlace, error: StepError, needs: RunnerNeeds): void {
  addAttemptLost(boundary, place, error);
  park(boundary, place, { subject: question(boundary, place, error, needs), deadlineAtUs: null }, needs);
}

/** The row that says so. */
export function addAttemptLost(boundary: Boundary, place: StepPlace, error: StepError): void {
  const own = { errorClass: error.class, errorCode: error.code, ...calledColumns(place) };
  boundary.add('step.attempt_lost', place, { decision: 'outcome_unknown', error }, own);
}

/** True for a wait that asks what became of an attempt: only a human task waits for a person for its own sake. */
export const asksWhatHappened = ({ step }: StepPlace, subject: WaitSubject): boolean =>
  subject.kind === 'human' && step.kind !== 'human_task';

/** The person's word: gives what the step completes with, or null when the attempt is made again or the step is given up, whose row is added. */
export function tellWhatHappened(
  boundary: Boundary,
  place: StepPlace,
  { outcome, comment, answer, by }: ResolveRequest,
  needs: Pick<RunnerNeeds, 'clock'>,
): StepOutcome | null {
  const own = { actor: by, errorClass: 'outcome_unknown', ...calledColumns(place) } as const;
  switch (outcome) {
    case 'done':
      return completed(answer['response'] ?? {}, { own: { actor: by, humanOutcome: outcome, ...calledColumns(place) } });
    case 'not_done': {
      const error = notDone(place, by);
      boundary.add('step.retry_scheduled', place, { error, wakeAtUs: needs.clock.nowUs() }, { ...own, errorCode: error.code });
      return null;
    }
    default: {
      const error = givenUp(place, by, comment);
      boundary.add('step.failed', place, { error, route: routeOf(place) }, { ...own, errorCode: error.code });
      return null;
    }
  }
}

const routeOf = ({ step }: StepPlace): StepId | null => (step.kind === 'gate' ? null : (step.onError ?? null));

const notDone = (place: StepPlace, by: Actor): StepError => ({
  class: 'outcome_unknown',
  code: 'not_done',
  message: `${by} found that ${nameOf(place)} had not happened, so it is done again.`,
});

const givenUp = (place: StepPlace, by: Actor, comment: string | null): StepError => ({
  class: 'outcome_unknown',
  code: 'given_up',
  message: `It is not known whether ${nameOf(place)} happened, and ${by} gave it up${comment === null ? '' : `: ${comment.slice(0, 1000)}`}. Look there before it is done again.`,
});

function question(boundary: Boundary, place: StepPlace, error: StepError, needs: RunnerNeeds): WaitSubject {
  const sent = boundary.run.visits.at(-1)?.input ?? null;
  return {
    kind: 'human',
    assignee: needs.operator,
    description: `Did ${nameOf(place)} happen? ${error.message}`,
    outcomes: [
      { id: 'done', label: 'It happened' },
      { id: 'not_done', label: 'It did not: do it now' },
      { id: 'give_up', label: 'Give up' },
    ],
    form: answerForm(place, needs),
    show: sent === null ? [] : [{ expression: 'payload', value: sent }],
  };
}

/** Asks for the response that never came, as the action's manifest describes it; it may be left out. */
function answerForm({ step }: StepPlace, { products }: RunnerNeeds): JsonSchema {
  const found = step.kind === 'product_action' ? findAction(products, step.config) : null;
  const known: JsonObject = found?.ok === true && !refersInside(found.value.action.response) ? found.value.action.response : {};
  return { type: 'object', properties: { response: { ...known, title: 'What it answered, if it happened' } }, additionalProperties: false };
}

/** A schema that refers to its own root means something else once it stands inside another. */
const refersInside = (schema: Json): boolean => JSON.stringify(schema).includes('"$ref"');

const nameOf = ({ step }: StepPlace): string =>
  step.kind === 'product_action' ? `${step.config.product}.${step.config.action}` : `step “${step.id}”`;

const calledColumns = ({ step }: StepPlace): { readonly product?: string; readonly action?: string } =>
  step.kind === 'product_action' ? { product: step.config.product, action: step.config.action } : {};
