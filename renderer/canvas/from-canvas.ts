import type { StepId } from '../../engine/base/ids.ts';
import type { FlowEdit } from '../../engine/flow/flow-edit.ts';
import { stepOf, type Flow, type Point } from '../../engine/flow/flow.ts';
import { linksOf, type Link } from '../../engine/flow/links.ts';
import { drawnWays, targetOf, type WayOut } from './step-links.ts';
import { placeSteps } from './place-steps.ts';

/** A press that slips by this much, in the canvas's measure, was no drag. */
const TREMBLE = 4;

/** Where the hand left the cards; only those that really moved. */
export function moveSteps(flow: Flow, nodes: readonly { readonly id: string; readonly position: Point }[]): readonly FlowEdit[] {
  const places = placeSteps(flow);
  const to: Record<StepId, Point> = {};
  for (const { id, position } of nodes) {
    const stepId = id as StepId; // true: the canvas names its nodes by step id
    const before = places.get(stepId);
    const point = { x: Math.round(position.x), y: Math.round(position.y) };
    if (before !== undefined && Math.max(Math.abs(before.x - point.x), Math.abs(before.y - point.y)) > TREMBLE) to[stepId] = point;
  }
  return Object.keys(to).length === 0 ? [] : [{ kind: 'move-steps', to }];
}

export function moveBy(places: ReadonlyMap<StepId, Point>, stepIds: readonly StepId[], by: Point): readonly FlowEdit[] {
  const to: Record<StepId, Point> = {};
  for (const stepId of stepIds) {
    const at = places.get(stepId);
    if (at !== undefined) to[stepId] = { x: at.x + by.x, y: at.y + by.y };
  }
  return Object.keys(to).length === 0 ? [] : [{ kind: 'move-steps', to }];
}

export const linkSteps = ({ from, field, to }: Link): readonly FlowEdit[] => [{ kind: 'link', from, field, to }];

export const unlink = ({ from, field }: WayOut): readonly FlowEdit[] => [{ kind: 'link', from, field, to: null }];

export const retitle = (stepId: StepId, title: string): readonly FlowEdit[] => [
  { kind: 'change-step', stepId, changes: [{ path: ['title'], ...(title.trim() === '' ? {} : { value: title.trim() }) }] },
];

/** Takes away steps and links; `heal` joins what came before to what comes after. */
export function removeSelected(
  stepIds: readonly StepId[],
  ways: readonly WayOut[],
  { heal }: { readonly heal: boolean },
): readonly FlowEdit[] {
  const left = ways.filter(way => !stepIds.includes(way.from));
  return [...left.flatMap(unlink), ...(stepIds.length === 0 ? [] : [{ kind: 'remove-steps' as const, stepIds: [...stepIds], heal }])];
}

/** The way out of a step that a new step is put on: the one asked for, else the first that is open, else none. */
export function openWay(flow: Flow, stepId: StepId, field: WayOut['field'] | undefined): WayOut | null {
  const step = stepOf(flow, stepId);
  if (step === undefined) return null;
  const ways = drawnWays(step);
  const asked = ways.find(way => way.field === field);
  if (field !== undefined) return asked === undefined ? null : { from: stepId, field };
  const open = ways.find(way => targetOf(step, way.field) === undefined) ?? ways.find(way => targetOf(step, way.field) === 'halt');
  return open === undefined ? null : { from: stepId, field: open.field };
}

/** A loose step that was dropped on a link goes between its ends; a step that has links already stays out of it. */
export function dropOnLink(flow: Flow, stepId: StepId, way: WayOut): readonly FlowEdit[] {
  const [step, source] = [stepOf(flow, stepId), stepOf(flow, way.from)];
  if (step === undefined || source === undefined || way.from === stepId) return [];
  const target = targetOf(source, way.field);
  const isLoose = linksOf(step).length === 0 && flow.steps.every(other => linksOf(other).every(link => link.to !== stepId));
  if (!isLoose || target === undefined || target === 'halt' || target === stepId) return [];
  const [onward] = drawnWays(step);
  return [
    ...linkSteps({ ...way, to: stepId }),
    ...(onward === undefined ? [] : linkSteps({ from: stepId, field: onward.field, to: target })),
  ];
}
