import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, SelectionMode, type EdgeTypes, type NodeTypes } from '@xyflow/react';
import { useRef } from 'react';
import type { Flow } from '../../engine/flow/flow.ts';
import { useStudio } from '../state/studio.ts';
import { countOf } from '../ui/format-count.ts';
import { CanvasToolbox } from './canvas-toolbox.tsx';
import { CanvasVoice } from './canvas-voice.tsx';
import { CanvasZoom } from './canvas-zoom.tsx';
import { GRID } from './card-measures.ts';
import { EdgeMarkers } from './edge-markers.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { FindBar } from './find-bar.tsx';
import { FrameNodeView } from './frame-node.tsx';
import { Guides } from './guides.tsx';
import { NoteNodeView } from './note-node.tsx';
import styles from './flow-canvas.module.css';
import { FlowEdgeView } from './flow-edge.tsx';
import { openingView } from './opening-view.ts';
import { Palette } from './palette.tsx';
import { placeSteps } from './place-steps.ts';
import { StepNodeView } from './step-node.tsx';
import { useCanvasGestures } from './use-canvas-gestures.ts';
import { useCanvasHands } from './use-canvas-hands.ts';
import { useCanvasNodes } from './use-canvas-nodes.ts';
import { useClipboard } from './use-clipboard.ts';
import { useOverlay } from './use-overlay.ts';

const NODE_TYPES: NodeTypes = { step: StepNodeView, frame: FrameNodeView, note: NoteNodeView };
const EDGE_TYPES: EdgeTypes = { flow: FlowEdgeView };
/** With more steps than this a map helps; with fewer it only covers some. */
const MAP_FROM = 9;

/** The drawing: cards and links, moved and joined by hand; keys reach it through the commands. */
export function FlowCanvas({ flow }: { flow: Flow }) {
  return (
    <ReactFlowProvider>
      <Drawing flow={flow} />
    </ReactFlowProvider>
  );
}

function Drawing({ flow }: { flow: Flow }) {
  const place = useRef<HTMLDivElement>(null);
  const { nodes, edges, onNodesChange, onEdgesChange } = useCanvasNodes(flow, useOverlay());
  const gestures = useCanvasGestures();
  const palette = useStudio(studio => studio.palette);
  const wheelZooms = useStudio(studio => studio.desk.wheelZooms);
  const current = useStudio(studio => studio.selection.at(-1));
  useCanvasHands(place);
  useClipboard();
  return (
    <div
      ref={place}
      className={styles.canvas}
      tabIndex={0}
      role="application"
      aria-label={`Canvas of ${flow.name}: ${countOf(flow.steps.length, 'step')}, ${countOf(edges.length, 'link')}`}
      aria-describedby="canvas-keys"
      {...(current === undefined ? {} : { 'aria-activedescendant': `step-${current}` })}
      data-place="canvas"
      onPointerDown={event => {
        if (event.target instanceof Element && event.target.closest('input, textarea, button, [role="dialog"]') === null)
          place.current?.focus({ preventScroll: true });
      }}
    >
      <EdgeMarkers />
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        {...gestures}
        onInit={library => {
          const size = place.current?.getBoundingClientRect();
          const places = placeSteps(flow);
          if (size !== undefined)
            void library.setViewport(
              openingView([...places.values()], flow.start === undefined ? undefined : places.get(flow.start), size),
            );
        }}
        minZoom={0.05}
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
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} color="var(--dots)" bgColor="var(--ground)" />
        <Guides />
        <CanvasZoom hasMap={flow.steps.length >= MAP_FROM} />
      </ReactFlow>
      <CanvasToolbox />
      {flow.steps.length === 0 && <EmptyCanvas />}
      <FindBar flow={flow} />
      {palette !== null && <Palette wish={palette} />}
      <CanvasVoice flow={flow} />
    </div>
  );
}
