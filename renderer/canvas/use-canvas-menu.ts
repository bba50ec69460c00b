import { useStoreApi } from '@xyflow/react';
import type { StepId } from '../../engine/base/ids.ts';
import { useStudioStore } from '../state/studio.ts';
import { farHit, type FarHit, type FarScene } from './far-scene.ts';
import { noteOfNode } from './extra-nodes.ts';
import type { MenuTarget } from './canvas-menus.ts';
import { wayOf, type WayOut } from './step-links.ts';

/** Room by which a link may be missed, in pixels. */
const NEAR = 8;

type Under =
  | { readonly target: 'step'; readonly stepId: StepId }
  | { readonly target: 'link'; readonly way: WayOut }
  | { readonly target: 'note'; readonly noteId: string }
  | { readonly target: 'group'; readonly stepIds: readonly StepId[] }
  | { readonly target: 'canvas' };

/** Opens the menu for what lies under the hand, and selects that first when it is not selected. `scene`: the picture that stands for the cards from far. */
export function useCanvasMenu(scene: FarScene | null): (event: React.MouseEvent) => void {
  const store = useStudioStore();
  const canvas = useStoreApi();
  return event => {
    // A text field has the system's own menu; a key opens ours as a command.
    if (!(event.target instanceof Element) || event.target.closest('input, textarea, [role="menu"]') !== null) return;
    event.preventDefault();
    if (event.button !== 2 && event.clientX === 0 && event.clientY === 0) return;
    const { transform, domNode } = canvas.getState();
    const box = domNode?.getBoundingClientRect();
    const at = {
      x: (event.clientX - (box?.left ?? 0) - transform[0]) / transform[2],
      y: (event.clientY - (box?.top ?? 0) - transform[1]) / transform[2],
    };
    const { selection, selectedNotes, select, selectEdges, selectNotes, openMenu, openFlow } = store.getState();
    const groups = openFlow?.flow.groups ?? [];
    const under =
      scene === null
        ? cardUnder(event.target, groupId => groups.find(({ id }) => id === groupId)?.stepIds ?? [])
        : pictureUnder(farHit(scene, at, NEAR / transform[2]));
    const isSelected =
      (under.target === 'step' && selection.includes(under.stepId)) || (under.target === 'note' && selectedNotes.includes(under.noteId));
    if (!isSelected) {
      select(under.target === 'step' ? [under.stepId] : under.target === 'group' ? under.stepIds : []);
      selectEdges(under.target === 'link' ? [under.way] : []);
      selectNotes(under.target === 'note' ? [under.noteId] : []);
    }
    const target: MenuTarget = under.target;
    openMenu({ target, at, screen: { x: event.clientX, y: event.clientY }, byKey: false });
  };
}

function cardUnder(target: Element, stepsOf: (groupId: string) => readonly StepId[]): Under {
  const nodeId = target.closest<HTMLElement>('.react-flow__node')?.dataset['id'];
  if (nodeId !== undefined) {
    const noteId = noteOfNode(nodeId);
    if (noteId !== null) return { target: 'note', noteId };
    const [frame, groupId] = nodeId.split(' ');
    if (groupId !== undefined && frame === 'frame') return { target: 'group', stepIds: stepsOf(groupId) };
    return { target: 'step', stepId: nodeId as StepId }; // true: the canvas names its nodes by step id
  }
  const [from, field] = target.closest<SVGGElement>('.react-flow__edge')?.dataset['id']?.split(':') ?? [];
  const way = from === undefined ? null : wayOf(from, field);
  return way === null ? { target: 'canvas' } : { target: 'link', way };
}

function pictureUnder(hit: FarHit | null): Under {
  switch (hit?.kind) {
    case 'step':
      return { target: 'step', stepId: hit.step.id };
    case 'link':
      return { target: 'link', way: hit.link.way };
    case 'note':
      return { target: 'note', noteId: hit.note.data.noteId };
    case 'frame':
      return { target: 'group', stepIds: hit.frame.data.stepIds };
    case undefined:
      return { target: 'canvas' };
  }
}
