import { IconRoute } from '@tabler/icons-react';
import { useStudio } from '../../state/studio.ts';
import { PanelFrame } from '../../ui/panel-frame.tsx';
import type { Panel } from '../panel.ts';

function FlowsPanel() {
  const flows = useStudio(studio => studio.flows);
  const showFlow = useStudio(studio => studio.showFlow);
  return (
    <PanelFrame title="Flows">
      {flows?.map(flow => (
        <button key={flow.flowId} type="button" onClick={() => void showFlow(flow.flowId)}>
          {flow.name}
        </button>
      ))}
    </PanelFrame>
  );
}

export const FLOWS_PANEL: Panel = { id: 'flows', title: 'Flows', icon: IconRoute, place: 'side', View: FlowsPanel };
