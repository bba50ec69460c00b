import type { StepId } from '../../engine/base/ids.ts';
import { stepOf, stepTitle, type Point } from '../../engine/flow/flow.ts';
import type { Link } from '../../engine/flow/links.ts';
import { addedStep, type JoinHow } from '../canvas/add-steps.ts';
import { changeNotes } from '../canvas/extra-nodes.ts';
import { linkSteps, moveBy, openWay, removeSelected, retitle, unlink } from '../canvas/from-canvas.ts';
import type { MenuTarget } from '../canvas/canvas-menus.ts';
import type { PaletteChoice } from '../canvas/palette-choices.ts';
import { placeSteps } from '../canvas/place-steps.ts';
import type { WayOut } from '../canvas/step-links.ts';
import { countOf } from '../ui/format-count.ts';
import type { Slice } from './studio.ts';

/** The palette is open: where the step goes, and how it is joined. */
export interface PaletteWish {
  readonly how: JoinHow;
  /** Top left corner of the new card, in the canvas's measure; null finds a free place. */
  readonly at: Point | null;
  /** Where the palette stands, in the window's pixels; null: in the middle of the canvas. */
  readonly screen: Point | null;
}

/** The menu on the canvas is open. */
export interface CanvasMenu {
  readonly target: MenuTarget;
  /** Where it was asked for, in the canvas's measure; and in the window's pixels. */
  readonly at: Point;
  readonly screen: Point;
  /** Its first choice takes the keyboard at once. */
  readonly byKey: boolean;
}

/** What commands ask of the drawn canvas. */
export interface CanvasHands {
  readonly fit: () => void;
  readonly fitSelection: () => void;
  readonly zoomTo: (zoom: number) => void;
  readonly zoomBy: (factor: number) => void;
  /** Moves the view, as little as needed, until the step can be seen. */
  readonly bringIntoView: (stepId: StepId) => void;
  /** The middle of what is seen, in the canvas's measure. */
  readonly middle: () => Point;
  /** Brings a point of the canvas to the middle of what is seen; as near as it is, unless told. */
  readonly showPoint: (at: Point, zoom?: number) => void;
  /** Where the pointer is, in the canvas's measure; null while it is not over the canvas. */
  readonly pointer: () => Point | null;
  /** A point of the canvas in the window's pixels, where there is a canvas. */
  readonly onScreen?: (at: Point) => Point;
  readonly focus: () => void;
  /** The place under a step's title, in the window's pixels, where there are lines and no cards. */
  readonly under?: (stepId: StepId) => Point | null;
}

/** What hands do on the canvas, beside the flow itself. */
export interface CanvasSlice {
  readonly palette: PaletteWish | null;
  readonly menu: CanvasMenu | null;
  /** The step whose title is being written in place. */
  readonly renaming: string | null;
  readonly selectedEdges: readonly WayOut[];
  /** The step that a link is being drawn from by keyboard. */
  readonly linkingFrom: WayOut | null;
  /** Said to screen readers. */
  readonly announcement: string;
  readonly hands: CanvasHands | null;

  readonly openPalette: (wish: PaletteWish) => void;
  readonly closePalette: () => void;
  readonly openMenu: (menu: CanvasMenu) => void;
  readonly closeMenu: () => void;
  /** Puts the palette's choice on the canvas as one deed, and selects it. */
  readonly addStep: (choice: PaletteChoice, wish: PaletteWish) => void;
  readonly rename: (stepId: string | null) => void;
  readonly retitleStep: (stepId: StepId, title: string) => void;
  readonly selectEdges: (edges: readonly WayOut[]) => void;
  /** Opens the palette for a step after the selected one. */
  readonly append: (field?: WayOut['field']) => void;
  /** Removes the selected steps and links; `heal` links what came before to what comes after. */
  readonly removeSelection: (how: { readonly heal: boolean }) => void;
  readonly nudge: (by: Point) => void;
  readonly startLinking: () => void;
  readonly stopLinking: () => void;
  readonly link: (link: Link) => void;
  readonly disconnect: (way: WayOut) => void;
  readonly announce: (sentence: string) => void;
  readonly setHands: (hands: CanvasHands | null) => void;
}

