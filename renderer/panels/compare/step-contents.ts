import { refHash, type ValueRef } from '../../../engine/base/value-ref.ts';
import type { ComparedStep } from '../../../engine/compare/run-comparison.ts';
import type { StepVisit } from '../../../engine/trace/run.ts';
import type { ComparedRun, ComparedRuns, WholeValue } from '../../state/compare-slice.ts';
import { rowsOfVisit } from '../run-details/visit-sentence.ts';
import { valueChanges, type ValueChange } from './value-changes.ts';

/** One thing that went into a step or came out of it, on both sides. */
export interface StepContent {
  /** `Input`, `Output`, `Prompt`, `Prompt of “draft”`, `Memory read` */
  readonly name: string;
  readonly a: ValueRef | null;
  readonly b: ValueRef | null;
  readonly same: boolean;
}

/** The same once it is read: its differences, or a sentence about why they cannot be shown. */
export interface ReadContent {
  readonly name: string;
  readonly changes: readonly ValueChange[];
  readonly note: string | null;
  /** It repeats a sensitive slice and waits until a person asks to see it. */
  readonly isMasked: boolean;
}

export const visitOf = ({ run }: ComparedRun, { id, visit }: Pick<ComparedStep, 'id' | 'visit'>): StepVisit | null =>
  run.visits.find(one => one.stepId === id && one.visit === visit) ?? null;

/** What went into a step and what came out, paired: input, each prompt, output. */
export function stepContents(runs: ComparedRuns, step: ComparedStep): readonly StepContent[] {
  const [a, b] = [runs.a, runs.b].map(side => refsOf(side, step));
  const names = [...new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])];
  return names.map(name => {
    const [was, is] = [a?.get(name) ?? null, b?.get(name) ?? null];
    return { name, a: was, b: is, same: was !== null && is !== null && refHash(was) === refHash(is) };
  });
}

function refsOf(side: ComparedRun, step: ComparedStep): ReadonlyMap<string, ValueRef> {
  const visit = visitOf(side, step);
  const refs = new Map<string, ValueRef>();
  if (visit === null) return refs;
  if (visit.input !== null) refs.set('Input', visit.input);
  for (const row of rowsOfVisit(side.rows, visit)) {
    if (row.kind === 'agent.called') refs.set(`Prompt of “${row.data.stage}”`, row.data.prompt);
    if (row.kind === 'gate.evaluated') for (const { path, value } of row.data.reads) refs.set(`Read ${path}`, value);
  }
  if (visit.state.status === 'completed') refs.set('Output', visit.state.output);
  return refs;
}

/** Reads both sides of what differs and tells the differences place by place. */
export async function readContents(
  contents: readonly StepContent[],
  readWhole: (ref: ValueRef) => Promise<WholeValue>,
): Promise<readonly ReadContent[]> {
  return Promise.all(
    contents
      .filter(content => !content.same)
      .map(async ({ name, a, b }) => {
        const [was, is] = await Promise.all([a, b].map(async ref => (ref === null ? null : await readWhole(ref))));
        const missing = [was, is].flatMap(side => (side !== null && side !== undefined && 'missing' in side ? [side.missing] : []));
        if (missing.includes('masked'))
          return { name, changes: [], note: 'Masked: it repeats a slice that the flow marks as sensitive. It differs.', isMasked: true };
        if (missing.length > 0) return { name, changes: [], note: 'Too large to be shown side by side. It differs.', isMasked: false };
        const note = a === null ? 'Only in B.' : b === null ? 'Only in A.' : null;
        return { name, changes: valueChanges(valueAt(was), valueAt(is)), note, isMasked: false };
      }),
  );
}

const valueAt = (side: WholeValue | null | undefined) => (side !== null && side !== undefined && 'value' in side ? side.value : undefined);
