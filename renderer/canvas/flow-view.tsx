import { Loader, SegmentedControl } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { FlowId } from '../../engine/base/ids.ts';
import { useStudio } from '../state/studio.ts';
import { FlowCanvas } from './flow-canvas.tsx';
import styles from './flow-view.module.css';

/** Monaco weighs four megabytes: it is fetched when the JSON is looked at for the first time. */
const FlowJson = lazy(() => import('./flow-json.tsx').then(({ FlowJson: component }) => ({ default: component })));

/** One flow in the centre of the window: as a drawing, or as its JSON. */
export function FlowView({ flowId }: { flowId: FlowId }) {
  const flow = useStudio(studio => (studio.openFlow?.flowId === flowId ? studio.openFlow.flow : null));
  const view = useStudio(studio => studio.desk.flowView);
  const showFlowAs = useStudio(studio => studio.showFlowAs);
  if (flow === null) return null;
  return (
    <>
      {view === 'canvas' ? (
        <FlowCanvas flow={flow} />
      ) : (
        <Suspense fallback={<Loader size="sm" className={styles.loader ?? ''} />}>
          <FlowJson flowId={flowId} />
        </Suspense>
      )}
      <SegmentedControl
        className={styles.views ?? ''}
        size="xs"
        aria-label="Show the flow as"
        value={view}
        data={[
          { value: 'canvas', label: 'Canvas' },
          { value: 'json', label: 'JSON' },
        ]}
        onChange={next => showFlowAs(next === 'json' ? 'json' : 'canvas')}
      />
    </>
  );
}
