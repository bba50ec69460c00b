import type { Studio } from '../state/studio.ts';

/** One step of the tour: what it says, and of which part of the window. */
export interface TourStep {
  readonly title: string;
  readonly sentences: string;
  /** Where it points: the first of these that is there. */
  readonly targets: readonly string[];
  /** Brings into view what it speaks of. */
  readonly prepare: (studio: Studio) => void;
  /** Whether what it speaks of lies in front; meanwhile the person went elsewhere, and it waits. */
  readonly isHere: (studio: Studio) => boolean;
}

const front = ({ desk }: Studio) => desk.tabs.find(tab => tab.id === desk.activeTab);
/** The drawing, or nothing at all. */
const onDrawing = (studio: Studio): boolean => front(studio)?.kind !== 'page';
const onArtefact = (studio: Studio): boolean => {
  const tab = front(studio);
  return tab?.kind !== 'page' || tab.panelId === 'artefact';
};

function showDrawing(studio: Studio): void {
  const flowId = studio.openFlow?.flowId ?? studio.flows?.[0]?.flowId;
  if (flowId === undefined) return;
  studio.showFlowAs('canvas');
  void studio.showFlow(flowId);
}

const RUN_BAR = '[role="group"][aria-label="Run"]';

/** From an empty canvas to a version, in five. */
export const TOUR_STEPS: readonly TourStep[] = [
  {
    title: 'Draw',
    sentences:
      'A flow is its steps, from left to right. Drag one of the five kinds onto the canvas, or press N for all there is. Everything can be undone.',
    targets: ['[role="toolbar"][aria-label="Add a step"]', '[data-place="canvas"]'],
    prepare: showDrawing,
    isHere: onDrawing,
  },
  {
    title: 'Try it',
    sentences:
      'A packet is the evidence that a run reads. Pick one and press Run: a draft calls nothing outside, and what did not change is reused.',
    targets: [RUN_BAR],
    prepare: showDrawing,
    isHere: onDrawing,
  },
  {
    title: 'Read what happened',
    sentences: 'Each row is a step: how long it took, what it cost, what was reused. Press one to see what went in and what came out.',
    targets: ['[aria-label="Bottom panel"]'],
    prepare: studio => {
      showDrawing(studio);
      studio.showBottom('timeline');
    },
    isHere: onDrawing,
  },
  {
    title: 'Check a claim',
    sentences:
      'Each number in a document leads to its source: press it, and the passage is marked there. A claim without a source is contested, and says why.',
    targets: ['article [data-citation]', RUN_BAR],
    prepare: studio => {
      const run = studio.shownRun?.run;
      const [artefact] = run?.artefacts ?? [];
      if (run !== undefined && run !== null && artefact !== undefined) studio.openArtefact(run.runId, artefact.path);
    },
    isHere: onArtefact,
  },
  {
    title: 'Publish',
    sentences:
      'Publish when the draft does what you want. A version never changes: runs stay on the one they began with, and you can go back to any.',
    targets: ['[data-tour="publish"]'],
    prepare: showDrawing,
    isHere: onDrawing,
  },
];
