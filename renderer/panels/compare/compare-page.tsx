import { IconGitCompare } from '@tabler/icons-react';
import { useEffect } from 'react';
import { readSubject } from '../../../engine/contract/comparison-address.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Panel } from '../panel.ts';
import { RunsPage } from './runs-page.tsx';
import { VersionsPage } from './versions-page.tsx';

export const COMPARE_PAGE: Panel = { id: 'compare', title: 'Comparison', icon: IconGitCompare, place: 'page', View: ComparePage };

/** Two runs, or two versions, side by side. */
function ComparePage({ subject }: { subject: string }) {
  const setDifferences = useStudio(studio => studio.setDifferences);
  // Those of the comparison before are not this one's.
  useEffect(() => setDifferences([], null), [subject, setDifferences]);
  const comparison = readSubject(subject);
  if (comparison === null)
    return <EmptyState sentence="This address names no comparison. Tick two runs in the list of runs, or choose two versions of a flow." />;
  return comparison.kind === 'runs' ? <RunsPage comparison={comparison} /> : <VersionsPage comparison={comparison} />;
}
