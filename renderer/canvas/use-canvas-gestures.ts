import { useReactFlow, type Connection, type ReactFlowProps } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import type { StepId } from '../../engine/base/ids.ts';
import { STEP_KINDS } from '../../engine/steps/step-definition.ts';
import { useStudioStore } from '../state/studio.ts';
import { CARD_HEIGHT, CARD_WIDTH, GRID } from './card-measures.ts';
import { moveNotes, noteOfNode, type FrameNode } from './extra-nodes.ts';
import { groupFrames } from './group-frames.ts';
import { dropOnLink, linkSteps, moveBy, moveSteps, unlink } from './from-canvas.ts';
import { plainChoice } from './palette-choices.ts';
import { placeSteps } from './place-steps.ts';
import { wayOf, type WayOut } from './step-links.ts';
import type { CanvasNode, FlowEdge } from './to-canvas.ts';

/** What a drag from the toolbox carries. */
export const DRAGGED_KIND = 'application/x-atelier-kind';

type Gestures = Pick<
  ReactFlowProps<CanvasNode, FlowEdge>,
  | 'onConnect'
  | 'onConnectEnd'
  | 'onReconnect'
  | 'onReconnectStart'
  | 'onReconnectEnd'
  | 'isValidConnection'
  | 'onNodeDrag'
  | 'onNodeDragStop'
  | 'onSelectionDragStop'
  | 'onDragOver'
  | 'onDrop'
  | 'onDoubleClick'
  | 'onNodeDoubleClick'
>;

