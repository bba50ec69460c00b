import {
  Background,
  BackgroundVariant,
  BaseEdge,
  getSmoothStepPath,
  Handle,
  Position,
  ReactFlow,
  ReactFlowProvider,
  type EdgeProps,
  type EdgeTypes,
  type Node,
  type NodeProps,
  type NodeTypes,
  type Viewport,
} from '@xyflow/react';
import { IconAlertTriangle, IconArrowsMove, IconMinus, IconPencil, IconPlus, type Icon } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type { StepId } from '../../../engine/base/ids.ts';
import type { Flow } from '../../../engine/flow/flow.ts';
import { STEP_DEFINITIONS } from '../../../engine/steps/step-definitions.ts';
import { EdgeMarkers } from '../../canvas/edge-markers.tsx';
import { handleY } from '../../canvas/card-measures.ts';
import { openingView } from '../../canvas/opening-view.ts';
import { placeSteps } from '../../canvas/place-steps.ts';
import { Chip } from '../../canvas/chip.tsx';
import { NO_OVERLAY, toCanvas, type FlowEdge, type Overlay, type StepCard } from '../../canvas/to-canvas.ts';
import card from '../../canvas/step-node.module.css';
import edgeStyles from '../../canvas/flow-edge.module.css';
import { KindIcon } from '../kind-icon.tsx';
import { DIFFERENCE_WORDS, type StepDifference } from './step-differences.ts';
import styles from './still-canvas.module.css';

type StillNode = Node<StepCard & { readonly difference: StepDifference | null }, 'still'>;

const NODE_TYPES: NodeTypes = { still: StillCard };
const EDGE_TYPES: EdgeTypes = { flow: StillEdge };

interface StillCanvasProps {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly flow: Flow;
  /** What a run did in its steps, where one is shown. */
  readonly overlay?: Overlay;
  readonly differences?: Readonly<Record<StepId, StepDifference>>;
  /** Edges that the other drawing has not. */
  readonly apart?: ReadonlySet<string>;
  readonly selected: string | null;
  readonly onSelect: (stepId: string | null) => void;
  /** What part is seen, where two drawings are moved as one. */
  readonly view?: Viewport | null;
  readonly onView?: (view: Viewport) => void;
}

/** A flow to be looked at: it pans and zooms, and nothing in it can be changed. */
export function StillCanvas(props: StillCanvasProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

const SAME: Readonly<Record<StepId, StepDifference>> = {};
const NONE: ReadonlySet<string> = new Set();

function Drawing({
  label,
  flow,
  overlay = NO_OVERLAY,
  differences = SAME,
  apart = NONE,
  selected,
  onSelect,
  view = null,
  onView,
}: StillCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const [own, setOwn] = useState<Viewport>({ x: 0, y: 0, zoom: 1 });
  const canvas = useMemo(() => toCanvas(flow, overlay), [flow, overlay]);
  const nodes = useMemo(
    () =>
      canvas.nodes.map((node): StillNode => ({
        ...node,
        type: 'still',
        data: { ...node.data, difference: differences[node.id as StepId] ?? null }, // true: the canvas names its nodes by step id
        selected: node.id === selected,
      })),
    [canvas, differences, selected],
  );
  const edges = useMemo(
    () =>
      canvas.edges.map((edge): FlowEdge => (apart.has(edge.id) ? { ...edge, markerEnd: 'flow-arrow-taken', className: 'apart' } : edge)),
    [canvas, apart],
  );
  const show = (next: Viewport) => (onView === undefined ? setOwn(next) : onView(next));
  const step = (by: number) => {
    const at = flow.steps.findIndex(({ id }) => id === selected);
    const next = flow.steps[(at + by + flow.steps.length) % Math.max(flow.steps.length, 1)];
    if (next !== undefined) onSelect(next.id);
  };
  return (
    <div
      ref={place}
      className={styles.canvas}
      tabIndex={0}
      role="application"
      aria-label={label}
      data-still
      onKeyDown={event => {
        if (event.key === 'ArrowRight' || event.key === 'ArrowDown') step(1);
        else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') step(selected === null ? 0 : -1);
        else if (event.key === 'Escape') onSelect(null);
        else return;
        event.preventDefault();
      }}
    >
      <EdgeMarkers />
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        viewport={view ?? own}
        onViewportChange={show}
        onInit={() => {
          const size = place.current?.getBoundingClientRect();
          const places = placeSteps(flow);
          if (size !== undefined && view === null)
            show(openingView([...places.values()], flow.start === undefined ? undefined : places.get(flow.start), size));
        }}
        onNodeClick={(_event, node) => onSelect(node.id)}
        onPaneClick={() => onSelect(null)}
        minZoom={0.05}
        maxZoom={2.5}
        panOnScroll
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        disableKeyboardA11y
        onlyRenderVisibleElements
        proOptions={{ hideAttribution: true }}
        role="presentation"
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} color="var(--dots)" bgColor="var(--ground)" />
      </ReactFlow>
      <p className="unseen" role="status">
        {selected === null ? '' : spokenStep(canvas.nodes.find(({ id }) => id === selected)?.data, differences[selected as StepId])}
      </p>
    </div>
  );
}

