import { isDefinedError, safe } from '@orpc/client';
import type { Actor, WaitId } from '../../engine/base/ids.ts';
import type { Json, JsonObject } from '../../engine/base/json.ts';
import type { SchemaProblem } from '../../engine/base/json-schema.ts';
import type { TaskView } from '../../engine/contract/runs.ts';
import type { OpenWait } from '../../engine/trace/run-summary.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { taskTab } from '../panels/inbox/task-tab.ts';
import type { InboxView } from '../panels/inbox/whose-task.ts';
import { FLOAT_BELOW_PX } from './desk.ts';
import { keepAnswer, readKeptAnswers } from './kept-answers.ts';
import type { Slice } from './studio.ts';

/** A person's answer to a human task. */
export interface TaskAnswer {
  readonly waitId: WaitId;
  readonly outcome: string;
  readonly comment: string | null;
  readonly answer: JsonObject;
  /** In a draft, for whoever is asked. */
  readonly inDraft?: boolean;
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
  readonly inboxView: InboxView;

  /** Kept over a restart, until they are sent or thrown away. */
  readonly answerDrafts: Readonly<Record<WaitId, AnswerDraft>>;

  readonly readInbox: () => Promise<void>;
  readonly viewInbox: (view: InboxView) => void;
  /** Opens the page of a task. */
  readonly openTask: (waitId: WaitId, title?: string) => void;
  /** Rejects with what the host says. */
  readonly readTask: (waitId: WaitId) => Promise<TaskView>;
  /** Null throws away what was typed. */
  readonly draftAnswer: (waitId: WaitId, draft: AnswerDraft | null) => void;
  /** Null when the answer was taken. */
  readonly answerTask: (answer: TaskAnswer) => Promise<AnswerTrouble | null>;
  /** Hands a task to somebody else; a sentence when it stays where it is. */
  readonly reassignTask: (waitId: WaitId, to: Actor, comment: string | null) => Promise<string | null>;
  /** Puts a sample event on the bus; null when it is there, else a sentence. */
  readonly sendEvent: (event: {
    readonly product: string;
    readonly eventType: string;
    readonly payload: JsonObject;
  }) => Promise<string | null>;
}

export const inboxSlice: Slice<InboxSlice> =
  ({ host, wire, tell, storage, workspace, room }) =>
  (set, get) => {
    /** Sent from this window: their end is no news here. */
    const sent = new Set<WaitId>();
    const overtaken = new Set<WaitId>();
    /** Somebody else was first: whoever was writing is told, and finds the words where they were. */
    const tellOvertaken = async (gone: readonly OpenWait[]) => {
      for (const { wait, flowName } of gone) {
        const draft = get().answerDrafts[wait.waitId];
        // Two readings may be under way at once: each end is told once.
        if (draft === undefined || sent.has(wait.waitId) || overtaken.has(wait.waitId)) continue;
        overtaken.add(wait.waitId);
        const { data } = await safe(host.runs.task({ waitId: wait.waitId }));
        if (data !== undefined && isWhatWasSent(draft, data)) {
          get().draftAnswer(wait.waitId, null);
          continue;
        }
        tell({
          kind: 'trouble',
          sentence: `A task of “${flowName}” that you were answering is over: somebody else was first, or its time was up. Nothing that you wrote is lost.`,
          action: { words: 'Show it', run: () => get().openTask(wait.waitId) },
        });
      }
    };
    return {
      inbox: null,
      inboxTrouble: null,
      inboxView: 'all',
      answerDrafts: readKeptAnswers(storage, workspace),

      readInbox: async () => {
        try {
          const before = get().inbox;
          const inbox = await host.runs.inbox();
          set({ inbox, inboxTrouble: null });
          const open = new Set(inbox.map(({ wait }) => wait.waitId));
          get().noticeTasks(inbox);
          await tellOvertaken(before?.filter(({ wait }) => !open.has(wait.waitId)) ?? []);
        } catch (error) {
          if (wire.connection() === 'open') set({ inboxTrouble: failureSentence(error) });
        }
      },

      viewInbox: inboxView => set({ inboxView }),
      openTask: (waitId, title = 'Task') => {
        get().openTab(taskTab(waitId, title));
        // In a narrow window the inspector would lie over what is to be decided.
        if (room.widthPx < FLOAT_BELOW_PX) get().foldInspector(true);
      },
      readTask: waitId => host.runs.task({ waitId }),

      draftAnswer: (waitId, draft) => {
        const { [waitId]: was, ...others } = get().answerDrafts;
        set({ answerDrafts: draft === null ? others : { ...others, [waitId]: draft } });
        keepAnswer(storage, workspace, { waitId, was, is: draft });
      },

      answerTask: async ({ answer, ...rest }) => {
        sent.add(rest.waitId);
        const { error } = await safe(host.runs.resolve({ ...rest, answer: mutable(answer) }));
        if (error === null) get().draftAnswer(rest.waitId, null);
        else sent.delete(rest.waitId);
        if (error === null || (isDefinedError(error) && error.code === 'WAIT_OVER')) void get().readInbox();
        if (error === null) return null;
        if (isDefinedError(error) && error.code === 'DOES_NOT_FIT')
          return { sentence: 'The answer does not fit the form yet.', problems: error.data.problems };
        return { sentence: failureSentence(error), problems: [] };
      },

      reassignTask: async (waitId, to, comment) => {
        const { error } = await safe(host.runs.reassign({ waitId, to, comment }));
        void get().readInbox();
        return error === null ? null : failureSentence(error);
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
    };
  };

/** Another window of the same person sent these very words: nothing of them is lost. */
const isWhatWasSent = ({ comment, typed }: AnswerDraft, { end }: TaskView): boolean =>
  Object.keys(typed).length === 0 && end !== null && (end.comment ?? '') === comment;

/** The contract's types have no readonly lists and records; nothing writes into them. */
const mutable = (record: JsonObject): Record<string, never> & Record<string, Json> => record as Record<string, never>; // true: reading only
