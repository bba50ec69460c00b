import { isDefinedError, safe } from '@orpc/client';
import type { ShownQuestion } from '../../engine/contract/observatory.ts';
import type { AskableTable, AskedTable, AskProblem, FigureGroup, Figures } from '../../engine/questions/observatory.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import type { Slice } from './studio.ts';

/** Days that charts may show; null: all. */
export const CHART_DAYS = [7, 30, 90, null] as const;

export interface ChartQuestion {
  readonly by: FigureGroup;
  readonly days: (typeof CHART_DAYS)[number];
}

/** A question as it is being written and asked. */
export interface Sheet {
  readonly sql: string;
  /** Of its parameters. */
  readonly values: Readonly<Record<string, string>>;
  readonly isAsking: boolean;
  readonly answer: AskedTable | null;
  readonly problem: AskProblem | null;
  /** What is wrong with the text as it stands, found while it is written. */
  readonly fault: AskProblem | null;
}

/** The sheet of a question that nobody has saved. */
export const NEW_QUESTION = 'new';

const NEW_SHEET: Sheet = {
  sql: 'SELECT skill, cache, count(*) AS stages\nFROM atelier_ledger\nWHERE org_id = :org\nGROUP BY skill, cache\nORDER BY stages DESC',
  values: {},
  isAsking: false,
  answer: null,
  problem: null,
  fault: null,
};

/** Charts and questions over ledger and trace. */
export interface ObservatorySlice {
  /** Null until they have been read. */
  readonly questions: readonly ShownQuestion[] | null;
  /** Sentences about questions that were passed over, or why none could be read. */
  readonly questionTroubles: readonly string[];
  /** What questions may name. */
  readonly askable: readonly AskableTable[];
  readonly chartQuestion: ChartQuestion;
  readonly figures: readonly Figures[] | null;
  readonly figuresTrouble: string | null;
  /** By the name of the question. */
  readonly sheets: Readonly<Record<string, Sheet>>;

  readonly readQuestions: () => Promise<void>;
  readonly askFigures: (change: Partial<ChartQuestion>) => Promise<void>;
  /** Lays a sheet for a question, unless there is one. */
  readonly openSheet: (name: string) => void;
  readonly writeSheet: (name: string, change: Partial<Pick<Sheet, 'sql' | 'values'>>) => void;
  readonly askSheet: (name: string) => Promise<void>;
  readonly stopSheet: (name: string) => void;
  /** Null when it is saved, else a sentence. */
  readonly saveQuestion: (question: Omit<ShownQuestion, 'own'>) => Promise<string | null>;
  readonly removeQuestion: (name: string) => Promise<void>;
  /** Hands a text to the person as a file. */
  readonly saveText: (file: { readonly name: string; readonly mediaType: string; readonly text: string }) => void;
}

/** How long after the last key a text is looked at. */
const CHECK_AFTER_MS = 400;
const DAY_US = 86_400_000_000;

export const observatorySlice: Slice<ObservatorySlice> =
  ({ host, wire, tell, later, nowUs, handOver }) =>
  (set, get) => {
    const stops = new Map<string, AbortController>();
    let callOffCheck = (): void => undefined;
    let figuresAsked = 0;
    const lay = (name: string, change: Partial<Sheet>): void => {
      const sheet = get().sheets[name];
      if (sheet !== undefined) set({ sheets: { ...get().sheets, [name]: { ...sheet, ...change } } });
    };
    const check = async (name: string): Promise<void> => {
      const sql = get().sheets[name]?.sql ?? '';
      const { data, error } = await safe(host.observatory.check({ sql: sql.trim() === '' ? ' ' : sql }));
      if (error === null && get().sheets[name]?.sql === sql) lay(name, { fault: data });
    };
    return {
      questions: null,
      questionTroubles: [],
      askable: [],
      chartQuestion: { by: 'day', days: 30 },
      figures: null,
      figuresTrouble: null,
      sheets: {},

      readQuestions: async () => {
        try {
          // Asked together: the second starts the process that answers, while a person looks at the list.
          const [{ questions, problems }, askable] = await Promise.all([host.observatory.questions(), host.observatory.tables()]);
          set({ questions, questionTroubles: problems, askable });
        } catch (error) {
          if (wire.connection() === 'open') set({ questionTroubles: [failureSentence(error)], questions: get().questions ?? [] });
        }
      },

      askFigures: async change => {
        const chartQuestion = { ...get().chartQuestion, ...change };
        const isOther = chartQuestion.by !== get().chartQuestion.by;
        set({ chartQuestion, ...(isOther ? { figures: null } : {}) });
        const mine = ++figuresAsked;
        const { by, days } = chartQuestion;
        const offsetMinutes = -new Date(nowUs() / 1000).getTimezoneOffset();
        const { data, error } = await safe(
          host.observatory.figures({ by, offsetMinutes, sinceUs: days === null ? null : nowUs() - days * DAY_US }),
        );
        if (mine !== figuresAsked) return;
        if (error === null) set({ figures: data, figuresTrouble: null });
        else if (wire.connection() === 'open') set({ figuresTrouble: failureSentence(error) });
      },

      openSheet: name => {
        if (get().sheets[name] !== undefined) return;
        const question = get().questions?.find(each => each.name === name);
        if (question === undefined && name !== NEW_QUESTION) return;
        const { sql, parameters: values } = question ?? { sql: NEW_SHEET.sql, parameters: {} };
        set({ sheets: { ...get().sheets, [name]: { ...NEW_SHEET, sql, values } } });
      },

      writeSheet: (name, change) => {
        lay(name, { ...change, ...(change.sql === undefined ? {} : { problem: null }) });
        if (change.sql === undefined) return;
        callOffCheck();
        callOffCheck = later(CHECK_AFTER_MS, () => void check(name));
      },

      askSheet: async name => {
        const sheet = get().sheets[name];
        if (sheet === undefined || sheet.isAsking || sheet.sql.trim() === '') return;
        const stop = new AbortController();
        stops.set(name, stop);
        lay(name, { isAsking: true, problem: null });
        const { data, error } = await safe(host.observatory.ask({ sql: sheet.sql, values: { ...sheet.values } }, { signal: stop.signal }));
        stops.delete(name);
        if (error === null) lay(name, { isAsking: false, answer: data, fault: null });
        else if (stop.signal.aborted) lay(name, { isAsking: false, problem: { sentence: 'You stopped the question.' } });
        else
          lay(name, {
            isAsking: false,
            problem: isDefinedError(error) ? error.data : { sentence: failureSentence(error) },
          });
      },

      stopSheet: name => stops.get(name)?.abort(),

      saveQuestion: async question => {
        const { error } = await safe(host.observatory.saveQuestion(question));
        if (error !== null) return failureSentence(error);
        tell({ kind: 'done', sentence: `The question “${question.title}” is saved.` });
        await get().readQuestions();
        get().openSheet(question.name);
        return null;
      },

      removeQuestion: async name => {
        const { error } = await safe(host.observatory.removeQuestion({ name }));
        if (error !== null) tell({ kind: 'trouble', sentence: failureSentence(error) });
        const { [name]: _gone, ...sheets } = get().sheets;
        set({ sheets });
        await get().readQuestions();
      },

      saveText: ({ name, mediaType, text }) => handOver({ name, mediaType, base64: base64Of(text) }),
    };
  };

/** The UTF-8 bytes of a text; a mark before them tells spreadsheets that they are. */
function base64Of(text: string): string {
  let signs = '';
  for (const byte of new TextEncoder().encode(`\uFEFF${text}`)) signs += String.fromCharCode(byte);
  return btoa(signs);
}