const spokenStep = (step: StepCard | undefined, difference: StepDifference | undefined): string =>
  step === undefined
    ? ''
    : `${step.title}, ${STEP_DEFINITIONS[step.kind].title}${difference === undefined ? '' : `, ${DIFFERENCE_WORDS[difference]}`}`;

function StillCard({ data, selected }: NodeProps<StillNode>) {
  return (
    <div
      className={`${card['card'] ?? ''} ${styles.card ?? ''}`}
      data-selected={selected}
      data-kind={data.kind}
      data-difference={data.difference ?? undefined}
    >
      <Handle type="target" position={Position.Left} id="in" className={styles.handle ?? ''} aria-hidden />
      <div className={card['top']}>
        <KindIcon kind={data.kind} size={28} />
        <div className={card['words']}>
          <div className={card['title']} title={data.title}>
            {data.title}
          </div>
          <div className={card['line']} data-code={data.isCode || undefined} title={data.line}>
            {data.line}
          </div>
        </div>
      </div>
      <div className={card['foot']}>
        {data.chip !== null ? (
          <Chip chip={data.chip} />
        ) : data.difference === null ? (
          <span className={card['kind']}>{STEP_DEFINITIONS[data.kind].title}</span>
        ) : (
          <DifferencePill difference={data.difference} />
        )}
      </div>
      {data.ways.map((way, index) => (
        <Handle
          key={way.field}
          type="source"
          position={Position.Right}
          id={way.field}
          className={styles.handle ?? ''}
          style={{ top: handleY(index, data.ways.length) - 1 }}
          aria-hidden
        >
          {way.label !== null && (
            <span className={card['way']} data-field={way.field}>
              {way.label}
            </span>
          )}
        </Handle>
      ))}
    </div>
  );
}

const SHAPES: Readonly<Record<StepDifference, Icon>> = {
  added: IconPlus,
  removed: IconMinus,
  changed: IconPencil,
  moved: IconArrowsMove,
  conflict: IconAlertTriangle,
};

/** What became of a step: shape, word and colour. */
export function DifferencePill({ difference }: { difference: StepDifference }) {
  const Shape = SHAPES[difference];
  return (
    <span className={styles.pill} data-difference={difference}>
      <Shape size={12} stroke={2.4} aria-hidden />
      {DIFFERENCE_WORDS[difference]}
    </span>
  );
}

function StillEdge(edge: EdgeProps<FlowEdge>) {
  const [path] = getSmoothStepPath({ ...edge, borderRadius: 10 });
  return (
    <g className={edgeStyles['edge']} data-taken={edge.data?.taken}>
      <BaseEdge id={edge.id} path={path} {...(edge.markerEnd === undefined ? {} : { markerEnd: edge.markerEnd })} interactionWidth={0} />
    </g>
  );
}
