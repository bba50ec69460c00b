import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconKey, IconKeyOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { ClassView, ConnectionTestView, ModelsView } from '../../../engine/contract/models.ts';
import { useStudio } from '../../state/studio.ts';
import { ChoiceDialog } from './choice-dialog.tsx';
import styles from './models.module.css';
import { choiceLine, classTitle, keyLine, priceLine } from './models-words.ts';

/** One model class: who answers, with what key and at what price; to be changed and tried. */
export function ClassRow({ one, models }: { one: ClassView; models: ModelsView }) {
  const [changing, setChanging] = useState(false);
  const test = useStudio(studio => studio.modelTests[one.modelClass]);
  const testModel = useStudio(studio => studio.testModel);
  const title = classTitle(one.modelClass);
  return (
    <li className={styles.class} aria-label={title}>
      <div className={styles.classLines}>
        <span className={styles.className}>{title}</span>
        <span className={styles.quiet}>{one.purpose}</span>
      </div>
      <div className={styles.classLines}>
        <span className={styles.choice}>{choiceLine(one)}</span>
        <ChoiceFacts one={one} />
      </div>
      <div className={styles.classButtons}>
        <Button
          variant="default"
          size="compact-sm"
          loading={test === 'asking'}
          aria-label={`Test ${title}`}
          onClick={() => void testModel(one.modelClass)}
        >
          Test
        </Button>
        <Button variant="default" size="compact-sm" aria-label={`Change ${title}`} onClick={() => setChanging(true)}>
          Change…
        </Button>
      </div>
      {one.remote?.warnings.map(warning => (
        <p key={warning} className={styles.warning}>
          <IconAlertTriangle size={14} aria-hidden /> {warning}
        </p>
      ))}
      <div className={styles.tested} aria-live="polite">
        {test === 'asking' ? <p className={styles.quiet}>Asking…</p> : test !== undefined && <TestSentence test={test} />}
      </div>
      {changing && <ChoiceDialog one={one} models={models} onClose={() => setChanging(false)} />}
    </li>
  );
}

function ChoiceFacts({ one: { remote } }: { one: ClassView }) {
  if (remote === null) return <span className={styles.quiet}>No key, no network, no cost.</span>;
  const { words, isWell } = keyLine(remote);
  const Mark = isWell ? IconKey : IconKeyOff;
  return (
    <span className={styles.facts}>
      <span data-well={isWell}>
        <Mark size={13} aria-hidden /> {words}
      </span>
      <span>{priceLine(remote.price) ?? 'No price known'}</span>
    </span>
  );
}

/** What a test came to, with a mark that is not a colour alone. */
export function TestSentence({ test }: { test: ConnectionTestView }) {
  const Mark = test.ok ? IconCircleCheck : IconCircleX;
  return (
    <p className={styles.test} data-ok={test.ok}>
      <Mark size={15} aria-hidden /> <span>{test.sentence}</span>
    </p>
  );
}
