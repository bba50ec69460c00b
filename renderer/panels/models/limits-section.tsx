import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ModelsView } from '../../../engine/contract/models.ts';
import { useStudio } from '../../state/studio.ts';
import { formatMoney } from '../../ui/format-money.ts';
import styles from './models.module.css';
import { dollarsText, microUsdOf } from './models-words.ts';

/** What a run and a day may cost, and what today has. */
export function LimitsSection({ models: { limits, todayMicroUsd } }: { models: ModelsView }) {
  const changeModels = useStudio(studio => studio.changeModels);
  const [typed, setTyped] = useState<{ readonly perRun: string; readonly perDay: string } | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const shown = typed ?? { perRun: dollarsText(limits.perRunMicroUsd), perDay: dollarsText(limits.perDayMicroUsd) };
  const [perRunMicroUsd, perDayMicroUsd] = [microUsdOf(shown.perRun), microUsdOf(shown.perDay)];
  const save = async () => {
    if (perRunMicroUsd === undefined || perDayMicroUsd === undefined) return;
    const told = await changeModels(host => host.setLimits({ perRunMicroUsd, perDayMicroUsd }));
    setTrouble(told);
    if (told === null) setTyped(null);
  };
  const fault = (value: number | null | undefined) => (value === undefined ? 'A sum in dollars, such as 2.50, or nothing.' : null);
  return (
    <section className={styles.section} aria-labelledby="spending-title">
      <h2 className={styles.subtitle} id="spending-title">
        Spending
      </h2>
      <p className={styles.today}>
        <strong>{formatMoney(todayMicroUsd)}</strong> today
        {limits.perDayMicroUsd === null ? ', without a limit' : ` of ${formatMoney(limits.perDayMicroUsd)}`}
      </p>
      <form
        className={styles.limits}
        onSubmit={event => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput
          label="A run may cost"
          placeholder="No limit"
          leftSection="$"
          inputMode="decimal"
          value={shown.perRun}
          error={fault(perRunMicroUsd)}
          onChange={event => setTyped({ ...shown, perRun: event.currentTarget.value })}
        />
        <TextInput
          label="A day may cost"
          placeholder="No limit"
          leftSection="$"
          inputMode="decimal"
          value={shown.perDay}
          error={fault(perDayMicroUsd)}
          onChange={event => setTyped({ ...shown, perDay: event.currentTarget.value })}
        />
        {typed !== null && (
          <>
            <Button type="submit" disabled={perRunMicroUsd === undefined || perDayMicroUsd === undefined}>
              Save limits
            </Button>
            <Button variant="subtle" color="gray" onClick={() => setTyped(null)}>
              Take back
            </Button>
          </>
        )}
      </form>
      <p className={styles.quiet}>
        A call that could pass a limit is not made: its step fails before anything is spent, and says so. What it may cost is taken from the
        length of the prompt and the longest answer. The day begins at midnight here; an empty field is no limit.
      </p>
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      )}
    </section>
  );
}
