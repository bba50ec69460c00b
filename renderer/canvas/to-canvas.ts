import type { Edge, Node } from '@xyflow/react';
import type { StepId } from '../../engine/base/ids.ts';
import type { FlowProblem } from '../../engine/flow/flow-problem.ts';
import { stepTitle, type Flow, type Point, type Step } from '../../engine/flow/flow.ts';
import type { StepHandle, StepKind } from '../../engine/steps/step-definition.ts';
import type { PlanMark } from '../panels/plan/plan-marks.ts';
import type { StepChip } from '../panels/runs/step-chips.ts';
import { CARD_HEIGHT, CARD_WIDTH, cardHandles } from './card-measures.ts';
import { extraNodes, type FrameNode, type NoteNode } from './extra-nodes.ts';
import { placeSteps } from './place-steps.ts';
import { stepLine } from './step-line.ts';
import { drawnWays, edgeId, drawnLinks, targetOf, type WayOut } from './step-links.ts';

/** What one card shows. All plain values, so that an unchanged card is known by comparing them. */
export type StepCard = {
  readonly kind: StepKind;
  readonly title: string;
  /** The line that matters: skill, assignee, action, event, expression. */
  readonly line: string;
  /** The line is text for a machine. */
  readonly isCode: boolean;
  /** Stays where it stands when the drawing is tidied. */
  readonly isPinned: boolean;
  /** The run begins here. */
  readonly isFirst: boolean;
  readonly ways: readonly CardWay[];
  /** What the shown run says of the step; null when it did not come here. */
  readonly chip: StepChip | null;
  /** What a run would do here, while the plan is looked at; the chip waits meanwhile. */
  readonly plan?: PlanMark | null;
  readonly errors: number;
  readonly warnings: number;
  /** What is wrong, a sentence a line. */
  readonly trouble: string;
};

export interface CardWay {
  readonly field: StepHandle['field'];
  /** `pass`, `fail: halt`; null draws none. */
  readonly label: string | null;
  readonly leadsOn: boolean;
}

export type StepNode = Node<StepCard, 'step'>;
export type CanvasNode = StepNode | FrameNode | NoteNode;
export type FlowEdge = Edge<{ readonly taken: boolean; readonly way: WayOut }, 'flow'>;

/** What is drawn over the flow: the shown run and what is wrong. */
export interface Overlay {
  readonly chips: Readonly<Record<StepId, StepChip>>;
  /** Names of the edges that the shown run went along. */
  readonly taken: ReadonlySet<string>;
  readonly problems: readonly FlowProblem[];
  /** What a run would do; absent while nobody asks. */
  readonly plan?: Readonly<Record<StepId, PlanMark>>;
}

export const NO_OVERLAY: Overlay = { chips: {}, taken: new Set(), problems: [] };

export interface Canvas {
  readonly nodes: readonly StepNode[];
  readonly edges: readonly FlowEdge[];
  /** Frames of groups, and notes. */
  readonly extras: readonly (FrameNode | NoteNode)[];
}

/** The flow as the canvas library draws it. What did not change since `before` is the very same object, so that it is not drawn again. */
export function toCanvas(flow: Flow, overlay: Overlay = NO_OVERLAY, before: Canvas = { nodes: [], edges: [], extras: [] }): Canvas {
  const places = placeSteps(flow);
  const problems = Map.groupBy(overlay.problems, problem => problem.stepId);
  const oldNodes = new Map(before.nodes.map(node => [node.id, node]));
  const oldEdges = new Map(before.edges.map(edge => [edge.id, edge]));
  const oldExtras = new Map(before.extras.map(node => [node.id, node]));
  return {
    extras: extraNodes(flow, places).map(node => sameOr(oldExtras.get(node.id), node)),
    nodes: flow.steps.map(step => {
      const old = oldNodes.get(step.id);
      const made: Made = {
        step,
        position: positionOf(places.get(step.id)),
        isPinned: flow.layout?.[step.id]?.pinned === true,
        isFirst: flow.start === step.id,
        chip: overlay.chips[step.id] ?? null,
        problems: problems.get(step.id) ?? NO_PROBLEMS,
        plan: overlay.plan?.[step.id],
      };
      if (old !== undefined && isMadeOf(old, made)) return old;
      const node = sameOr(old, stepNode(made));
      MADE.set(node, made);
      return node;
    }),
    edges: drawnLinks(flow).map((link): FlowEdge => {
      const id = edgeId(link);
      const taken = overlay.taken.has(id);
      const old = oldEdges.get(id);
      if (old?.source === link.from && old.target === link.to && old.data?.taken === taken) return old;
      return {
        id,
        type: 'flow',
        source: link.from,
        sourceHandle: link.field,
        target: link.to,
        targetHandle: 'in',
        markerEnd: taken ? 'flow-arrow-taken' : 'flow-arrow',
        data: { taken, way: { from: link.from, field: link.field } },
      };
    }),
  };
}

/** Without what else a place holds. */
const positionOf = (place: Point = { x: 0, y: 0 }): Point => ({ x: place.x, y: place.y });

/** What a card is made of. */
interface Made {
  readonly step: Step;
  readonly position: Point;
  readonly isPinned: boolean;
  readonly isFirst: boolean;
  readonly chip: StepChip | null;
  readonly problems: readonly FlowProblem[];
  readonly plan: PlanMark | undefined;
}

const NO_PROBLEMS: readonly FlowProblem[] = [];

/** What the cards that are drawn were made of: after an edit of one step of a thousand, the others need not be made again to be compared. */
const MADE = new WeakMap<StepNode, Made>();

function isMadeOf(node: StepNode, now: Made): boolean {
  const was = MADE.get(node);
  return (
    was !== undefined &&
    was.step === now.step &&
    was.position.x === now.position.x &&
    was.position.y === now.position.y &&
    was.isPinned === now.isPinned &&
    was.isFirst === now.isFirst &&
    was.chip === now.chip &&
    was.plan === now.plan &&
    was.problems.length === now.problems.length &&
    was.problems.every((problem, index) => problem === now.problems[index])
  );
}

function stepNode(made: Made): StepNode {
  const card = stepCard(made);
  return {
    id: made.step.id,
    type: 'step',
    position: made.position,
    width: CARD_WIDTH,
    height: CARD_HEIGHT,
    // Told rather than measured, so that what is out of view counts when the whole is to be shown.
    measured: { width: CARD_WIDTH, height: CARD_HEIGHT },
    handles: cardHandles(card.ways),
    data: card,
  };
}

function stepCard({ step, isPinned, isFirst, chip, problems, plan }: Made): StepCard {
  return {
    kind: step.kind,
    title: stepTitle(step),
    ...stepLine(step),
    isPinned,
    isFirst,
    ways: drawnWays(step).map(way => cardWay(step, way)),
    chip: plan === undefined ? chip : null,
    ...(plan === undefined ? {} : { plan }),
    errors: problems.filter(problem => problem.severity === 'error').length,
    warnings: problems.filter(problem => problem.severity === 'warning').length,
    trouble: problems.map(problem => problem.message).join('\n'),
  };
}

function cardWay(step: Step, way: StepHandle): CardWay {
  const target = targetOf(step, way.field);
  return { field: way.field, label: target === 'halt' ? `${way.label ?? ''}: halt` : way.label, leadsOn: target !== undefined };
}

/** Cards hold plain values and are small; comparing their texts costs less than drawing one of them. */
const sameOr = <Drawn>(before: Drawn | undefined, now: Drawn): Drawn =>
  before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now;
