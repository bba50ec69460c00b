import { useCallback, useEffect, useRef, useState } from 'react';
import type { RunFilter, RunPage, RunPlace } from '../../../engine/trace/run-filter.ts';
import type { RunSummary } from '../../../engine/trace/run-summary.ts';
import { failureSentence } from '../../bridge/failure-sentence.ts';
import { useStudio } from '../../state/studio.ts';

export interface RunList {
  readonly runs: readonly RunSummary[];
  /** Where it goes on; null when all are here. */
  readonly next: RunPlace | null;
  /** Looking for more right now. */
  readonly isBusy: boolean;
  readonly trouble: string | null;
}

const PAGE = 60;
const NOTHING: RunList = { runs: [], next: null, isBusy: true, trouble: null };

/**
 * The runs that a filter finds, newest first, page by page; `more` fetches the next page, `again` begins anew. Runs that begin or go on meanwhile are
 * taken in at the top without moving what is further down.
 */
export function useRunList(filter: RunFilter): RunList & { readonly more: () => void; readonly again: () => void } {
  const search = useStudio(studio => studio.searchRuns);
  const news = useStudio(studio => studio.runNews);
  const [list, setList] = useState(NOTHING);
  const question = useRef(0);

  const look = useCallback(
    (before: RunPlace | null, known: readonly RunSummary[]) => {
      const asked = ++question.current;
      return lookOn({
        search: (from: RunPlace | null) => search(filter, from, PAGE),
        before,
        known,
        tell: setList,
        isWanted: () => asked === question.current,
      });
    },
    [search, filter],
  );

  useEffect(() => {
    void look(null, []);
    return () => {
      question.current += 1;
    };
  }, [look]);

  useEffect(() => {
    if (news === 0) return;
    let wanted = true;
    // What goes on is near the top: its page is read anew and laid over what is known.
    search(filter, null, PAGE).then(
      page => {
        if (!wanted) return;
        setList(now => {
          const fresh = new Map(page.runs.map(run => [run.runId, run]));
          const known = new Set(now.runs.map(({ runId }) => runId));
          const added =
            now.isBusy && now.runs.length === 0 ? [] : page.runs.filter(run => !known.has(run.runId) && isNewer(run, now.runs[0]));
          return { ...now, runs: [...added, ...now.runs.map(run => fresh.get(run.runId) ?? run)] };
        });
      },
      () => undefined, // the list stands as it was; the next look says what is wrong
    );
    return () => {
      wanted = false;
    };
  }, [news, search, filter]);

  return {
    ...list,
    more: () => {
      if (list.isBusy || list.next === null) return;
      setList({ ...list, isBusy: true, trouble: null });
      void look(list.next, list.runs);
    },
    again: () => {
      setList(NOTHING);
      void look(null, []);
    },
  };
}

interface Looking {
  readonly search: (before: RunPlace | null) => Promise<RunPage>;
  readonly before: RunPlace | null;
  readonly known: readonly RunSummary[];
  readonly tell: (list: RunList) => void;
  /** False once somebody asked for something else. */
  readonly isWanted: () => boolean;
}

/** Looks on until a page is full: where little fits, the engine answers with less and a place to go on from. */
async function lookOn({ search, before, known, tell, isWanted }: Looking): Promise<void> {
  let runs = known;
  let next = before;
  try {
    do {
      const page = await search(next);
      if (!isWanted()) return;
      runs = [...runs, ...page.runs];
      next = page.next;
      const isFull = next === null || runs.length >= known.length + PAGE;
      tell({ runs, next, isBusy: !isFull, trouble: null });
    } while (next !== null && runs.length < known.length + PAGE);
  } catch (error) {
    if (isWanted()) tell({ runs, next, isBusy: false, trouble: failureSentence(error) });
  }
}

const isNewer = (run: RunSummary, first: RunSummary | undefined): boolean =>
  first === undefined || run.createdAtUs > first.createdAtUs || (run.createdAtUs === first.createdAtUs && run.runId > first.runId);
