import { Button, Group, Popover, TextInput } from '@mantine/core';
import { IconAlertTriangleFilled, IconCoin } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ModelsView } from '../../../engine/contract/models.ts';
import { useStudio } from '../../state/studio.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { dollarsText, microUsdOf } from '../models/models-words.ts';
import { freshPlan } from '../plan/use-fresh-plan.ts';
import { overLimit } from './over-limit.ts';
import styles from './run-bar.module.css';

/** What a run may cost at most, and the way to change it; loud when the plan costs more. */
export function SpendingLimit() {
  const limits = useStudio(studio => studio.models?.limits ?? null);
  const readModels = useStudio(studio => studio.readModels);
  const plan = useStudio(studio => freshPlan(studio)?.plan ?? null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    void readModels();
  }, [readModels]);
  if (limits === null) return null;
  const over = plan === null ? null : overLimit(plan, limits.perRunMicroUsd);
  const words = limits.perRunMicroUsd === null ? 'No limit' : `≤ ${formatMoney(limits.perRunMicroUsd)}`;
  const told =
    limits.perRunMicroUsd === null
      ? 'A run may cost any sum. Press to set a limit.'
      : `A run stops before it costs more than ${formatMoney(limits.perRunMicroUsd)}. Press to change that.`;
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={300} trapFocus withArrow>
      <Popover.Target>
        <button
          type="button"
          className={styles.limit}
          data-over={over !== null || undefined}
          aria-label={`Spending limit of a run: ${limits.perRunMicroUsd === null ? 'none' : formatMoney(limits.perRunMicroUsd)}${over === null ? '' : `. ${over}`}`}
          title={over ?? told}
          onClick={() => setOpen(!isOpen)}
        >
          {over === null ? <IconCoin size={14} aria-hidden /> : <IconAlertTriangleFilled size={13} aria-hidden />}
          <span className={styles.limitWords}>{words}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>{isOpen && <LimitForm limits={limits} over={over} onDone={() => setOpen(false)} />}</Popover.Dropdown>
    </Popover>
  );
}

function LimitForm({ limits, over, onDone }: { limits: ModelsView['limits']; over: string | null; onDone: () => void }) {
  const changeModels = useStudio(studio => studio.changeModels);
  const [typed, setTyped] = useState(dollarsText(limits.perRunMicroUsd));
  const [trouble, setTrouble] = useState<string | null>(null);
  const perRunMicroUsd = microUsdOf(typed);
  const save = async () => {
    if (perRunMicroUsd === undefined) return;
    const told = await changeModels(models => models.setLimits({ ...limits, perRunMicroUsd }));
    setTrouble(told);
    if (told === null) onDone();
  };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
    >
      {over !== null && (
        <p className={styles.trouble} role="note">
          {over}
        </p>
      )}
      <TextInput
        data-autofocus
        label="A run may cost at most"
        description="In dollars; nothing for no limit. It holds for every run of this workspace."
        leftSection="$"
        value={typed}
        error={trouble ?? (perRunMicroUsd === undefined ? 'A sum in dollars, such as 2.50, or nothing.' : null)}
        onChange={event => {
          setTyped(event.currentTarget.value);
          setTrouble(null);
        }}
      />
      <Group justify="flex-end" mt="sm" gap="sm">
        <Button variant="default" size="compact-sm" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" size="compact-sm" disabled={perRunMicroUsd === undefined}>
          Save
        </Button>
      </Group>
    </form>
  );
}
