import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { StepId } from '../../../engine/base/ids.ts';
import type { ConditionTrial } from '../../../engine/contract/condition-trial.ts';
import { parseExpression } from '../../../engine/expression/expression.ts';
import { useStudio, useStudioStore } from '../../state/studio.ts';
import { conditionTally } from './condition-tally.ts';
import styles from './condition.module.css';

/** Beneath a gate: for how many packets it is true, which those are, and which not. A press on one picks it, with its last run. */
export function ConditionTallyView({ stepId, text }: { stepId: StepId; text: string }) {
  const store = useStudioStore();
  const typed = useStudio(({ typing }) =>
    typing !== null && 'field' in typing && typing.stepId === stepId && typing.field === 'config.expression' ? typing.text : null,
  );
  const packets = useStudio(studio => studio.packets);
  const runs = useStudio(studio => studio.runs);
  const tried = useStudio(({ triedCondition }) => (triedCondition?.stepId === stepId ? triedCondition : null));
  const trouble = useStudio(studio => studio.conditionTrouble);
  const [isOpen, setOpen] = useState(false);
  const asked = typed ?? text;
  const canAsk = asked.trim() !== '' && parseExpression(asked).ok;
  useEffect(() => {
    if (canAsk) store.getState().tryConditionSoon(stepId, asked);
  }, [canAsk, asked, stepId, packets, runs, store]);

  if (asked.trim() === '') return null;
  if (trouble !== null) return <p className={styles.tallyHint}>It could not be tried on the packets: {trouble}</p>;
  const tally = tried === null ? null : conditionTally(tried);
  if (tally === null)
    return tried === null ? null : (
      <p className={styles.tallyHint}>No packet holds all that this flow requires, so it was tried on none.</p>
    );
  const isOld = tried?.expression !== asked;
  return (
    <div className={styles.tally} data-old={isOld || undefined}>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        className={styles.tallyHead ?? ''}
        leftSection={isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {tally.sentence}
      </Button>
      <span className="unseen" role="status">
        {isOld ? '' : tally.sentence}
      </span>
      {isOpen && (
        <ul className={styles.trials}>
          {[...tally.failing, ...tally.unknown, ...tally.holding].map(trial => (
            <Trial key={trial.packetId} trial={trial} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Trial({ trial }: { trial: ConditionTrial }) {
  const { holds, title, why } = trial;
  const store = useStudioStore();
  const pick = () => {
    const { openFlow, pickPacket, showRun } = store.getState();
    if (openFlow !== null) pickPacket(openFlow.flowId, trial.packetId);
    if (trial.runId !== null) showRun(trial.runId);
  };
  const [Icon, word] = holds === null ? [IconHelpCircle, 'not known'] : holds ? [IconCircleCheck, 'true'] : [IconCircleX, 'false'];
  return (
    <li>
      <button type="button" className={styles.trial} title="Pick this packet, and show its last run" onClick={pick}>
        <span className={styles.verdict} data-holds={String(holds)}>
          <Icon size={14} stroke={1.8} aria-hidden /> {word}
        </span>
        <span className={styles.trialTitle}>{title}</span>
        {why !== null && <span className={styles.why}>{why}</span>}
      </button>
    </li>
  );
}
