import { IconForms } from '@tabler/icons-react';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Panel } from '../panel.ts';

function InspectorPanel() {
  return <EmptyState sentence="Select a step to see and change what it does." />;
}

export const INSPECTOR_PANEL: Panel = { id: 'inspector', title: 'Form', icon: IconForms, place: 'inspector', View: InspectorPanel };
