import { Button } from '@mantine/core';
import { IconChartBar, IconListDetails, IconPlus, IconReportMoney, IconTelescope, type Icon } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { ShownQuestion } from '../../../engine/contract/observatory.ts';
import { pageTab } from '../../state/desk.ts';
import { NEW_QUESTION } from '../../state/observatory-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { PanelFrame } from '../../ui/panel-frame.tsx';
import rows from '../../ui/rows.module.css';
import type { Panel } from '../panel.ts';
import styles from './observatory.module.css';

export const OBSERVATORY_PANEL: Panel = {
  id: 'observatory',
  title: 'Observatory',
  icon: IconTelescope,
  place: 'side',
  View: ObservatoryPanel,
};

/** Charts, the ledger, the trace, and questions over them; each opens in the centre. */
function ObservatoryPanel() {
  const readQuestions = useStudio(studio => studio.readQuestions);
  useEffect(() => void readQuestions(), [readQuestions]);
  return (
    <PanelFrame title="Observatory">
      <ul className={rows.rows}>
        <Place subject="charts" title="Charts" icon={IconChartBar} sentence="Cost, cache, failures, contested claims" />
        <Place subject="ledger" title="Ledger" icon={IconReportMoney} sentence="What each answer saw and cost" />
        <Place subject="trace" title="Trace" icon={IconListDetails} sentence="Everything that happened, row by row" />
      </ul>
      <Questions />
    </PanelFrame>
  );
}

function Place({ subject, title, icon: Mark, sentence }: { subject: string; title: string; icon: Icon; sentence: string }) {
  const openTab = useStudio(studio => studio.openTab);
  const tab = pageTab('observatory-page', subject, title);
  const isShown = useStudio(studio => studio.desk.activeTab === tab.id);
  return (
    <li>
      <button type="button" className={rows.row} aria-current={isShown} onClick={() => openTab(tab)}>
        <span className={rows.mark}>
          <Mark size={18} stroke={1.6} />
        </span>
        <span className={rows.lines}>
          <span className={rows.name}>{title}</span>
          <span className={rows.second}>{sentence}</span>
        </span>
      </button>
    </li>
  );
}

function Questions() {
  const questions = useStudio(studio => studio.questions);
  const troubles = useStudio(studio => studio.questionTroubles);
  const openTab = useStudio(studio => studio.openTab);
  if (questions === null) return <LateSkeleton lines={6} />;
  const own = questions.filter(question => question.own);
  const shipped = questions.filter(question => !question.own);
  return (
    <>
      <div className={styles.newQuestion}>
        <Button
          size="xs"
          variant="default"
          fullWidth
          leftSection={<IconPlus size={14} />}
          onClick={() => openTab(pageTab('observatory-page', `question ${NEW_QUESTION}`, 'New question'))}
        >
          New question
        </Button>
      </div>
      {troubles.map(sentence => (
        <p key={sentence} className={styles.trouble}>
          {sentence}
        </p>
      ))}
      {own.length > 0 && <QuestionGroup title="Your questions" questions={own} />}
      {shipped.length > 0 && <QuestionGroup title="Questions" questions={shipped} />}
    </>
  );
}

function QuestionGroup({ title, questions }: { title: string; questions: readonly ShownQuestion[] }) {
  return (
    <section aria-label={title}>
      <h3 className={rows.group}>{title}</h3>
      <ul className={rows.rows}>
        {questions.map(question => (
          <QuestionRow key={question.name} question={question} />
        ))}
      </ul>
    </section>
  );
}

function QuestionRow({ question }: { question: ShownQuestion }) {
  const openTab = useStudio(studio => studio.openTab);
  const tab = pageTab('observatory-page', `question ${question.name}`, question.title);
  const isShown = useStudio(studio => studio.desk.activeTab === tab.id);
  return (
    <li>
      <button type="button" className={rows.row} aria-current={isShown} onClick={() => openTab(tab)}>
        <span className={rows.lines}>
          <span className={rows.clamp}>{question.title}</span>
          <span className={rows.second}>
            <span className={rows.clamp}>{question.description}</span>
          </span>
        </span>
      </button>
    </li>
  );
}