export const canvasSlice: Slice<CanvasSlice> = needs => (set, get) => {
  const flow = () => get().openFlow?.flow ?? null;
  const selected = () => get().selection.at(-1);
  /** Says why an edit was refused, where the hand was. */
  const edit: ReturnType<typeof get>['edit'] = (edits, about) => {
    const problem = get().edit(edits, about);
    if (problem !== null) {
      needs.tell({ kind: 'trouble', sentence: problem.message });
      get().announce(problem.message);
    }
    return problem;
  };
  return {
    palette: null,
    menu: null,
    renaming: null,
    selectedEdges: [],
    linkingFrom: null,
    announcement: '',
    hands: null,

    openPalette: palette => set({ palette }),
    closePalette: () => {
      set({ palette: null });
      get().hands?.focus();
    },
    openMenu: menu => set({ menu }),
    closeMenu: () => {
      if (get().menu === null) return;
      set({ menu: null });
      get().hands?.focus();
    },
    addStep: (choice, wish) => {
      const now = flow();
      if (now === null) return;
      const added = addedStep(now, choice, wish.how, { at: wish.at, middle: get().hands?.middle() ?? { x: 0, y: 0 } });
      set({ palette: null });
      if (!added.ok) {
        needs.tell({ kind: 'trouble', sentence: added.error });
        return;
      }
      const { step, edits } = added.value;
      if (edit(edits, { label: `add ${stepTitle(step)}` }) !== null) return;
      get().select([step.id]);
      get().announce(`Added ${stepTitle(step)}.`);
      get().hands?.bringIntoView(step.id);
      get().hands?.focus();
    },
    rename: renaming => {
      set({ renaming });
      if (renaming === null) get().hands?.focus();
    },
    retitleStep: (stepId, title) => {
      const now = flow();
      const step = now === null ? undefined : stepOf(now, stepId);
      if (step !== undefined && (step.title ?? step.id) !== title.trim()) edit(retitle(stepId, title));
    },
    selectEdges: selectedEdges => set({ selectedEdges }),
    append: field => {
      const [now, stepId] = [flow(), selected()];
      if (now === null || stepId === undefined) {
        get().openPalette({ how: { kind: 'free' }, at: null, screen: null });
        return;
      }
      const after = openWay(now, stepId, field);
      if (after === null) get().announce('Every way out of this step leads somewhere already; insert into a link instead.');
      else get().openPalette({ how: { kind: 'after', ...after }, at: null, screen: null });
    },
    removeSelection: ({ heal }) => {
      const { selection, selectedEdges, selectedNotes } = get();
      const edits = [
        ...removeSelected(selection, selectedEdges, { heal }),
        ...changeNotes(flow()?.notes ?? [], note => (selectedNotes.includes(note.id) ? null : note)),
      ];
      const about = selection.length + selectedEdges.length === 0 ? { label: `delete ${countOf(selectedNotes.length, 'note')}` } : {};
      if (edits.length === 0 || edit(edits, about) !== null) return;
      set({ selection: [], selectedEdges: [], selectedNotes: [] });
      get().announce(
        selection.length > 0
          ? `Deleted ${countOf(selection.length, 'step')}.`
          : selectedNotes.length > 0
            ? `Deleted ${countOf(selectedNotes.length, 'note')}.`
            : 'Link removed.',
      );
      get().hands?.focus();
    },
    nudge: by => {
      const now = flow();
      const { selection, selectedNotes } = get();
      if (now === null) return;
      const notes = changeNotes(now.notes ?? [], note =>
        selectedNotes.includes(note.id) ? { ...note, x: note.x + by.x, y: note.y + by.y } : note,
      );
      edit([...moveBy(placeSteps(now), selection, by), ...notes], { series: `nudge ${[...selection, ...selectedNotes].join(' ')}` });
    },
    startLinking: () => {
      const [now, stepId] = [flow(), selected()];
      const from = now === null || stepId === undefined ? null : openWay(now, stepId, undefined);
      const step = now === null || stepId === undefined ? undefined : stepOf(now, stepId);
      if (from === null || step === undefined) return;
      set({ linkingFrom: from });
      get().announce(`Linking from ${stepTitle(step)}. Arrow keys choose the target, Enter links, Escape leaves it.`);
    },
    link: link => {
      set({ linkingFrom: null });
      if (link.from !== link.to) edit(linkSteps(link));
    },
    disconnect: way => {
      if (edit(unlink(way)) === null) set({ selectedEdges: [] });
    },
    stopLinking: () => set({ linkingFrom: null }),
    announce: announcement => set({ announcement }),
    setHands: hands => set({ hands }),
  };
};
