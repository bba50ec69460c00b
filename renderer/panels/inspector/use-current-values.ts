import { useEffect, useMemo } from 'react';
import type { Variables } from '../../../engine/expression/expression.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { useStudio, useStudioStore } from '../../state/studio.ts';
import { momentOf } from '../../state/timeline-slice.ts';
import { pickedPacket } from '../runs/picked-packet.ts';
import { currentValues, missingValues } from './current-values.ts';

/** The run that is shown, at the moment that is shown; null for one of another flow. */
export const useShownRun = (): Run | null =>
  useStudio(studio => (momentOf(studio)?.flowId === studio.openFlow?.flowId ? momentOf(studio) : null));

/** What expressions would read now; reads the picked packet and the shown run's values as they are needed. */
export function useCurrentValues(): Variables | null {
  const store = useStudioStore();
  const packetId = useStudio(({ openFlow, packets, desk }) =>
    openFlow === null ? undefined : pickedPacket(packets ?? [], openFlow.flow, desk.packets[openFlow.flowId])?.packetId,
  );
  const packet = useStudio(studio => (packetId === undefined ? null : (studio.packetPages[packetId]?.packet ?? null)));
  const run = useShownRun();
  const known = useStudio(studio => studio.values);

  useEffect(() => {
    if (packetId !== undefined && packet === null) void store.getState().readPacket(packetId);
  }, [packetId, packet, store]);
  useEffect(() => {
    if (run === null) return;
    for (const hash of missingValues(run, store.getState().values)) void store.getState().readValue(hash);
  }, [run, store]);
  return useMemo(() => currentValues(packet, run, known), [packet, run, known]);
}
