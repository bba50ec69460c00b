import { Radio } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ThreeFlows } from '../../../engine/flow/merge-json.ts';
import type { MergeChoice } from '../../../engine/flow/merge-conflict.ts';
import type { Pull } from '../../state/pull-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { KindIcon } from '../kind-icon.tsx';
import { stepOf } from '../../../engine/flow/flow.ts';
import { valueText, type AskedConflict } from './pull-view.ts';
import { TypedValue } from './typed-value.tsx';
import styles from './pull.module.css';

interface ConflictCardProps {
  readonly pull: Pull;
  readonly flows: ThreeFlows;
  readonly asked: AskedConflict;
  readonly choice: MergeChoice | null;
  readonly isCurrent: boolean;
}

/** One place that both sides changed: mine, the parent's, or something typed. */
export function ConflictCard({ pull, flows, asked, choice, isCurrent }: ConflictCardProps) {
  const { conflict, words, holds, isSettled } = asked;
  const choose = useStudio(studio => studio.choosePull);
  const showDifference = useStudio(studio => studio.showDifference);
  const wish = useStudio(studio => (isCurrent ? studio.differenceWish : 0));
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (wish === 0) return;
    card.current?.scrollIntoView({ block: 'nearest' });
    card.current?.querySelector<HTMLElement>('input:checked, input')?.focus({ preventScroll: true });
  }, [wish]);
  const take = (picked: string) => {
    if (!isCurrent) showDifference(conflict.id);
    if (picked === 'ours' || picked === 'theirs') choose(pull, conflict.id, { take: picked });
    else choose(pull, conflict.id, { take: 'typed', value: conflict.ours ?? conflict.theirs ?? '' });
  };
  const step = conflict.stepId === null ? undefined : (stepOf(flows.ours, conflict.stepId) ?? stepOf(flows.theirs, conflict.stepId));
  const name = `${words.step === null ? 'The flow' : words.step}: ${words.place}`;
  const side = (title: string, value: MergeChoice['take'], sentences: readonly string[], at: typeof conflict.ours) => (
    <Radio
      value={value}
      label={
        <span className={styles.side}>
          <b>{title}</b>
          {holds === 'whole' ? (
            <span className={styles.said}>{sentences.join(' ')}</span>
          ) : (
            <span className={styles.value}>{valueText(at, asked, flows)}</span>
          )}
        </span>
      }
    />
  );
  return (
    <li ref={card} className={styles.conflict} data-current={isCurrent || undefined}>
      <Radio.Group
        value={choice?.take ?? null}
        onChange={take}
        aria-label={name}
        label={
          <span className={styles.legend}>
            {step !== undefined && <KindIcon kind={step.kind} size={20} />}
            <span>{name}</span>
            {isSettled && (
              <span className={styles.settled}>
                <IconCircleCheckFilled size={14} aria-hidden /> settled
              </span>
            )}
          </span>
        }
      >
        {conflict.base !== undefined && holds !== 'whole' && (
          <p className={styles.before}>
            Before: <span className={styles.value}>{valueText(conflict.base, asked, flows)}</span>
          </p>
        )}
        {side('Mine', 'ours', words.ours, conflict.ours)}
        {side('The parent’s', 'theirs', words.theirs, conflict.theirs)}
        {(holds === 'text' || holds === 'json' || holds === 'step') && <Radio value="typed" label="Something else" />}
      </Radio.Group>
      {choice?.take === 'typed' && (
        <TypedValue
          holds={holds}
          value={choice.value}
          steps={[...flows.ours.steps, ...flows.theirs.steps]}
          label={`Something else for ${name}`}
          fault={conflict.fault}
          onType={value => choose(pull, conflict.id, { take: 'typed', value })}
        />
      )}
      {choice?.take !== 'typed' && conflict.fault !== null && (
        <p className={styles.trouble} role="alert">
          {conflict.fault}
        </p>
      )}
    </li>
  );
}
