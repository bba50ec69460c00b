import { IconBuilding, IconCircleCheck, IconCpu, IconDatabase, IconFolder, IconPlugConnectedX, IconShieldOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { modelsTab } from '../panels/models/models-tab.ts';
import { useStudio } from '../state/studio.ts';
import styles from './status-bar.module.css';

/** The line at the foot of the window: where one is, what runs, what answers. */
export function StatusBar() {
  const facts = useStudio(studio => studio.facts);
  const connection = useStudio(studio => studio.connection);
  return (
    <footer className={styles.bar} aria-label="Status">
      {facts !== null && (
        <>
          <Fact icon={<IconFolder size={13} />} words={facts.name} whole={`Workspace in ${facts.folder}`} />
          <Fact icon={<IconBuilding size={13} />} words={facts.orgId} whole={`Organisation ${facts.orgId}; you are ${facts.me}`} />
          <Fact icon={<IconDatabase size={13} />} words={facts.engine} whole={facts.engine} />
          <ModelFact words={modelWords(facts.model)} />
        </>
      )}
      <RestrictedFact />
      <span className={styles.gap} />
      <Fact
        icon={connection === 'open' ? <IconCircleCheck size={13} /> : <IconPlugConnectedX size={13} />}
        words={connection === 'open' ? 'Engine connected' : 'Engine not answering'}
        whole={connection === 'open' ? 'The engine runs on this computer and answers.' : 'The engine is not answering; trying again.'}
      />
    </footer>
  );
}

/** Says that the workspace's own skills are not used, for as long as they are not; a press opens the question. */
function RestrictedFact() {
  const isRestricted = useStudio(({ shelf }) => shelf?.trust === 'restricted' || shelf?.trust === 'undecided');
  const askTrust = useStudio(studio => studio.askTrust);
  if (!isRestricted) return null;
  return (
    <button
      type="button"
      className={`${styles.fact ?? ''} ${styles.press ?? ''} ${styles.restricted ?? ''}`}
      title="This workspace’s own skills are not used, because you have not said that you trust it. Press to see what it brings."
      onClick={() => askTrust(true)}
    >
      <IconShieldOff size={13} />
      <span className={styles.words}>Restricted</span>
    </button>
  );
}

/** Who answers; a press opens where that is chosen. */
function ModelFact({ words }: { words: string }) {
  const openTab = useStudio(studio => studio.openTab);
  return (
    <button
      type="button"
      className={`${styles.fact ?? ''} ${styles.press ?? ''}`}
      data-grows
      title={`${words}. Press to choose models, keys and spending limits.`}
      onClick={() => openTab(modelsTab())}
    >
      <IconCpu size={13} />
      <span className={styles.words}>{words}</span>
    </button>
  );
}

function Fact({ icon, words, whole }: { icon: ReactNode; words: string; whole: string }) {
  return (
    <span className={styles.fact} title={whole}>
      {icon}
      <span className={styles.words}>{words}</span>
    </span>
  );
}

/** Says of the built-in model that it is no AI; names any other. */
export const modelWords = (model: string): string =>
  /^local-extractive[^,]*$/.test(model)
    ? 'local-extractive: answers come from the evidence alone, no AI model is connected'
    : model.replace(/local-extractive[^,]*/, 'local model');