/** What the hand does on the canvas, as edits of the flow. */
export function useCanvasGestures(): Gestures {
  const store = useStudioStore();
  const library = useReactFlow<CanvasNode, FlowEdge>();
  const reconnected = useRef(false);
  return useMemo(() => {
    const cardUnder = (point: { x: number; y: number }) => {
      const { x, y } = library.screenToFlowPosition(point);
      return { x: x - CARD_WIDTH / 2, y: y - CARD_HEIGHT / 2 };
    };
    const connect = ({ source, sourceHandle, target }: Connection) => {
      const way = wayOf(source, sourceHandle);
      if (way !== null) store.getState().link({ ...way, to: target as StepId }); // true: the canvas names its nodes by step id
    };
    const moved = (nodes: readonly CanvasNode[], event: { clientX: number; clientY: number } | null) => {
      const { openFlow, edit } = store.getState();
      if (openFlow === null) return;
      const edits = [...moveSteps(openFlow.flow, nodes), ...moveNotes(openFlow.flow, nodes)];
      const places = placeSteps(openFlow.flow);
      for (const { id } of edits.length === 0 ? nodes : []) {
        const position = places.get(id as StepId); // true: the canvas names its nodes by step id
        if (position !== undefined) library.updateNode(id, { position });
      }
      const [only] = nodes;
      const under = event === null || only === undefined || nodes.length > 1 ? null : linkAt(event);
      if (under !== null && only !== undefined) edits.push(...dropOnLink(openFlow.flow, only.id as StepId, under)); // true: as above
      edit(edits);
    };
    /** How far the hand has dragged the frame of a group. */
    const draggedBy = (frame: FrameNode): { x: number; y: number } => {
      const flow = store.getState().openFlow?.flow;
      const was =
        flow === undefined ? undefined : groupFrames(flow, placeSteps(flow)).find(({ groupId }) => groupId === frame.data.groupId);
      return was === undefined ? { x: 0, y: 0 } : { x: frame.position.x - was.x, y: frame.position.y - was.y };
    };
    const groupMoved = (frame: FrameNode) => {
      const { openFlow, edit } = store.getState();
      if (openFlow === null) return;
      const by = draggedBy(frame);
      const isMoved = Math.max(Math.abs(by.x), Math.abs(by.y)) >= GRID;
      const places = placeSteps(openFlow.flow);
      if (isMoved) edit(moveBy(places, frame.data.stepIds, by), { label: 'move a group' });
      else {
        library.updateNode(frame.id, { position: { x: frame.position.x - by.x, y: frame.position.y - by.y } });
        for (const stepId of frame.data.stepIds) library.updateNode(stepId, { position: places.get(stepId) ?? { x: 0, y: 0 } });
      }
    };
    /** Dragged with Alt: the originals go back to where they stood, and copies stand where the hand left. */
    const duplicated = (dragged: readonly CanvasNode[]) => {
      const { openFlow, duplicateBy } = store.getState();
      const [first] = dragged;
      if (openFlow === null || first === undefined) return;
      const places = placeSteps(openFlow.flow);
      const notes = new Map(openFlow.flow.notes?.map(({ id, x, y }) => [id, { x, y }]));
      const placeOf = ({ id }: CanvasNode) => notes.get(noteOfNode(id) ?? '') ?? places.get(id as StepId); // true: the canvas names its other nodes by step id
      for (const node of dragged) {
        const position = placeOf(node);
        if (position !== undefined) library.updateNode(node.id, { position });
      }
      const was = placeOf(first);
      const by = was === undefined ? { x: 0, y: 0 } : { x: first.position.x - was.x, y: first.position.y - was.y };
      const stepIds = dragged.filter(({ type }) => type === 'step').map(({ id }) => id as StepId); // true: as above
      const noteIds = dragged.flatMap(({ id }) => noteOfNode(id) ?? []);
      if (by.x !== 0 || by.y !== 0) duplicateBy(stepIds, by, noteIds);
    };
    return {
      onConnect: connect,
      onConnectEnd: (event, connection) => {
        const way = connection.fromNode === null ? null : wayOf(connection.fromNode.id, connection.fromHandle.id);
        if (connection.isValid === true || way === null || connection.fromHandle?.type !== 'source') return;
        const point = pointOf(event);
        const body = document.elementFromPoint(point.x, point.y)?.closest<HTMLElement>('.react-flow__node-step')?.dataset['id'];
        if (body !== undefined) {
          if (body !== way.from) connect({ source: way.from, sourceHandle: way.field, target: body, targetHandle: 'in' });
          return;
        }
        const { x, y } = library.screenToFlowPosition(point);
        store.getState().openPalette({ how: { kind: 'after', ...way }, at: { x, y: y - CARD_HEIGHT / 2 }, screen: point });
      },
      isValidConnection: ({ source, target }) => source !== target,
      onReconnectStart: () => {
        reconnected.current = false;
      },
      onReconnect: (edge, connection) => {
        reconnected.current = true;
        const way = edge.data?.way;
        const next = wayOf(connection.source, connection.sourceHandle);
        if (way === undefined || next === null) return;
        const isSameWay = next.from === way.from && next.field === way.field;
        store
          .getState()
          .edit([...(isSameWay ? [] : unlink(way)), ...linkSteps({ ...next, to: connection.target as StepId })], { label: 'move a link' }); // true: as above
      },
      onReconnectEnd: (event, edge) => {
        if (reconnected.current || edge.data === undefined) return;
        const point = pointOf(event);
        if (!isOnStep(point)) store.getState().disconnect(edge.data.way);
      },
      onNodeDrag: (_event, node) => {
        const flow = store.getState().openFlow?.flow;
        if (node.type !== 'frame' || flow === undefined) return;
        const by = draggedBy(node);
        const places = placeSteps(flow);
        for (const stepId of node.data.stepIds) {
          const at = places.get(stepId);
          if (at !== undefined) library.updateNode(stepId, { position: { x: at.x + by.x, y: at.y + by.y } });
        }
      },
      onNodeDragStop: (event, node, dragged) => {
        const { aligned, align } = store.getState();
        align(null);
        // The library tells where the hand was, not where the line drew the card.
        const nodes = dragged.map(one => (dragged.length === 1 && aligned?.id === one.id ? { ...one, position: aligned.at } : one));
        if (node.type === 'frame') groupMoved(node);
        else if (event.altKey) duplicated(nodes);
        else moved(nodes, 'clientX' in event ? event : null);
      },
      onSelectionDragStop: (event, nodes) => (event.altKey ? duplicated(nodes) : moved(nodes, null)),
      onDragOver: event => {
        if (!event.dataTransfer.types.includes(DRAGGED_KIND)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      },
      onDrop: event => {
        const kind = STEP_KINDS.find(one => one === event.dataTransfer.getData(DRAGGED_KIND));
        if (kind === undefined) return;
        event.preventDefault();
        const point = { x: event.clientX, y: event.clientY };
        const under = linkAt(event);
        store.getState().addStep(plainChoice(kind), {
          how: under === null ? { kind: 'free' } : { kind: 'insert', ...under },
          at: cardUnder(point),
          screen: point,
        });
      },
      onNodeDoubleClick: (_event, node) => {
        if (node.type === 'step') store.getState().focusField(node.id as StepId, null); // true: as above
      },
      onDoubleClick: event => {
        if (!(event.target instanceof Element) || !event.target.classList.contains('react-flow__pane')) return;
        const point = { x: event.clientX, y: event.clientY };
        store.getState().openPalette({ how: { kind: 'free' }, at: cardUnder(point), screen: point });
      },
    };
  }, [store, library]);
}

const isOnStep = ({ x, y }: { x: number; y: number }): boolean =>
  (document.elementFromPoint(x, y)?.closest('.react-flow__node-step') ?? null) !== null;

const pointOf = (event: MouseEvent | TouchEvent): { x: number; y: number } => {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 };
};

/** The link whose line runs under the pointer, whatever lies on top of it. */
function linkAt({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): WayOut | null {
  for (const element of document.elementsFromPoint(clientX, clientY)) {
    const id = element.closest<SVGGElement>('.react-flow__edge')?.dataset['id'];
    const [from, field] = id?.split(':') ?? [];
    if (from !== undefined) return wayOf(from, field);
  }
  return null;
}
