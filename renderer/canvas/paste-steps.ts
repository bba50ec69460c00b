import type { StepId } from '../../engine/base/ids.ts';
import { copiedSteps, type CopiedSteps } from '../../engine/flow/copied-steps.ts';
import type { FlowEdit } from '../../engine/flow/flow-edit.ts';
import { stepOf, type Flow, type Group, type Note, type Point, type Step } from '../../engine/flow/flow.ts';
import { freshStepId } from '../../engine/flow/fresh-step-id.ts';
import { linksOf } from '../../engine/flow/links.ts';
import { lostReads, lostReadWords } from '../../engine/flow/lost-reads.ts';
import { renewedSteps } from '../../engine/flow/renewed-steps.ts';
import { withLink } from '../../engine/flow/with-link.ts';
import { CARD_HEIGHT, CARD_WIDTH, GAP_Y, GRID } from './card-measures.ts';
import { NOTE_SIZE } from './extra-nodes.ts';
import { linkSteps } from './from-canvas.ts';
import { placeSteps } from './place-steps.ts';
import { targetOf } from './step-links.ts';

/** Where copies go: their middle at a point, or each as far from its original as the others; `mayCover` lays them on what is there. */
export type PasteWhere =
  { readonly kind: 'around'; readonly point: Point } | { readonly kind: 'beside'; readonly by: Point; readonly mayCover: boolean };

export interface PastedSteps {
  readonly edits: readonly FlowEdit[];
  /** Of the copies, in the order of the originals. */
  readonly stepIds: readonly StepId[];
  readonly noteIds: readonly string[];
  /** What the copies read that this flow does not have, and links that could not be kept: parts of a sentence. */
  readonly lost: readonly string[];
}

/**
 * Copied steps and notes put into a flow as one deed; groups that came along hold the copies. With `keepLinks` what led to the originals leads to the copies, as far as that way out leads to the
 * original or nowhere, and the copies lead where the originals led; else they are linked among themselves only.
 */
export function pastedSteps(
  flow: Flow,
  copied: CopiedSteps,
  { where, keepLinks }: { readonly where: PasteWhere; readonly keepLinks: boolean },
): PastedSteps {
  const { steps: bare, names } = renewedSteps(
    copied,
    flow.steps.map(({ id }) => id),
  );
  const outgoing = keepLinks ? copied.steps.flatMap(step => linksOf(step).filter(({ to }) => !names.has(to))) : [];
  const steps = bare.map((step): Step => {
    const led = outgoing.filter(({ from, to }) => names.get(from) === step.id && stepOf(flow, to) !== undefined);
    return led.reduce((linked, { field, to }) => withLink(linked, field, to), step);
  });
  const incoming = (keepLinks ? copied.incoming : []).map(link => ({ ...link, isKept: canLead(flow, link) }));
  const { layout, by } = pastedPlaces(flow, copied, names, where);
  const notes = pastedNotes(flow, copied, by);
  const groups = pastedGroups(flow, copied, names);
  const start = flow.start === undefined && copied.start !== undefined ? names.get(copied.start) : undefined;
  return {
    edits: [
      ...(steps.length === 0 ? [] : [{ kind: 'add-steps' as const, steps, layout }]),
      ...(notes.length === 0 ? [] : [{ kind: 'set-notes' as const, notes: [...(flow.notes ?? []), ...notes] }]),
      ...(groups.length === 0 ? [] : [{ kind: 'set-groups' as const, groups: [...(flow.groups ?? []), ...groups] }]),
      ...(start === undefined ? [] : [{ kind: 'set-start' as const, stepId: start }]),
      ...incoming.flatMap(({ from, field, to, isKept }) => (isKept ? linkSteps({ from, field, to: names.get(to) ?? to }) : [])),
    ],
    stepIds: steps.map(({ id }) => id),
    noteIds: notes.map(({ id }) => id),
    lost: [
      ...lostReads({ ...flow, steps: [...flow.steps, ...steps] }, steps).map(lostReadWords),
      ...outgoing.flatMap(({ from, to }) => (stepOf(flow, to) === undefined ? [`“${from}” led on to “${to}”`] : [])),
      ...incoming.flatMap(({ from, to, isKept }) => (isKept ? [] : [`“${from}” led to “${to}”`])),
    ],
  };
}

function canLead(flow: Flow, { from, field, to }: CopiedSteps['incoming'][number]): boolean {
  const step = stepOf(flow, from);
  const target = step === undefined ? to : targetOf(step, field);
  return step !== undefined && (target === undefined || target === 'halt' || target === to);
}

