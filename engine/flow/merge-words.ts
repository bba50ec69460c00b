import { diffFlows } from './diff-flows.ts';
import { fieldWords } from './field-words.ts';
import type { FlowCatalog } from './flow-catalog.ts';
import type { FlowDiff } from './flow-change.ts';
import { Retry, stepOf, stepTitle, type Step } from './flow.ts';
import type { MergeConflict } from './merge-conflict.ts';
import type { MergePath, ThreeFlows } from './merge-json.ts';
import { keyWords } from './short-words.ts';

/** A conflict for an operator: where it is, and what each side made of it. */
export interface ConflictWords {
  /** The step's title; null where it concerns the flow as a whole. */
  readonly step: string | null;
  /** `Focus`, `The step as a whole`, `Slice “journal” › required` */
  readonly place: string;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** Words for the conflicts of one merge; the differences of the flows are looked for once. */
export function conflictWords(
  flows: ThreeFlows,
  conflicts: readonly MergeConflict[],
  catalog: FlowCatalog | null = null,
): readonly ConflictWords[] {
  if (conflicts.length === 0) return [];
  const [mine, other] = [diffFlows(flows.base, flows.ours, catalog), diffFlows(flows.base, flows.theirs, catalog)];
  return conflicts.map(conflict => {
    const step = conflict.stepId === null ? undefined : (stepOf(flows.ours, conflict.stepId) ?? stepOf(flows.theirs, conflict.stepId));
    return {
      step: step === undefined ? null : stepTitle(step),
      place: step === undefined ? headPlace(conflict.path) : stepPlace(step, conflict.path, catalog),
      ours: sentencesAt(mine, conflict),
      theirs: sentencesAt(other, conflict),
    };
  });
}

/** What a side says of a place or of something inside it, or of what it is inside of. */
function sentencesAt({ changes }: FlowDiff, { stepId, path }: MergeConflict): readonly string[] {
  const at = path.join('.');
  const found = changes.filter(change => {
    if ((change.stepId ?? null) !== stepId) return false;
    const there = change.path ?? '';
    return at === '' || there === '' || there === at || there.startsWith(`${at}.`) || at.startsWith(`${there}.`);
  });
  return found.length === 0 ? ['Written otherwise, to the same effect.'] : found.map(({ sentence }) => sentence);
}

function stepPlace(step: Step, [field, ...inside]: MergePath, catalog: FlowCatalog | null): string {
  switch (field) {
    case undefined:
      return 'The step as a whole';
    case 'config':
      return fieldWords(step, inside, catalog).label;
    case 'title':
      return 'Title';
    case 'save':
      return ['Save to context', ...inside].join(' › ');
    case 'next':
      return 'Next step';
    case 'onError':
      return 'On an error';
    case 'retry': {
      const key = String(inside[0] ?? '');
      const title = Object.hasOwn(Retry.shape, key) ? Retry.shape[key as keyof typeof Retry.shape].meta()?.title : undefined; // true: a key of its own
      return title === undefined ? 'Retry' : `Retry › ${title}`;
    }
    default:
      return keyWords(String(field));
  }
}

function headPlace([field, ...inside]: MergePath): string {
  if (field === 'packet') {
    const [, name, ...more] = inside.map(String);
    return name === undefined ? 'Packet' : [`Slice “${name}”`, ...more.map(keyWords)].join(' › ');
  }
  if (field === 'steps') return 'Order of the steps';
  if (field === 'start') return 'First step';
  if (field === 'notes') return 'Note on the canvas';
  if (field === 'context') return ['Declared context', ...inside.slice(1)].join(' › ');
  return keyWords(String(field ?? ''));
}
