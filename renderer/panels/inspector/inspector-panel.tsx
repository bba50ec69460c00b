import { IconForms } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { stepOf } from '../../../engine/flow/flow.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Panel } from '../panel.ts';
import { FlowForm } from './flow-form.tsx';
import { SelectionForm } from './selection-form.tsx';
import { StepForm } from './step-form.tsx';

/** The form of what is selected: one step, several, or the flow itself. */
function InspectorPanel() {
  const flow = useStudio(studio => studio.openFlow?.flow ?? null);
  // Walking over the canvas is not to wait for forms: the form follows when there is time.
  const selection = useDeferredValue(useStudio(studio => studio.selection));
  const catalog = useStudio(studio => studio.catalog);
  const [showsVariables, showVariables] = useState(false);
  if (flow === null) return <EmptyState sentence="Open a flow to see and change what it does." />;
  if (selection.length > 1) {
    const steps = selection.flatMap(stepId => stepOf(flow, stepId) ?? []);
    return <SelectionForm key={selection.join(' ')} flow={flow} steps={steps} catalog={catalog} />;
  }
  const step = selection[0] === undefined ? undefined : stepOf(flow, selection[0]);
  if (step === undefined) return <FlowForm flow={flow} />;
  return (
    <StepForm key={step.id} flow={flow} step={step} catalog={catalog} showsVariables={showsVariables} onShowVariables={showVariables} />
  );
}

export const INSPECTOR_PANEL: Panel = { id: 'inspector', title: 'Form', icon: IconForms, place: 'inspector', View: InspectorPanel };
