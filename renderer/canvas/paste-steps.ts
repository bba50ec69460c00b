import type { StepId } from '../../engine/base/ids.ts';
import { copiedSteps, type CopiedSteps } from '../../engine/flow/copied-steps.ts';
import type { FlowEdit } from '../../engine/flow/flow-edit.ts';
import { stepOf, type Flow, type Point, type Step } from '../../engine/flow/flow.ts';
import { linksOf } from '../../engine/flow/links.ts';
import { lostReads, lostReadWords } from '../../engine/flow/lost-reads.ts';
import { renewedSteps } from '../../engine/flow/renewed-steps.ts';
import { withLink } from '../../engine/flow/with-link.ts';
import { CARD_HEIGHT, CARD_WIDTH, GAP_Y, GRID } from './card-measures.ts';
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
  /** What the copies read that this flow does not have, and links that could not be kept: parts of a sentence. */
  readonly lost: readonly string[];
}

/**
 * Copied steps put into a flow as one deed. With `keepLinks` what led to the originals leads to the copies, as far as that way out leads to the
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
  const layout = pastedPlaces(flow, copied, names, where);
  const start = flow.start === undefined && copied.start !== undefined ? names.get(copied.start) : undefined;
  return {
    edits: [
      { kind: 'add-steps', steps, layout },
      ...(start === undefined ? [] : [{ kind: 'set-start' as const, stepId: start }]),
      ...incoming.flatMap(({ from, field, to, isKept }) => (isKept ? linkSteps({ from, field, to: names.get(to) ?? to }) : [])),
    ],
    stepIds: steps.map(({ id }) => id),
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

function pastedPlaces(
  flow: Flow,
  copied: CopiedSteps,
  names: ReadonlyMap<StepId, StepId>,
  where: PasteWhere,
): Readonly<Record<StepId, Point>> {
  const { notes: _notes, ...rest } = flow;
  const originals = [...placeSteps({ ...rest, steps: copied.steps, layout: copied.layout })];
  const xs = originals.map(([, { x }]) => x);
  const ys = originals.map(([, { y }]) => y);
  const middle = { x: (lowest(xs) + highest(xs) + CARD_WIDTH) / 2, y: (lowest(ys) + highest(ys) + CARD_HEIGHT) / 2 };
  const by = where.kind === 'around' ? { x: toGrid(where.point.x - middle.x), y: toGrid(where.point.y - middle.y) } : where.by;
  const taken = where.kind === 'beside' && where.mayCover ? [] : [...placeSteps(flow).values()];
  const moved = originals.map(([id, { x, y }]) => [names.get(id) ?? id, { x: x + by.x, y: y + by.y }] as const);
  const down = freeBelow(
    moved.map(([, point]) => point),
    taken,
  );
  return Object.fromEntries(moved.map(([id, { x, y }]) => [id, { x, y: y + down }]));
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

/** The steps copied and put under themselves, as far down as it takes. */
export function duplicatedSteps(flow: Flow, stepIds: readonly StepId[], where?: PasteWhere): PastedSteps {
  const places = placeSteps(flow);
  const ys = stepIds.flatMap(id => places.get(id)?.y ?? []);
  const down = highest(ys) - lowest(ys) + CARD_HEIGHT + GAP_Y;
  return pastedSteps(flow, copiedSteps(flow, stepIds, places), {
    where: where ?? { kind: 'beside', by: { x: 0, y: down }, mayCover: false },
    keepLinks: false,
  });
}

const toGrid = (pixels: number): number => Math.round(pixels / GRID) * GRID;
const lowest = (values: readonly number[]): number => values.reduce((low, value) => Math.min(low, value), Infinity);
const highest = (values: readonly number[]): number => values.reduce((high, value) => Math.max(high, value), -Infinity);