/** Where the copies stand, and how far each is from its original. */
function pastedPlaces(
  flow: Flow,
  copied: CopiedSteps,
  names: ReadonlyMap<StepId, StepId>,
  where: PasteWhere,
): { readonly layout: Readonly<Record<StepId, Point>>; readonly by: Point } {
  const { notes: _notes, ...rest } = flow;
  const originals = [...placeSteps({ ...rest, steps: copied.steps, layout: copied.layout })];
  const boxes = [
    ...originals.map(([, { x, y }]) => ({ x, y, width: CARD_WIDTH, height: CARD_HEIGHT })),
    ...(copied.notes ?? []).map(({ x, y, width = NOTE_SIZE.width, height = NOTE_SIZE.height }) => ({ x, y, width, height })),
  ];
  const middle = {
    x: (lowest(boxes.map(({ x }) => x)) + highest(boxes.map(({ x, width }) => x + width))) / 2,
    y: (lowest(boxes.map(({ y }) => y)) + highest(boxes.map(({ y, height }) => y + height))) / 2,
  };
  const by = where.kind === 'around' ? { x: toGrid(where.point.x - middle.x), y: toGrid(where.point.y - middle.y) } : where.by;
  const taken = where.kind === 'beside' && where.mayCover ? [] : [...placeSteps(flow).values()];
  const moved = originals.map(([id, { x, y }]) => [names.get(id) ?? id, { x: x + by.x, y: y + by.y }] as const);
  const down = freeBelow(
    moved.map(([, point]) => point),
    taken,
  );
  return {
    layout: Object.fromEntries(moved.map(([id, { x, y }]) => [id, { x, y: y + down }])),
    by: { x: by.x, y: by.y + down },
  };
}

function pastedNotes(flow: Flow, copied: CopiedSteps, by: Point): readonly Note[] {
  const taken = new Set((flow.notes ?? []).map(({ id }) => id));
  return (copied.notes ?? []).map(note => {
    const id = freshStepId(taken, 'note');
    taken.add(id);
    return { ...note, id, x: note.x + by.x, y: note.y + by.y };
  });
}

function pastedGroups(flow: Flow, copied: CopiedSteps, names: ReadonlyMap<StepId, StepId>): readonly Group[] {
  const taken = new Set((flow.groups ?? []).map(({ id }) => id));
  return (copied.groups ?? []).flatMap(({ title, stepIds }) => {
    const copies = stepIds.flatMap(id => names.get(id) ?? []);
    if (copies.length === 0) return [];
    const id = freshStepId(taken, 'group');
    taken.add(id);
    return [{ id, title, stepIds: copies }];
  });
}

/** How far down all of these cards must go together until none covers another one. */
function freeBelow(cards: readonly Point[], taken: readonly Point[]): number {
  const rows = CARD_HEIGHT + GAP_Y;
  const cell = (x: number, y: number) => `${Math.floor(x / CARD_WIDTH)} ${Math.floor(y / rows)}`;
  const cells = Map.groupBy(taken, ({ x, y }) => cell(x, y));
  const covers = ({ x, y }: Point): boolean =>
    [-1, 0, 1].some(dx =>
      [-1, 0, 1].some(dy =>
        (cells.get(cell(x + dx * CARD_WIDTH, y + dy * rows)) ?? []).some(
          other => Math.abs(other.x - x) < CARD_WIDTH && Math.abs(other.y - y) < CARD_HEIGHT + GRID,
        ),
      ),
    );
  const isFree = (down: number) => cards.every(({ x, y }) => !covers({ x, y: y + down }));
  let down = 0;
  while (!isFree(down)) down += GRID * 4;
  return down;
}

/** The steps and notes copied and put under themselves, as far down as it takes. */
export function duplicatedSteps(flow: Flow, stepIds: readonly StepId[], where?: PasteWhere, noteIds: readonly string[] = []): PastedSteps {
  const places = placeSteps(flow);
  const ys = [
    ...stepIds.flatMap(id => places.get(id) ?? []).flatMap(({ y }) => [y, y + CARD_HEIGHT]),
    ...(flow.notes ?? []).filter(({ id }) => noteIds.includes(id)).flatMap(({ y, height = NOTE_SIZE.height }) => [y, y + height]),
  ];
  const down = toGrid(highest(ys) - lowest(ys) + GAP_Y);
  return pastedSteps(flow, copiedSteps(flow, stepIds, places, noteIds), {
    where: where ?? { kind: 'beside', by: { x: 0, y: down }, mayCover: false },
    keepLinks: false,
  });
}

const toGrid = (pixels: number): number => Math.round(pixels / GRID) * GRID;
const lowest = (values: readonly number[]): number => values.reduce((low, value) => Math.min(low, value), Infinity);
const highest = (values: readonly number[]): number => values.reduce((high, value) => Math.max(high, value), -Infinity);
