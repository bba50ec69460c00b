import type { StepId } from '../../engine/base/ids.ts';
import type { FlowEdit } from '../../engine/flow/flow-edit.ts';
import { stepOf, stepTitle, type Flow } from '../../engine/flow/flow.ts';
import { linksOf } from '../../engine/flow/links.ts';
import { linkFields, linkTarget } from '../../engine/flow/with-link.ts';
import { placeSteps } from '../canvas/place-steps.ts';
import type { WayOut } from '../canvas/step-links.ts';
import type { OutlineRow } from './outline-rows.ts';

/** The way by which a step usually goes on: next, or a gate's pass. */
export const usualWay = (flow: Flow, stepId: StepId): WayOut | null => {
  const step = stepOf(flow, stepId);
  const [field] = step === undefined ? [] : linkFields(step);
  return field === undefined ? null : { from: stepId, field };
};

/** The way that a row hangs on: from the row before it on the same way, or from the step that its branch leaves. Null at the start and where nothing leads. */
export function wayInto(rows: readonly OutlineRow[], stepId: StepId): WayOut | null {
  const row = rows.find(({ step }) => step.id === stepId);
  if (row === undefined) return null;
  const leading = rows.flatMap(({ step, parent }) => {
    const [usual] = linkFields(step);
    return linksOf(step).filter(link => link.to === stepId && (link.field === usual ? parent === row.parent : step.id === row.parent));
  });
  const [way] = leading.filter(link => link.from !== stepId);
  return way === undefined ? null : { from: way.from, field: way.field };
}

/** A change of order, to be carried out as one deed. */
export interface Reordered {
  readonly label: string;
  readonly edits: readonly FlowEdit[];
}

/**
 * Two steps that follow each other change places: what led to the first leads to the second, which leads to the first, which goes on where the second
 * went. They change places on the canvas too. What leaves them by other ways stays with them. Null when the first leads nowhere. `hand` is the one
 * that a person moves.
 */
export function swapped(flow: Flow, firstId: StepId, hand: 'first' | 'second'): Reordered | null {
  const [first, way] = [stepOf(flow, firstId), usualWay(flow, firstId)];
  const second = first === undefined || way === null ? undefined : stepOf(flow, linkTarget(first, way.field) ?? '');
  const wayOn = second === undefined ? null : usualWay(flow, second.id);
  if (first === undefined || way === null || second === undefined || wayOn === null || second.id === first.id) return null;
  const onward = linkTarget(second, wayOn.field) ?? null;
  const into = flow.steps.flatMap(linksOf).filter(link => link.to === first.id && link.from !== second.id && link.from !== first.id);
  const link = (from: WayOut, to: StepId | null): FlowEdit => ({ kind: 'link', from: from.from, field: from.field, to });
  return {
    label:
      hand === 'first' ? `move ${stepTitle(first)} after ${stepTitle(second)}` : `move ${stepTitle(second)} before ${stepTitle(first)}`,
    edits: [
      ...into.map(one => link(one, second.id)),
      link(way, onward === first.id ? second.id : onward),
      link(wayOn, first.id),
      ...(flow.start === first.id ? [{ kind: 'set-start' as const, stepId: second.id }] : []),
      ...placesChanged(flow, first.id, second.id),
    ],
  };
}

function placesChanged(flow: Flow, a: StepId, b: StepId): readonly FlowEdit[] {
  const places = placeSteps(flow);
  const [at, to] = [places.get(a), places.get(b)];
  if (at === undefined || to === undefined) return [];
  return [{ kind: 'move-steps', to: { [a]: { x: to.x, y: to.y }, [b]: { x: at.x, y: at.y } } }];
}
