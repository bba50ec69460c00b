import { isDefinedError, safe } from '@orpc/client';
import type { RunPlan } from '../../engine/cache/run-plan.ts';
import type { FlowId, PacketId } from '../../engine/base/ids.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { flowHasErrors, notPlanned, packetDoesNotFit, type StartRefusal } from '../panels/runs/start-refusal.ts';
import { pickedPacket } from '../panels/runs/picked-packet.ts';
import type { Slice } from './studio.ts';

/** What a run would do, and of which drawing on which packet that was said. */
export interface ShownPlan {
  readonly flowId: FlowId;
  readonly flow: Flow;
  readonly packetId: PacketId;
  readonly plan: RunPlan;
}

/** The plan before the run. */
export interface PlanSlice {
  /** The last that was made; it may be of an older drawing. */
  readonly shownPlan: ShownPlan | null;
  readonly planning: boolean;
  /** Why there is none of the drawing as it is. */
  readonly planRefusal: StartRefusal | null;

  /** Saves the drawing, asks what its run on the picked packet would do, and shows the answer. */
  readonly planRun: () => Promise<void>;
  /** The same once the hand rests, for as long as the plan is looked at. */
  readonly planSoon: () => void;
}

const PLAN_AFTER_MS = 500;
export const PLAN_PANEL_ID = 'plan';

export const planSlice: Slice<PlanSlice> =
  ({ host, later }) =>
  (set, get) => {
    let callOff = (): void => undefined;
    let asked = 0;
    const make = async () => {
      callOff();
      const mine = ++asked;
      const answer = (part: Partial<PlanSlice>) => {
        // Of several questions under way only the last one's answer is shown.
        if (mine === asked) set({ planning: false, ...part });
      };
      const { openFlow, desk } = get();
      if (openFlow === null) return;
      const packetId = pickedPacket(get().packets ?? [], openFlow.flow, desk.packets[openFlow.flowId])?.packetId;
      if (packetId === undefined) {
        answer({ planRefusal: notPlanned('There is no packet to plan for: add one under Packets, then plan again.') });
        return;
      }
      set({ planning: true });
      if (!(await get().saveEdits(packetId)) || !(await get().saveDraft())) {
        answer({ planRefusal: notPlanned('What you changed could not be saved, so the plan would not be of what you see.') });
        return;
      }
      const drawn = get().openFlow;
      if (drawn === null) return;
      const { flowId, flow } = drawn;
      // In live mode it is the newest version that would run.
      const versionNo = get().liveFlow === flowId ? (get().flows?.find(head => head.flowId === flowId)?.latestVersionNo ?? null) : null;
      const what = versionNo === null ? ({ mode: 'draft' } as const) : ({ mode: 'live', versionNo } as const);
      const { error, data } = await safe(host.runs.plan({ flowId, packetId, ...what }));
      if (error === null) answer({ shownPlan: { flowId, flow, packetId, plan: data }, planRefusal: null });
      else if (isDefinedError(error) && error.code === 'FLOW_HAS_ERRORS') answer({ planRefusal: flowHasErrors(error.data.problems) });
      else if (isDefinedError(error) && error.code === 'PACKET_DOES_NOT_FIT')
        answer({ planRefusal: packetDoesNotFit(error.data.problems) });
      else answer({ planRefusal: notPlanned(failureSentence(error)) });
    };
    return {
      shownPlan: null,
      planning: false,
      planRefusal: null,
      planRun: async () => {
        get().showBottom(PLAN_PANEL_ID);
        await make();
      },
      planSoon: () => {
        callOff();
        callOff = later(PLAN_AFTER_MS, () => {
          if (get().desk.bottomPanel === PLAN_PANEL_ID) void make();
        });
      },
    };
  };
