import { useKeyPress, useStoreApi, type ReactFlowProps } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import type { StepId } from '../../engine/base/ids.ts';
import type { Point } from '../../engine/flow/flow.ts';
import { useStudioStore } from '../state/studio.ts';
import { CARD_HEIGHT, CARD_WIDTH, GRID } from './card-measures.ts';
import { noteOfNode, moveNotes } from './extra-nodes.ts';
import { farHint } from './far-hint.ts';
import type { FarHint } from './far-layer.tsx';
import { farHit, type FarCarried, type FarHit, type FarScene } from './far-scene.ts';
import { dropOnLink, moveSteps } from './from-canvas.ts';
import { placeSteps } from './place-steps.ts';
import type { CanvasNode, FlowEdge } from './to-canvas.ts';

/** A press that slips by less than this many pixels is no drag. */
const SLIP = 4;
/** By how many pixels a link may be missed. */
const NEAR = 6;

interface Press {
  readonly hit: FarHit;
  readonly at: Point;
  /** What moves with the hand, as the canvas names it. */
  readonly ids: ReadonlySet<string>;
  /** The press alone changed the selection: letting go leaves it. */
  readonly isChosen: boolean;
  isDragged: boolean;
}

type Hands = Pick<
  ReactFlowProps<CanvasNode, FlowEdge>,
  'onPointerDownCapture' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel' | 'onPointerLeave' | 'onDoubleClickCapture'
>;

/**
 * Presses, drags, double presses and hovering on the picture that stands for the cards from far. A press on nothing is left to the canvas library, which
 * draws its marquee; what lies in that is selected here. Null `scene`: the cards are there, and nothing is done.
 */
