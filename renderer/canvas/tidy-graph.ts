import type { ElkNode } from 'elkjs/lib/elk-api.js';
import type { StepId } from '../../engine/base/ids.ts';
import { stepOf, type Flow, type Point } from '../../engine/flow/flow.ts';
import { CARD_HEIGHT, CARD_WIDTH, GAP_X, GAP_Y, handleY } from './card-measures.ts';
import { GROUP_PADDING, GROUP_TITLE } from './group-frames.ts';
import { groupsByStep } from './groups-by-step.ts';
import { stepDistances } from './step-distances.ts';
import { drawnLinks, drawnWays, edgeId } from './step-links.ts';

/** Layers from left to right; whoever stands above another one stays above, as far as the links allow. */
const WAY_OF_LAYING_OUT = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  // Where links bend is not asked for, and straight ones are worked out sooner.
  'elk.edgeRouting': 'POLYLINE',
  // Each further round takes a quarter of a second for a thousand steps, and uncrosses few of their links.
  'elk.layered.thoroughness': '2',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.spacing.nodeNodeBetweenLayers': String(GAP_X),
  'elk.spacing.nodeNode': String(GAP_Y),
  'elk.separateConnectedComponents': 'false',
};

/** These steps of a flow and the links among them, to be laid out; groups are boxes around theirs. The order tells who stands above whom now. */
export function tidyGraph(flow: Flow, stepIds: readonly StepId[], places: ReadonlyMap<StepId, Point>): ElkNode {
  const chosen = new Set(stepIds);
  const far = stepDistances(flow);
  const inOrder = flow.steps
    .filter(({ id }) => chosen.has(id))
    .map(({ id }) => ({ id, far: far.get(id) ?? 0, y: places.get(id)?.y ?? 0 }))
    .toSorted((a, b) => a.far - b.far || a.y - b.y)
    .map(({ id }) => id);
  const groupOf = groupsByStep(flow);
  const boxes = new Map<string, ElkNode & { readonly children: ElkNode[] }>();
  const children: ElkNode[] = [];
  for (const id of inOrder) {
    const group = groupOf.get(id);
    const node = stepNode(flow, id);
    if (group === undefined) {
      children.push(node);
      continue;
    }
    const box = boxes.get(group.id) ?? { id: `group ${group.id}`, children: [], layoutOptions: { 'elk.padding': PADDING } };
    if (!boxes.has(group.id)) children.push(box);
    boxes.set(group.id, box);
    box.children.push(node);
  }
  return {
    id: 'flow',
    layoutOptions: boxes.size === 0 ? WAY_OF_LAYING_OUT : { ...WAY_OF_LAYING_OUT, 'elk.hierarchyHandling': 'INCLUDE_CHILDREN' },
    children,
    edges: drawnLinks(flow)
      .filter(({ from, to }) => chosen.has(from) && chosen.has(to) && from !== to)
      .map(link => ({ id: edgeId(link), sources: [edgeId(link)], targets: [`${link.to}:in`] })),
  };
}

const PADDING = `[top=${GROUP_PADDING + GROUP_TITLE},left=${GROUP_PADDING},bottom=${GROUP_PADDING},right=${GROUP_PADDING}]`;

function stepNode(flow: Flow, id: StepId): ElkNode {
  const step = stepOf(flow, id);
  const ways = step === undefined ? [] : drawnWays(step);
  return {
    id,
    width: CARD_WIDTH,
    height: CARD_HEIGHT,
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
    ports: [
      { id: `${id}:in`, x: 0, y: CARD_HEIGHT / 2, layoutOptions: { 'elk.port.side': 'WEST' } },
      ...ways.map(({ field }, index) => ({
        id: edgeId({ from: id, field }),
        x: CARD_WIDTH,
        y: handleY(index, ways.length),
        layoutOptions: { 'elk.port.side': 'EAST' },
      })),
    ],
  };
}

/** Where the steps of a graph that was laid out stand, those in boxes too. */
export function laidPlaces(graph: ElkNode): ReadonlyMap<StepId, Point> {
  const places = new Map<StepId, Point>();
  for (const node of graph.children ?? []) {
    const at = { x: node.x ?? 0, y: node.y ?? 0 };
    if (node.children === undefined)
      places.set(node.id as StepId, at); // true: nodes without children are steps
    else for (const [id, { x, y }] of laidPlaces(node)) places.set(id, { x: at.x + x, y: at.y + y });
  }
  return places;
}
