import { checkFlow } from '../../engine/flow/check-flow.ts';
import type { FlowProblem } from '../../engine/flow/flow-problem.ts';
import type { QuickFix } from '../../engine/flow/quick-fix.ts';
import type { Slice } from './studio.ts';

/** What is wrong with the open flow; canvas, forms and list only show it. */
export interface ProblemsSlice {
  /** As of a moment after the last edit. */
  readonly problems: readonly FlowProblem[];
  /** The open flow or the catalog is another one now. */
  readonly flowEdited: () => void;
  /** Carries out a fix as one deed and looks again at once; a sentence when the flow has moved on and it no longer fits. */
  readonly fixProblem: (fix: QuickFix) => string | null;
}

const CHECK_AFTER_MS = 120;
const NONE: readonly FlowProblem[] = [];

export const problemsSlice: Slice<ProblemsSlice> = needs => (set, get) => {
  let callOff: (() => void) | null = null;
  const show = (found: readonly FlowProblem[]) => {
    // The same problems as before are no news: nothing is drawn again for them.
    if (JSON.stringify(found) !== JSON.stringify(get().problems)) set({ problems: found });
  };
  const check = () => {
    callOff = null;
    const { openFlow, catalog } = get();
    // Before the catalog is here every skill would be unknown.
    if (openFlow === null || catalog === null) {
      show(NONE);
      return;
    }
    const { flowId, flow } = openFlow;
    if (needs.check === undefined) {
      show(checkFlow(flow, catalog));
      return;
    }
    void needs.check(flow, catalog).then(found => {
      // A flow that was drawn on meanwhile is looked at again; until then what was found still holds for most of it.
      if (found !== null && get().openFlow?.flowId === flowId) show(found);
    });
  };
  return {
    problems: NONE,
    fixProblem: fix => {
      const refusal = get().edit(fix.edits, { label: fix.label });
      callOff?.();
      check();
      if (refusal !== null) needs.tell({ kind: 'trouble', sentence: refusal.message });
      return refusal?.message ?? null;
    },
    flowEdited: () => {
      callOff?.();
      callOff = needs.later(CHECK_AFTER_MS, check);
    },
  };
};
