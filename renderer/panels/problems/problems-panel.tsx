import { IconAlertTriangle } from '@tabler/icons-react';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Panel } from '../panel.ts';

function ProblemsPanel() {
  return <EmptyState sentence="No problems: this flow can be run and published." />;
}

export const PROBLEMS_PANEL: Panel = { id: 'problems', title: 'Problems', icon: IconAlertTriangle, place: 'bottom', View: ProblemsPanel };
