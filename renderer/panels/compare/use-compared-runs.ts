import { useCallback, useState } from 'react';
import type { RunId } from '../../../engine/base/ids.ts';
import type { ComparedRuns } from '../../state/compare-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { useRead, type Reading } from '../../bridge/use-read.ts';

/** Two runs side by side; read again as runs come on, for as long as one of the two has not ended. */
export function useComparedRuns(a: RunId, b: RunId): Reading<ComparedRuns> {
  const readComparedRuns = useStudio(studio => studio.readComparedRuns);
  const pair = `${a} ${b}`;
  const [underWay, setUnderWay] = useState<string | null>(null);
  const news = useStudio(studio => (underWay === pair ? studio.comparedNews : 0));
  return useRead(
    useCallback(async () => {
      const runs = await readComparedRuns(a, b);
      setUnderWay([runs.a.run, runs.b.run].some(({ endedAtUs }) => endedAtUs === null) ? `${a} ${b}` : null);
      return runs;
    }, [readComparedRuns, a, b]),
    news,
  );
}
