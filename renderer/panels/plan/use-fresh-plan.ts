import type { ShownPlan } from '../../state/plan-slice.ts';
import { PLAN_PANEL_ID } from '../../state/plan-slice.ts';
import { useStudio, type Studio } from '../../state/studio.ts';
import { pickedPacket } from '../runs/picked-packet.ts';

/** The plan, when it is of the drawing and the packet as they are now; null otherwise. */
export function freshPlan({ shownPlan, openFlow, desk, packets }: Studio): ShownPlan | null {
  if (shownPlan === null || openFlow === null || shownPlan.flow !== openFlow.flow) return null;
  const packet = pickedPacket(packets ?? [], openFlow.flow, desk.packets[openFlow.flowId]);
  return packet?.packetId === shownPlan.packetId ? shownPlan : null;
}

/** The plan that the canvas shows in place of the last run: while its list is looked at, and while it is true. */
export const useDrawnPlan = (): ShownPlan | null =>
  useStudio(studio => (studio.desk.bottomPanel === PLAN_PANEL_ID ? freshPlan(studio) : null));
