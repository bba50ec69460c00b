import { Select, Switch, TextInput } from '@mantine/core';
import type { ChoiceForm, FormFaults } from './choice-form.ts';
import styles from './models.module.css';

const STRUCTURED = [
  { value: 'schema', label: 'held to the schema by the provider' },
  { value: 'prompt', label: 'told in the prompt' },
] as const;

interface MoreProps {
  readonly form: ChoiceForm;
  readonly faults: FormFaults;
  readonly change: (part: Partial<ChoiceForm>) => void;
}

/** What seldom has to be set. Opens by itself when something in it is wrong. */
export function MoreFields({ form, faults, change }: MoreProps) {
  const isWrong = [faults.maxOutputTokens, faults.temperature, faults.timeoutS, faults.keyName].some(fault => fault !== undefined);
  return (
    <details className={styles.more} open={isWrong || undefined}>
      <summary>More</summary>
      <TextInput
        label="Longest answer, in tokens"
        description="Thinking included. It bounds what a call may cost; empty leaves it to the provider."
        inputMode="numeric"
        value={form.maxOutputTokens}
        error={faults.maxOutputTokens}
        onChange={event => change({ maxOutputTokens: event.currentTarget.value })}
      />
      <TextInput
        label="Temperature"
        description="0 is the steadiest. Empty for models that take none."
        inputMode="decimal"
        value={form.temperature}
        error={faults.temperature}
        onChange={event => change({ temperature: event.currentTarget.value })}
      />
      <Select
        label="Structured answers"
        description="For servers that know no schemas, or refuse one."
        allowDeselect={false}
        data={STRUCTURED}
        value={form.structured}
        onChange={value => change({ structured: value === 'prompt' ? 'prompt' : 'schema' })}
      />
      <TextInput
        label="Time limit, in seconds"
        inputMode="decimal"
        value={form.timeoutS}
        error={faults.timeoutS}
        onChange={event => change({ timeoutS: event.currentTarget.value })}
      />
      <TextInput
        label="Name of the key"
        description="For a second account at the same provider; empty is the provider’s name."
        value={form.keyName}
        error={faults.keyName}
        onChange={event => change({ keyName: event.currentTarget.value })}
      />
      <Switch
        label="Receive answers in pieces"
        description="For servers that cut long silences. The answer is the same."
        checked={form.stream}
        onChange={event => change({ stream: event.currentTarget.checked })}
      />
    </details>
  );
}
