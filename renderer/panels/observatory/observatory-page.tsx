import { IconTelescope } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Panel } from '../panel.ts';
import { ChartsPage } from './charts-page.tsx';
import { QuestionPage } from './question-page.tsx';
import { RowsPage } from './rows-page.tsx';

export const OBSERVATORY_PAGE: Panel = {
  id: 'observatory-page',
  title: 'Observatory',
  icon: IconTelescope,
  place: 'page',
  View: ObservatoryPage,
};

/** One place of the Observatory: `charts`, `ledger`, `trace`, or `question ` and a name. */
function ObservatoryPage({ subject }: { subject: string }) {
  const isRead = useStudio(studio => studio.questions !== null);
  const readQuestions = useStudio(studio => studio.readQuestions);
  // A tab that was open at the last start comes before the panel.
  useEffect(() => {
    if (!isRead) void readQuestions();
  }, [isRead, readQuestions]);
  if (subject === 'charts') return <ChartsPage />;
  if (subject === 'ledger' || subject === 'trace') return <RowsPage key={subject} of={subject} />;
  if (subject.startsWith('question ')) return <QuestionPage key={subject} name={subject.slice('question '.length)} />;
  return <EmptyState sentence="This page is not in this version of Atelier." />;
}
