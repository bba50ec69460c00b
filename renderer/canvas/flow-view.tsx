import type { FlowId } from '../../engine/base/ids.ts';
import { useStudio } from '../state/studio.ts';
import { EmptyState } from '../ui/empty-state.tsx';

/** One flow in the centre of the window. */
export function FlowView({ flowId }: { flowId: FlowId }) {
  const name = useStudio(studio => (studio.openFlow?.flowId === flowId ? studio.openFlow.flow.name : null));
  return name === null ? null : <EmptyState sentence={name} />;
}
