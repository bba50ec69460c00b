import { IconRoute } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { FlowView } from '../canvas/flow-view.tsx';
import { panelOf } from '../panels/all-panels.ts';
import { PastBar } from '../panels/timeline/past-bar.tsx';
import { useStudio } from '../state/studio.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import styles from './centre.module.css';
import { CentreTabs } from './centre-tabs.tsx';

/** The middle of the window: tabs, and what the active one shows. */
export function Centre() {
  const tab = useStudio(studio => studio.desk.tabs.find(one => one.id === studio.desk.activeTab));
  return (
    <main className={styles.centre}>
      <CentreTabs />
      <div className={styles.content}>
        {tab === undefined ? (
          <NothingOpen />
        ) : tab.kind === 'flow' ? (
          <>
            <FlowView key={tab.id} flowId={tab.flowId} />
            <PastBar />
          </>
        ) : (
          <Page panelId={tab.panelId} subject={tab.subject} key={tab.id} />
        )}
      </div>
    </main>
  );
}

function Page({ panelId, subject }: { panelId: string; subject: string }) {
  const panel = panelOf(panelId);
  return panel === undefined ? <EmptyState sentence="This page is not in this version of Atelier." /> : <panel.View subject={subject} />;
}

function NothingOpen() {
  const showSide = useStudio(studio => studio.showSide);
  return (
    <EmptyState
      icon={<IconRoute size={32} stroke={1.4} />}
      sentence="A flow you open is drawn here, step by step."
      action={
        <Button variant="default" onClick={() => showSide('flows')}>
          Choose a flow
        </Button>
      }
    />
  );
}
