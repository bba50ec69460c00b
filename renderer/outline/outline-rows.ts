import type { StepId } from '../../engine/base/ids.ts';
import type { Flow, Step } from '../../engine/flow/flow.ts';
import { linksOf } from '../../engine/flow/links.ts';
import { linkFields, linkTarget } from '../../engine/flow/with-link.ts';
import { STEP_DEFINITIONS } from '../../engine/steps/step-definitions.ts';

/** One step as a line of the outline. */
export interface OutlineRow {
  readonly step: Step;
  /** 0 for the main way; each branch one deeper than the step that it leaves. */
  readonly depth: number;
  /** The step that the branch leaves; null on the main way. */
  readonly parent: StepId | null;
  /** What the branch is called, at its first step: `fail`, `error`; `not reached` at the first of steps that no way from the start leads to. */
  readonly branch: string | null;
  /** Its place among the steps under the same parent, from 1, and how many those are. */
  readonly place: number;
  readonly placeOf: number;
  readonly hasBranches: boolean;
}

/**
 * Every step once, in the order of the flow: the start first, then the usual way on from step to step; what leaves a step by another way (fail, error,
 * deadline, timeout) is nested under it. A way to a step that stands elsewhere makes no row: the step's own words name it. Steps that no way leads to
 * from the start come last.
 */
export function outlineRows(flow: Flow): readonly OutlineRow[] {
  const known = rowsOf.get(flow);
  if (known !== undefined) return known;
  const rows = madeRows(flow);
  rowsOf.set(flow, rows);
  return rows;
}

// A flow never changes, and keys, screen and commands all ask for its rows.
const rowsOf = new WeakMap<Flow, readonly OutlineRow[]>();

function madeRows(flow: Flow): readonly OutlineRow[] {
  const steps = new Map(flow.steps.map(step => [step.id, step]));
  const claimed = new Set<StepId>();
  const drafts: Draft[] = [];

  /** The steps along the usual way from `from`, as far as they stand nowhere yet. */
  const chainFrom = (from: StepId | undefined): readonly Step[] => {
    const chain: Step[] = [];
    let step = from === undefined ? undefined : steps.get(from);
    while (step !== undefined && !claimed.has(step.id)) {
      claimed.add(step.id);
      chain.push(step);
      const onward = usualTarget(step);
      step = onward === undefined ? undefined : steps.get(onward);
    }
    return chain;
  };
  // By hand and not by recursion: a thousand gates that each fail into the next would be a thousand calls deep.
  const put = (chain: readonly Step[], depth: number, parent: StepId | null, branch: string | null): void => {
    const open: { chain: readonly Step[]; at: number; depth: number; parent: StepId | null; branch: string | null; ways: SideWay[] }[] = [
      { chain, at: 0, depth, parent, branch, ways: [] },
    ];
    for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
      const way = level.ways.shift();
      const leaving = level.chain[level.at - 1];
      if (way !== undefined && leaving !== undefined) {
        const inner = chainFrom(way.to);
        if (inner.length > 0) open.push({ chain: inner, at: 0, depth: level.depth + 1, parent: leaving.id, branch: way.branch, ways: [] });
        continue;
      }
      const step = level.chain[level.at];
      if (step === undefined) {
        open.pop();
        continue;
      }
      drafts.push({ step, depth: level.depth, parent: level.parent, branch: level.at === 0 ? level.branch : null });
      level.at += 1;
      level.ways = sideWays(step);
    }
  };

  put(chainFrom(flow.start), 0, null, null);
  const entered = new Set(flow.steps.flatMap(linksOf).map(link => link.to));
  for (const step of [...flow.steps.filter(({ id }) => !entered.has(id)), ...flow.steps])
    if (!claimed.has(step.id)) put(chainFrom(step.id), 0, null, NOT_REACHED);
  return withPlaces(drafts);
}

/** Said of the first of steps that the start does not lead to. */
export const NOT_REACHED = 'not reached';

type Draft = Pick<OutlineRow, 'step' | 'depth' | 'parent' | 'branch'>;
interface SideWay {
  readonly to: StepId;
  readonly branch: string;
}

const usualTarget = (step: Step): StepId | undefined => {
  const [usual] = linkFields(step);
  return usual === undefined ? undefined : linkTarget(step, usual);
};

const sideWays = (step: Step): SideWay[] => {
  const [usual] = linkFields(step);
  return linksOf(step)
    .filter(link => link.field !== usual)
    .map(link => ({ to: link.to, branch: STEP_DEFINITIONS[step.kind].handles.find(way => way.field === link.field)?.label ?? link.field }));
};

function withPlaces(drafts: readonly Draft[]): readonly OutlineRow[] {
  const counts = new Map<StepId | null, number>();
  const places = drafts.map(({ parent }) => {
    const place = (counts.get(parent) ?? 0) + 1;
    counts.set(parent, place);
    return place;
  });
  return drafts.map((draft, index) => ({
    ...draft,
    place: places[index] ?? 1,
    placeOf: counts.get(draft.parent) ?? 1,
    hasBranches: counts.has(draft.step.id),
  }));
}

/** The rows that are seen while the branches under some steps are folded away. */
export function unfoldedRows(rows: readonly OutlineRow[], folded: ReadonlySet<StepId>): readonly OutlineRow[] {
  if (folded.size === 0) return rows;
  const shown: OutlineRow[] = [];
  let hiddenBelow = Infinity;
  for (const row of rows) {
    if (row.depth > hiddenBelow) continue;
    hiddenBelow = folded.has(row.step.id) && row.hasBranches ? row.depth : Infinity;
    shown.push(row);
  }
  return shown;
}

/** The steps that a row is nested under, from the outermost. */
export function rowsAbove(rows: readonly OutlineRow[], stepId: StepId): readonly StepId[] {
  const parents = new Map(rows.map(row => [row.step.id, row.parent]));
  const above: StepId[] = [];
  for (let at = parents.get(stepId) ?? null; at !== null; at = parents.get(at) ?? null) above.unshift(at);
  return above;
}
