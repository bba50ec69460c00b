// The floor of `npm run bench:editor`: React Flow with its culling and nothing else, on the same nodes. Built by the bench itself.
import {
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useEdgesState,
  useNodesState,
  useReactFlow,
  type Edge,
  type Node,
} from '@xyflow/react';
import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';

interface Drawn {
  readonly nodes: Node[];
  readonly edges: Edge[];
}

const sizes = ['200', '1000', '5000'] as const;
const size = new URLSearchParams(location.search);

function Page() {
  const [drawn, setDrawn] = useState<(Drawn & { readonly opening: number }) | null>(null);
  const open = async (steps: string) => {
    const answer = await fetch(`./nodes-${steps}.json`);
    const flow = (await answer.json()) as Drawn; // true: the bench writes these files
    // Each time a drawing of its own, as when another flow is opened.
    setDrawn(before => ({ ...flow, opening: (before?.opening ?? 0) + 1 }));
  };
  return createElement(
    'div',
    null,
    createElement('button', { onClick: () => setDrawn(null) }, 'Nothing'),
    ...sizes.map(steps => createElement('button', { key: steps, onClick: () => void open(steps) }, `Flow of ${steps} steps`)),
    drawn === null ? null : createElement(ReactFlowProvider, null, createElement(Drawing, { key: drawn.opening, ...drawn })),
  );
}

function Drawing(drawn: Drawn) {
  const [nodes, , onNodesChange] = useNodesState(drawn.nodes);
  const [edges, , onEdgesChange] = useEdgesState(drawn.edges);
  const { fitView } = useReactFlow();
  return createElement(
    'div',
    null,
    createElement('button', { onClick: () => void fitView() }, 'Fit'),
    createElement(
      'div',
      { style: { width: Number(size.get('width')), height: Number(size.get('height')) } },
      createElement(ReactFlow, {
        nodes,
        edges,
        onNodesChange,
        onEdgesChange,
        minZoom: 0.01,
        panOnDrag: [1],
        panOnScroll: true,
        selectionOnDrag: true,
        selectionMode: SelectionMode.Partial,
        nodeDragThreshold: 0,
        onlyRenderVisibleElements: true,
        proOptions: { hideAttribution: true },
      }),
    ),
  );
}

const place = document.getElementById('page');
if (place !== null) createRoot(place).render(createElement(Page));