export function useFarHand(
  scene: FarScene | null,
  carry: (carried: FarCarried | null) => void,
): { readonly hands: Hands; readonly hint: FarHint | null } {
  const store = useStudioStore();
  const canvas = useStoreApi();
  const isPanning = useKeyPress('Space');
  const press = useRef<Press | null>(null);
  const [hint, setHint] = useState<FarHint | null>(null);

  useEffect(() => {
    if (scene === null) return undefined;
    return canvas.subscribe(({ userSelectionRect: box, userSelectionActive, transform: [x, y, zoom] }, before) => {
      if (box === null || box === before.userSelectionRect || !userSelectionActive) return;
      const area = {
        left: (box.x - x) / zoom,
        top: (box.y - y) / zoom,
        right: (box.x + box.width - x) / zoom,
        bottom: (box.y + box.height - y) / zoom,
      };
      const isIn = (at: Point, width: number, height: number) =>
        at.x < area.right && at.x + width > area.left && at.y < area.bottom && at.y + height > area.top;
      const { select, selectEdges, selectNotes, selectedEdges } = store.getState();
      select(scene.steps.filter(step => isIn(step, CARD_WIDTH, CARD_HEIGHT)).map(({ id }) => id));
      selectNotes(
        scene.notes.filter(({ position, width = 0, height = 0 }) => isIn(position, width, height)).map(({ data }) => data.noteId),
      );
      if (selectedEdges.length > 0) selectEdges([]);
    });
  }, [scene, canvas, store]);

  if (scene === null) return { hands: NO_HANDS, hint: null };

  const pointOf = (event: React.PointerEvent | React.MouseEvent) => {
    const { transform, domNode } = canvas.getState();
    const box = domNode?.getBoundingClientRect();
    const inCanvas = { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
    return {
      inCanvas,
      at: { x: (inCanvas.x - transform[0]) / transform[2], y: (inCanvas.y - transform[1]) / transform[2] },
      zoom: transform[2],
    };
  };
  const hitAt = (event: React.PointerEvent | React.MouseEvent): FarHit | null => {
    const { at, zoom } = pointOf(event);
    return isOnPane(event) ? farHit(scene, at, NEAR / zoom) : null;
  };
  const carriedBy = ({ at }: Press, event: React.PointerEvent): Point => {
    const now = pointOf(event).at;
    return { x: toGrid(now.x - at.x), y: toGrid(now.y - at.y) };
  };
  const dropped = ({ ids, hit }: Press, by: Point, event: React.PointerEvent) => {
    const { openFlow, edit, duplicateBy } = store.getState();
    if (openFlow === null || (by.x === 0 && by.y === 0)) return;
    const { flow } = openFlow;
    if (event.altKey) {
      duplicateBy(
        [...ids].filter(id => noteOfNode(id) === null) as StepId[], // true: what is no note is a step, named by its id
        by,
        [...ids].flatMap(id => noteOfNode(id) ?? []),
      );
      return;
    }
    const nodes = [...placeSteps(flow)]
      .filter(([id]) => ids.has(id))
      .map(([id, place]) => ({ id: String(id), position: { x: place.x + by.x, y: place.y + by.y } }));
    const notes = scene.notes
      .filter(({ id }) => ids.has(id))
      .map(({ id, data }) => ({
        id,
        position: moved(
          flow.notes?.find(note => note.id === data.noteId),
          by,
        ),
      }));
    const { at, zoom } = pointOf(event);
    const under = ids.size === 1 && hit.kind === 'step' ? farHit({ ...scene, steps: [] }, at, NEAR / zoom) : null;
    edit([
      ...moveSteps(flow, nodes),
      ...moveNotes(flow, notes),
      ...(under?.kind === 'link' && hit.kind === 'step' ? dropOnLink(flow, hit.step.id, under.link.way) : []),
    ]);
  };

  const hands: Hands = {
    onPointerDownCapture: event => {
      if (event.button !== 0 || isPanning || event.pointerType === 'touch') return;
      const hit = hitAt(event);
      if (hit === null) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      setHint(null);
      const isChosen = choose(store.getState(), hit, event.shiftKey || event.ctrlKey || event.metaKey);
      const { selection, selectedNotes } = store.getState();
      const ids =
        hit.kind === 'link'
          ? []
          : [...selection, ...scene.notes.filter(({ data }) => selectedNotes.includes(data.noteId)).map(({ id }) => id)];
      press.current = { hit, at: pointOf(event).at, ids: new Set<string>(ids), isChosen, isDragged: false };
      store.getState().hands?.focus();
    },
    onPointerMove: event => {
      const pressed = press.current;
      if (pressed === null) {
        const hit = event.buttons === 0 ? hitAt(event) : null;
        setHint(hit === null ? null : { ...farHint(hit, scene), ...pointOf(event).inCanvas });
        return;
      }
      if (pressed.ids.size === 0) return;
      const { at, zoom } = pointOf(event);
      pressed.isDragged ||= Math.hypot(at.x - pressed.at.x, at.y - pressed.at.y) * zoom > SLIP;
      if (pressed.isDragged) carry({ ids: pressed.ids, by: carriedBy(pressed, event) });
    },
    onPointerUp: event => {
      const pressed = press.current;
      press.current = null;
      if (pressed === null) return;
      if (pressed.isDragged) dropped(pressed, carriedBy(pressed, event), event);
      else if (!pressed.isChosen && !(event.shiftKey || event.ctrlKey || event.metaKey)) choose(store.getState(), pressed.hit, false, true);
      carry(null);
    },
    onPointerCancel: () => {
      press.current = null;
      carry(null);
    },
    onPointerLeave: () => setHint(null),
    onDoubleClickCapture: event => {
      const hit = hitAt(event);
      if (hit === null) return;
      event.stopPropagation();
      const { focusField, write } = store.getState();
      if (hit.kind === 'step') focusField(hit.step.id, null);
      if (hit.kind === 'note') write({ kind: 'note', id: hit.note.data.noteId });
      if (hit.kind === 'frame') write({ kind: 'group', id: hit.frame.data.groupId });
    },
  };
  return { hands, hint };
}

const NO_HANDS: Hands = {};

/** Selects what was pressed, as the cards do; true when that changed what is selected. `isOnly`: and nothing else beside it. */
function choose(studio: ReturnType<ReturnType<typeof useStudioStore>['getState']>, hit: FarHit, isAdded: boolean, isOnly = false): boolean {
  const { select, selectEdges, selectNotes, selection, selectedNotes, selectedEdges } = studio;
  const steps: readonly StepId[] = hit.kind === 'step' ? [hit.step.id] : hit.kind === 'frame' ? hit.frame.data.stepIds : [];
  const notes = hit.kind === 'note' ? [hit.note.data.noteId] : [];
  if (hit.kind !== 'link') {
    const isIn = steps.every(id => selection.includes(id)) && notes.every(id => selectedNotes.includes(id));
    if (isIn && !isAdded && !isOnly) return false;
    const toggled = <Id extends string>(all: readonly Id[], own: readonly Id[]): readonly Id[] =>
      isIn ? all.filter(id => !own.includes(id)) : [...all.filter(id => !own.includes(id)), ...own];
    select(isAdded ? toggled(selection, steps) : steps);
    selectNotes(isAdded ? toggled(selectedNotes, notes) : notes);
    if (!isAdded && selectedEdges.length > 0) selectEdges([]);
    return true;
  }
  const { way } = hit.link;
  if (!isAdded) {
    select([]);
    selectNotes([]);
  }
  const others = isAdded ? selectedEdges.filter(one => one.from !== way.from || one.field !== way.field) : [];
  selectEdges([...others, way]);
  return true;
}

/** False over what lies on the canvas: bars, the map, sheets. */
const isOnPane = ({ target }: { readonly target: EventTarget }): boolean =>
  target instanceof Element && target.classList.contains('react-flow__pane');

const toGrid = (value: number): number => Math.round(value / GRID) * GRID;
const moved = (at: Point | undefined, by: Point): Point => ({ x: (at?.x ?? 0) + by.x, y: (at?.y ?? 0) + by.y });
