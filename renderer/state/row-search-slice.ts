import { safe } from '@orpc/client';
import type { Json } from '../../engine/base/json.ts';
import type { RowSearch } from '../../engine/questions/observatory.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import type { Slice } from './studio.ts';

export type SearchedRows = RowSearch['of'];

/** What rows are asked for. */
export type RowQuestion = Omit<RowSearch, 'of' | 'before' | 'limit'>;

/** A search as far as it came. */
export interface RowsShown {
  readonly question: RowQuestion;
  readonly columns: readonly string[];
  /** Newest first. */
  readonly rows: readonly (readonly Json[])[];
  /** Where it goes on; null when every row was looked at. */
  readonly before: number | null;
  /** Rows that there are. */
  readonly written: number;
  readonly status: 'new' | 'looking' | 'resting';
  readonly trouble: string | null;
}

const NOTHING_ASKED: RowsShown = { question: { words: '' }, columns: [], rows: [], before: null, written: 0, status: 'new', trouble: null };

/** Searches in the ledger and in the trace: what was found is shown at once, and a search goes on until a page is full, all was looked at, or it is stopped. */
export interface RowSearchSlice {
  readonly rowSearches: Readonly<Record<SearchedRows, RowsShown>>;

  readonly askRows: (of: SearchedRows, change: Partial<RowQuestion>) => void;
  /** Another page. */
  readonly moreRows: (of: SearchedRows) => Promise<void>;
  readonly stopRows: (of: SearchedRows) => void;
}

/** Rows that are found before a search rests. */
const PAGE = 200;
const SEARCH_AFTER_MS = 200;

export const rowSearchSlice: Slice<RowSearchSlice> =
  ({ host, wire, later }) =>
  (set, get) => {
    const turns: Record<SearchedRows, number> = { ledger: 0, trace: 0 };
    const callOff: Record<SearchedRows, () => void> = { ledger: () => undefined, trace: () => undefined };
    const show = (of: SearchedRows, change: Partial<RowsShown>): void =>
      set({ rowSearches: { ...get().rowSearches, [of]: { ...get().rowSearches[of], ...change } } });

    /** Looks on from where the search came, until so many rows are shown. */
    const look = async (of: SearchedRows, until: number): Promise<void> => {
      const turn = ++turns[of];
      show(of, { status: 'looking', trouble: null });
      for (;;) {
        const { question, rows, before } = get().rowSearches[of];
        const { data, error } = await safe(host.observatory.search({ ...question, of, before, limit: until - rows.length }));
        if (turn !== turns[of]) return;
        if (error !== null) {
          show(of, { status: 'resting', ...(wire.connection() === 'open' ? { trouble: failureSentence(error) } : {}) });
          return;
        }
        const found = [...rows, ...data.rows];
        const isOver = data.before === null || found.length >= until;
        show(of, {
          columns: data.columns,
          rows: found,
          before: data.before,
          written: data.written,
          status: isOver ? 'resting' : 'looking',
        });
        if (isOver) return;
      }
    };

    return {
      rowSearches: { ledger: NOTHING_ASKED, trace: NOTHING_ASKED },

      askRows: (of, change) => {
        turns[of]++;
        callOff[of]();
        show(of, { question: { ...get().rowSearches[of].question, ...change } });
        callOff[of] = later(change.words === undefined ? 0 : SEARCH_AFTER_MS, () => {
          show(of, { rows: [], before: null });
          void look(of, PAGE);
        });
      },

      moreRows: of => look(of, get().rowSearches[of].rows.length + PAGE),

      stopRows: of => {
        turns[of]++;
        show(of, { status: 'resting' });
      },
    };
  };
