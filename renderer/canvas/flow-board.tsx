import {
  Background,
  BackgroundVariant,
  ReactFlow,
  SelectionMode,
  useStore,
  type EdgeTypes,
  type NodeTypes,
  type ReactFlowState,
} from '@xyflow/react';
import { useMemo, useState } from 'react';
import type { Flow } from '../../engine/flow/flow.ts';
import { useStudio, useStudioStore } from '../state/studio.ts';
import { CanvasZoom } from './canvas-zoom.tsx';
import { GRID } from './card-measures.ts';
import { drawingBounds } from './drawing-bounds.ts';
import { FarHintView, FarLayer } from './far-layer.tsx';
import { edgeNames, farScene, type FarCarried } from './far-scene.ts';
import { firstView } from './first-view.ts';
import { FlowEdgeView } from './flow-edge.tsx';
import { FlowMap } from './flow-map.tsx';
import { FrameNodeView } from './frame-node.tsx';
import { Guides } from './guides.tsx';
import { NoteNodeView } from './note-node.tsx';
import { farthest } from './opening-view.ts';
import { placeSteps } from './place-steps.ts';
import { nearRegion, type Region, type Size } from './region.ts';
import { StepNodeView } from './step-node.tsx';
import { useCanvasGestures } from './use-canvas-gestures.ts';
import { useCanvasMenu } from './use-canvas-menu.ts';
import { useCanvasNodes } from './use-canvas-nodes.ts';
import { useFarHand } from './use-far-hand.ts';
import { useNearWriting } from './use-near-writing.ts';
import { useOverlay } from './use-overlay.ts';

const NODE_TYPES: NodeTypes = { step: StepNodeView, frame: FrameNodeView, note: NoteNodeView };
const EDGE_TYPES: EdgeTypes = { flow: FlowEdgeView };
/** With more steps than this a map helps; with fewer it only covers some. */
const MAP_FROM = 9;

/** The canvas itself, in a place of a known size: near, its cards and links; from far, a picture of them. */
export function FlowBoard({ flow, size }: { flow: Flow; size: Size }) {
  const store = useStudioStore();
  const [view] = useState(() => {
    const places = placeSteps(flow);
    const { openFlow, desk } = store.getState();
    const left = openFlow === null ? undefined : desk.views[openFlow.flowId];
    return firstView([...places.values()], flow.start === undefined ? undefined : places.get(flow.start), size, left);
  });
  const region = useRegion(() => nearRegion(view, size));
  const { canvas, nodes, edges, onNodesChange, onEdgesChange } = useCanvasNodes(flow, useOverlay(), region);
  const gestures = useCanvasGestures();
  const wheelZooms = useStudio(studio => studio.desk.wheelZooms);
  const selection = useStudio(studio => studio.selection);
  const selectedEdges = useStudio(studio => studio.selectedEdges);
  const selectedNotes = useStudio(studio => studio.selectedNotes);
  const [carried, setCarried] = useState<FarCarried | null>(null);
  const hasCards = useStore(library => library.nodes.length > 0);
  const isFar = region === null;
  // The picture stays until the cards are there, so that nothing goes out on the way from one to the other.
  const [wasFar, setWasFar] = useState(isFar);
  const isPicture = isFar || (wasFar && !hasCards);
  if (wasFar !== isPicture) setWasFar(isPicture);
  const scene = useMemo(() => {
    if (!isPicture) return null;
    return farScene(canvas, { steps: new Set(selection), notes: new Set(selectedNotes), edges: edgeNames(selectedEdges) });
  }, [isPicture, canvas, selection, selectedNotes, selectedEdges]);
  const { hands, hint } = useFarHand(isFar ? scene : null, setCarried);
  useNearWriting(flow, isFar);
  const onContextMenu = useCanvasMenu(isFar ? scene : null);
  const bounds = useMemo(() => drawingBounds(flow) ?? { width: 1, height: 1 }, [flow]);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      {...gestures}
      {...hands}
      onContextMenu={onContextMenu}
      onPaneClick={() => {
        const { select, selectEdges, selectNotes } = store.getState();
        select([]);
        selectEdges([]);
        selectNotes([]);
      }}
      onMoveEnd={(_event, now) => {
        const { openFlow, keepView } = store.getState();
        if (openFlow !== null && (now.x !== view.x || now.y !== view.y || now.zoom !== view.zoom)) keepView(openFlow.flowId, now);
      }}
      // From the first frame on where it stays: what is drawn elsewhere first is drawn twice.
      defaultViewport={view}
      minZoom={farthest(bounds, size)}
      maxZoom={2.5}
      panOnScroll={!wheelZooms}
      panOnDrag={[1]}
      selectionOnDrag
      selectionMode={SelectionMode.Partial}
      multiSelectionKeyCode={['Shift', 'Control', 'Meta']}
      selectionKeyCode={null}
      deleteKeyCode={null}
      zoomOnDoubleClick={false}
      connectionRadius={40}
      connectOnClick={false}
      snapToGrid
      snapGrid={[GRID, GRID]}
      // With a threshold the card stays behind by what the hand moved until then; `moveSteps` passes over a hand that only trembled.
      nodeDragThreshold={0}
      elevateNodesOnSelect
      nodesFocusable={false}
      edgesFocusable={false}
      disableKeyboardA11y
      onlyRenderVisibleElements
      proOptions={{ hideAttribution: true }}
      role="presentation"
      data-over={hint !== null || undefined}
    >
      {!isFar && <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} color="var(--dots)" />}
      {scene !== null && <FarLayer scene={scene} carried={carried} />}
      {hint !== null && <FarHintView hint={hint} />}
      <Guides />
      <CanvasZoom />
      {flow.steps.length >= MAP_FROM && <FlowMap flow={flow} canvas={canvas} />}
    </ReactFlow>
  );
}

/** The part of the drawing that is near enough to be held as cards, told anew only when it becomes another one. `opening`: before the library has measured. */
function useRegion(opening: () => Region | null): Region | null {
  const text = useStore(({ width, height, transform, domNode }: ReactFlowState) => {
    if (domNode === null || width === 0) return '';
    const region = nearRegion({ x: transform[0], y: transform[1], zoom: transform[2] }, { width, height });
    return region === null ? 'far' : `${region.left} ${region.top} ${region.right} ${region.bottom}`;
  });
  const [first] = useState(opening);
  return useMemo(() => {
    if (text === '') return first;
    if (text === 'far') return null;
    const [left = 0, top = 0, right = 0, bottom = 0] = text.split(' ').map(Number);
    return { left, top, right, bottom };
  }, [text, first]);
}
