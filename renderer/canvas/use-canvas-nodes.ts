import { applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { StepId } from '../../engine/base/ids.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import { useStudio, useStudioStore } from '../state/studio.ts';
import { aligned, type Aligned, type Standing } from './alignment.ts';
import { isInRegion, linksInRegion, type Region } from './region.ts';
import { edgeId } from './step-links.ts';
import { noteOfNode } from './extra-nodes.ts';
import { toCanvas, type Canvas, type CanvasNode, type FlowEdge, type Overlay } from './to-canvas.ts';

/**
 * Nodes and edges as the canvas library holds them: what the flow says, with what the hand is doing on top (a drag that has not ended, sizes). Only
 * those in the region, those selected, and the ends of their links: what the library does for each of thousands it would do at every move of the hand.
 * A null region holds none. Selection is the window's own; the library only shows it.
 */
export function useCanvasNodes(flow: Flow, overlay: Overlay, region: Region | null) {
  const store = useStudioStore();
  const selection = useStudio(studio => studio.selection);
  const selectedEdges = useStudio(studio => studio.selectedEdges);
  const selectedNotes = useStudio(studio => studio.selectedNotes);
  const [held, setHeld] = useState<Held>(() => hold(null, flow, overlay, selection));
  // Adjusted while drawing rather than in an effect, so that no frame shows the old flow with the new selection.
  const now = held.flow === flow && held.overlay === overlay && held.selection === selection ? held : hold(held, flow, overlay, selection);
  if (now !== held) setHeld(now);

  const near = useMemo(() => {
    if (region === null) return NOTHING;
    const chosen = new Set(selectedEdges.map(edgeId));
    const byId = new Map(now.canvas.nodes.map(node => [node.id, node]));
    return linksInRegion(now.canvas.edges, byId, region, chosen);
  }, [now.canvas, region, selectedEdges]);
  const nodes = useMemo(() => {
    if (region === null) return NO_NODES;
    const chosen = new Set(selectedNotes);
    return now.nodes.flatMap(node => {
      if (node.type === 'note' && chosen.has(node.data.noteId)) return [{ ...node, selected: true }];
      return node.selected === true || node.dragging === true || near.ends.has(node.id) || isInRegion(node, region) ? [node] : [];
    });
  }, [now.nodes, selectedNotes, region, near]);
  const edges = useMemo(() => {
    const chosen = new Set(selectedEdges.map(edgeId));
    return near.edges.map(edge => (chosen.has(edge.id) ? { ...edge, selected: true } : edge));
  }, [near, selectedEdges]);

  const latest = useRef(nodes);
  useEffect(() => {
    latest.current = nodes;
  }, [nodes]);
  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const chosen = new Set<string>(store.getState().selection);
      const notes = new Set(store.getState().selectedNotes);
      let isSelection = false;
      for (const change of changes) {
        if (change.type !== 'select') continue;
        isSelection = true;
        const noteId = noteOfNode(change.id);
        const [all, id] = noteId === null ? [chosen, change.id] : [notes, noteId];
        if (change.selected) all.add(id);
        else all.delete(id);
      }
      if (isSelection) store.getState().selectNotes([...notes]);
      if (isSelection) store.getState().select([...chosen] as StepId[]); // true: the canvas names its nodes by step id
      const rest = changes.filter(change => change.type !== 'select' && change.type !== 'remove');
      const others = inLine(rest, latest.current, store.getState().align);
      if (others.length > 0) setHeld(before => ({ ...before, nodes: applyNodeChanges(others, before.nodes) }));
    },
    [store],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      const chosen = new Map(store.getState().selectedEdges.map(way => [edgeId(way), way]));
      for (const change of changes) {
        if (change.type !== 'select') continue;
        const way = edges.find(edge => edge.id === change.id)?.data?.way;
        if (change.selected && way !== undefined) chosen.set(change.id, way);
        else chosen.delete(change.id);
      }
      if (changes.some(change => change.type === 'select')) store.getState().selectEdges([...chosen.values()]);
    },
    [store, edges],
  );
  return { canvas: now.canvas, nodes, edges, onNodesChange, onEdgesChange };
}

const NO_NODES: CanvasNode[] = [];
const NOTHING: { readonly edges: readonly FlowEdge[]; readonly ends: ReadonlySet<string> } = { edges: [], ends: new Set() };

interface Held {
  readonly flow: Flow;
  readonly overlay: Overlay;
  readonly selection: readonly StepId[];
  readonly canvas: Canvas;
  readonly nodes: CanvasNode[];
}

function hold(before: Held | null, flow: Flow, overlay: Overlay, selection: readonly StepId[]): Held {
  const canvas = before?.flow === flow && before.overlay === overlay ? before.canvas : toCanvas(flow, overlay, before?.canvas);
  const drawn = new Map<string, CanvasNode>(before === null ? [] : drawnNodes(before.canvas).map(node => [node.id, node]));
  const shown = new Map(before?.nodes.map(node => [node.id, node]));
  const chosen = new Set<string>(selection);
  const nodes = drawnNodes(canvas).map((node): CanvasNode => {
    const held = shown.get(node.id);
    const isSelected = chosen.has(node.id);
    if (held !== undefined && drawn.get(node.id) === node)
      return (held.selected ?? false) === isSelected ? held : { ...held, selected: isSelected };
    return { ...node, selected: isSelected };
  });
  return { flow, overlay, selection, canvas, nodes };
}

/** Frames first: they lie under the cards. */
const drawnNodes = ({ extras, nodes }: Canvas): readonly CanvasNode[] => [...extras, ...nodes];

/** A single card that is dragged is drawn to the lines that it comes near. */
function inLine(
  changes: readonly NodeChange<CanvasNode>[],
  nodes: readonly CanvasNode[],
  align: (aligned: Aligned | null) => void,
): NodeChange<CanvasNode>[] {
  const moves = changes.filter(change => change.type === 'position');
  const [move] = moves;
  const node = moves.length === 1 ? nodes.find(({ id }) => id === move?.id) : undefined;
  if (move?.position === undefined || move.dragging !== true || node === undefined || node.type === 'frame') {
    if (moves.length > 1) align(null);
    return [...changes];
  }
  const line = aligned(
    standing(node, move.position),
    nodes.filter(({ type }) => type !== 'frame').map(one => standing(one, one.position)),
  );
  align(line);
  return changes.map(change => (change === move ? { ...move, position: line.at } : change));
}

const standing = ({ id, width = 0, height = 0 }: CanvasNode, { x, y }: { x: number; y: number }): Standing => ({ id, x, y, width, height });
