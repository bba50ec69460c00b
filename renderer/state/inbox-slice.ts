import { isDefinedError, safe } from '@orpc/client';
import type { WaitId } from '../../engine/base/ids.ts';
import type { Json, JsonObject } from '../../engine/base/json.ts';
import type { SchemaProblem } from '../../engine/base/json-schema.ts';
import type { OpenWait } from '../../engine/trace/run-summary.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import type { Slice } from './studio.ts';

/** A person's answer to a human task. */
export interface TaskAnswer {
  readonly waitId: WaitId;
  readonly outcome: string;
  readonly comment: string | null;
  readonly answer: JsonObject;
}

/** Why an answer was not taken: a sentence, and the fields of the form it is about. */
export interface AnswerTrouble {
  readonly sentence: string;
  readonly problems: readonly SchemaProblem[];
}

/** What was typed into a task's card and not sent yet. */
export interface AnswerDraft {
  readonly comment: string;
  /** By field of the form, as typed. */
  readonly typed: JsonObject;
}

export const NO_DRAFT: AnswerDraft = { comment: '', typed: {} };

/** What waits for people, and how they answer. */
export interface InboxSlice {
  /** Oldest first; null until it has been read. */
  readonly inbox: readonly OpenWait[] | null;
  /** Why the inbox could not be read, as a sentence. */
  readonly inboxTrouble: string | null;

  readonly answerDrafts: Readonly<Record<WaitId, AnswerDraft>>;

  readonly readInbox: () => Promise<void>;
  readonly draftAnswer: (waitId: WaitId, draft: AnswerDraft) => void;
  /** Null when the answer was taken. */
  readonly answerTask: (answer: TaskAnswer) => Promise<AnswerTrouble | null>;
  /** Puts a sample event on the bus; null when it is there, else a sentence. */
  readonly sendEvent: (event: {
    readonly product: string;
    readonly eventType: string;
    readonly payload: JsonObject;
  }) => Promise<string | null>;
}

export const inboxSlice: Slice<InboxSlice> =
  ({ host, wire, tell }) =>
  (set, get) => ({
    inbox: null,
    inboxTrouble: null,
    answerDrafts: {},

    readInbox: async () => {
      try {
        set({ inbox: await host.runs.inbox(), inboxTrouble: null });
      } catch (error) {
        if (wire.connection() === 'open') set({ inboxTrouble: failureSentence(error) });
      }
    },

    draftAnswer: (waitId, draft) => set({ answerDrafts: { ...get().answerDrafts, [waitId]: draft } }),

    answerTask: async ({ answer, ...rest }) => {
      const { error } = await safe(host.runs.resolve({ ...rest, answer: mutable(answer) }));
      if (error === null || (isDefinedError(error) && error.code === 'WAIT_OVER')) void get().readInbox();
      if (error === null) return null;
      if (isDefinedError(error) && error.code === 'DOES_NOT_FIT')
        return { sentence: 'The answer does not fit the form yet.', problems: error.data.problems };
      return { sentence: failureSentence(error), problems: [] };
    },

    sendEvent: async ({ product, eventType, payload }) => {
      const { error, data } = await safe(host.runs.sendEvent({ product, eventType, payload: mutable(payload) }));
      if (error !== null) return failureSentence(error);
      const { length } = data.matchedRuns;
      tell({
        kind: 'done',
        sentence:
          length === 0
            ? 'The event was sent; no run waits for it now.'
            : `The event was sent and ${length === 1 ? 'one run goes' : `${length} runs go`} on.`,
      });
      return null;
    },
  });

/** The contract's types have no readonly lists and records; nothing writes into them. */
const mutable = (record: JsonObject): Record<string, never> & Record<string, Json> => record as Record<string, never>; // true: reading only
