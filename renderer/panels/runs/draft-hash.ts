import { useMemo } from 'react';
import type { Hash } from '../../../engine/base/hash.ts';
import { flowHash } from '../../../engine/flow/flow-hash.ts';
import type { Flow } from '../../../engine/flow/flow.ts';
import { useStudio } from '../../state/studio.ts';

/** What a run of the open drawing would be pinned to; null without one, or while it holds what cannot be hashed. */
export function useDraftHash(): Hash | null {
  const flow = useStudio(studio => studio.openFlow?.flow ?? null);
  return useMemo(() => (flow === null ? null : hashOrNull(flow)), [flow]);
}

function hashOrNull(flow: Flow): Hash | null {
  try {
    return flowHash(flow);
  } catch {
    return null; // half a character just typed: the drawing is not JSON for a moment
  }
}
