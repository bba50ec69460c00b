import { BusEvent } from '../bus/event.ts';
import type { OrgId } from '../base/ids.ts';
import { isJsonObject, type JsonObject } from '../base/json.ts';
import type { Flow } from '../flow/flow.ts';
import { CommandEnd } from './exit.ts';
import { readInput } from './read-input.ts';

/** What to answer at a human step, by its id; each once, in order. */
export type Answers = Map<string, { readonly outcome: string; readonly answer: JsonObject }[]>;

/** Reads `step=outcome` and `step=outcome:{"field": …}`. */
export function readAnswers(texts: readonly string[], flow: Flow): Answers {
  const answers: Answers = new Map();
  for (const text of texts) {
    const [, stepId, outcome, form] = /^([^=]+)=([^:]+)(?::(.*))?$/s.exec(text) ?? [];
    if (stepId === undefined || outcome === undefined) throw new CommandEnd(2, `--answer ${text}: write it as step=outcome.`);
    const step = flow.steps.find(({ id }) => id === stepId);
    // An action of a product asks a person too, when nobody knows whether it happened.
    if (step?.kind !== 'human_task' && step?.kind !== 'product_action') {
      const asked = flow.steps.filter(({ kind }) => kind === 'human_task').map(({ id }) => id);
      throw new CommandEnd(
        2,
        `--answer ${text}: the flow asks no person at “${stepId}”. ${asked.length === 0 ? 'It has no human step.' : `Its human steps are ${asked.join(', ')}.`}`,
      );
    }
    answers.set(stepId, [...(answers.get(stepId) ?? []), { outcome, answer: form === undefined ? {} : readForm(text, form) }]);
  }
  return answers;
}

function readForm(text: string, form: string): JsonObject {
  try {
    const value: unknown = JSON.parse(form);
    if (isJsonObject(value)) return value;
  } catch {
    // told below: the sentence is the same for what is not JSON and what is no object
  }
  throw new CommandEnd(2, `--answer ${text}: after the colon a JSON object is needed, e.g. {"note": "fine"}.`);
}

/** Event files: an envelope, or only its product, type and payload; what is missing is filled in as the bus would. */
export async function readEvents(files: readonly string[], orgId: OrgId): Promise<readonly BusEvent[]> {
  return Promise.all(files.map(async file => envelopeOf(file, await readInput(file), orgId)));
}

export function envelopeOf(file: string, text: string, orgId: OrgId): BusEvent {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (fault) {
    throw new CommandEnd(2, `${file} is not JSON: ${fault instanceof Error ? fault.message : String(fault)}.`);
  }
  const eventId = `evt_${crypto.randomUUID()}`;
  const start = {
    v: 1,
    event_id: eventId,
    product: 'operator',
    org_id: orgId,
    idempotency_key: eventId,
    occurred_at: new Date().toISOString(),
    payload: {},
  };
  const event = BusEvent.safeParse(isJsonObject(read) ? { ...start, ...read } : read);
  if (event.success) {
    if (event.data.org_id === orgId) return event.data;
    throw new CommandEnd(2, `${file}: the event is for org “${event.data.org_id}”, and this workspace is “${orgId}”.`);
  }
  const [issue] = event.error.issues;
  throw new CommandEnd(
    2,
    `${file} is not an event: ${issue === undefined ? 'it does not fit' : `${issue.path.join('.') || 'the file'}: ${issue.message}`}. It needs at least event_type and payload.`,
  );
}
