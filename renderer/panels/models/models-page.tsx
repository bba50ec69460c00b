import { IconCpu } from '@tabler/icons-react';
import { Alert, Button } from '@mantine/core';
import { useEffect } from 'react';
import type { ModelsView } from '../../../engine/contract/models.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import type { Panel } from '../panel.ts';
import { ClassRow } from './class-row.tsx';
import { KeySection } from './key-section.tsx';
import { LimitsSection } from './limits-section.tsx';
import { meaningOf } from './models-words.ts';
import { MODELS_PAGE_ID } from './models-tab.ts';
import styles from './models.module.css';
import { PricesSection } from './prices-section.tsx';

export const MODELS_PAGE: Panel = { id: MODELS_PAGE_ID, title: 'Models', icon: IconCpu, place: 'page', View: ModelsPage };

/** Who answers for which model class, with what key, at what price and up to what sum. */
function ModelsPage() {
  const models = useStudio(studio => studio.models);
  const trouble = useStudio(studio => studio.modelsTrouble);
  const read = useStudio(studio => studio.readModels);
  const connection = useStudio(studio => studio.connection);
  useEffect(() => {
    if (connection === 'open') void read();
  }, [connection, read]);
  if (models !== null) return <Models models={models} trouble={trouble} />;
  if (trouble === null) return <LateSkeleton lines={12} />;
  return <EmptyState sentence={trouble} action={<Button onClick={() => void read()}>Try again</Button>} />;
}

function Models({ models, trouble }: { models: ModelsView; trouble: string | null }) {
  return (
    <article className={styles.page} aria-label="Models">
      <h1 className={styles.title}>Models</h1>
      <p className={styles.meaning}>{meaningOf(models)}</p>
      {[trouble, models.problem]
        .filter(sentence => sentence !== null)
        .map(sentence => (
          <Alert key={sentence} color="red" role="alert" className={styles.alert}>
            {sentence}
          </Alert>
        ))}
      <h2 className={styles.subtitle}>Who answers</h2>
      <ul className={styles.classes}>
        {models.classes.map(one => (
          <ClassRow key={one.modelClass} one={one} models={models} />
        ))}
      </ul>
      <LimitsSection models={models} />
      <KeySection models={models} />
      <PricesSection models={models} />
    </article>
  );
}
