import type { Json } from '../../../engine/base/json.ts';
import type { TraceKind } from '../../../engine/trace/trace-row.ts';
import { useStudio } from '../../state/studio.ts';
import { actorName } from '../run-details/actor-name.ts';
import { ROW_WORDS } from '../trace/trace-line.ts';

/** How the cache took part in an answer, in words. */
export const CACHE_WORDS = [
  { value: 'miss', label: 'Answered afresh' },
  { value: 'hit', label: 'Served from the cache' },
  { value: 'coalesced', label: 'Served by another run’s answer' },
  { value: 'bypass', label: 'Cache not asked' },
];

/** Cells that have a name, or words of their own. */
export function useRowWords(): (column: string, cell: Json | undefined) => string | null {
  const flows = useStudio(studio => studio.flows);
  const skills = useStudio(studio => studio.catalog?.skills);
  return (column, cell) => {
    if (column === 'version_no' && cell === null) return 'draft';
    if (typeof cell !== 'string') return null;
    switch (column) {
      case 'flow_id':
        return flows?.find(({ flowId }) => flowId === cell)?.name ?? null;
      case 'skill':
        return skills?.find(({ name }) => name === cell)?.title ?? null;
      case 'kind':
        return Object.hasOwn(ROW_WORDS, cell) ? ROW_WORDS[cell as TraceKind] : null; // true: the table holds it
      case 'cache':
        return CACHE_WORDS.find(({ value }) => value === cell)?.label ?? null;
      case 'actor':
        return actorName(cell);
      case 'run_id':
        return `…${cell.slice(-6)}`;
      default:
        return null;
    }
  };
}
