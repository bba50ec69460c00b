import { Button, Group, Modal, Switch, Text, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { RunId, StepId } from '../../../engine/base/ids.ts';
import type { Json } from '../../../engine/base/json.ts';
import type { ValueRef } from '../../../engine/base/value-ref.ts';
import { stepOf, stepTitle, type Step } from '../../../engine/flow/flow.ts';
import { useStudio } from '../../state/studio.ts';
import { pinSentence, pinWord, sampleOutput } from './pin-words.ts';
import styles from './tests.module.css';

/** Sets the output that stands in for a step's own in drafts. */
export function PinDialog() {
  const stepId = useStudio(studio => studio.pinning);
  const step = useStudio(studio =>
    studio.pinning === null || studio.openFlow === null ? undefined : stepOf(studio.openFlow.flow, studio.pinning),
  );
  const pinStep = useStudio(studio => studio.pinStep);
  const hasTests = useStudio(studio => studio.tests !== null);
  const isOpen = stepId !== null && step !== undefined && hasTests;
  return (
    <Modal opened={isOpen} onClose={() => pinStep(null)} size={600} title={step === undefined ? '' : titleFor(step)}>
      {isOpen && <PinForm key={stepId} step={step} onDone={() => pinStep(null)} />}
    </Modal>
  );
}

const titleFor = (step: Step): string =>
  pinWord(step.kind) === 'Mocked' ? `Mock “${stepTitle(step)}” in drafts` : `Pin the output of “${stepTitle(step)}”`;

function PinForm({ step, onDone }: { step: Step; onDone: () => void }) {
  const pin = useStudio(studio => studio.tests?.testSet.pins[step.id]);
  const catalog = useStudio(studio => studio.catalog);
  const setPin = useStudio(studio => studio.setPin);
  const fromRun = useRunOutput(step.id);
  const sample = () => JSON.stringify(sampleOutput(step, catalog), null, 2);
  const [text, setText] = useState<string | null>(pin === undefined ? null : JSON.stringify(pin.output, null, 2));
  const [isOff, setOff] = useState(pin?.isOff === true);
  const [from, setFrom] = useState<RunId | undefined>(pin?.from);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const shown = text ?? fromRun?.text ?? sample();
  const taken = text === null ? fromRun?.runId : from;

  const save = async (next: Parameters<typeof setPin>[1]) => {
    setBusy(true);
    const told = await setPin(step.id, next);
    setBusy(false);
    if (told === null) onDone();
    else setTrouble(told);
  };
  const submit = () => {
    const read = readJson(shown);
    if (read === undefined) {
      setTrouble('This is not JSON: a comma, a quote or a bracket is missing.');
      return;
    }
    void save({ output: read, ...(isOff && { isOff }), ...(taken === undefined ? {} : { from: taken }) });
  };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        submit();
      }}
    >
      <Text>{pinSentence(step)} It belongs to the test set and is in no version.</Text>
      <Textarea
        data-autofocus
        mt="md"
        label="The output, as JSON"
        description={taken === undefined ? undefined : `As run ${taken} gave it.`}
        value={shown}
        autosize
        minRows={6}
        maxRows={18}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
        error={trouble}
        onChange={event => {
          setText(event.currentTarget.value);
          setFrom(undefined);
          setTrouble(null);
        }}
      />
      <Group mt="xs" gap="xs">
        {fromRun !== null && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              setText(fromRun.text);
              setFrom(fromRun.runId);
              setTrouble(null);
            }}
          >
            Take it from the shown run
          </Button>
        )}
        {step.kind !== 'sage_skill' && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              setText(sample());
              setFrom(undefined);
              setTrouble(null);
            }}
          >
            Begin with a sample
          </Button>
        )}
      </Group>
      {pin !== undefined && (
        <Switch
          mt="md"
          label="It stands in"
          description="Switched off it is kept, and the step does its own work."
          checked={!isOff}
          onChange={event => setOff(!event.currentTarget.checked)}
        />
      )}
      <div className={styles.ends}>
        {pin !== undefined && (
          <Button variant="subtle" color="red" disabled={busy} onClick={() => void save(null)}>
            Take it away
          </Button>
        )}
        <span className={styles.gap} />
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          {pin !== undefined ? 'Save' : pinWord(step.kind) === 'Mocked' ? 'Mock it' : 'Pin it'}
        </Button>
      </div>
    </form>
  );
}

/** What the shown run's step gave last, as text; null while it is being read and when there is nothing. */
function useRunOutput(stepId: StepId): { readonly runId: RunId; readonly text: string } | null {
  const run = useStudio(studio => studio.shownRun?.run ?? null);
  const ref: ValueRef | undefined = run?.outputs[stepId];
  const hash = ref?.hash;
  const read = useStudio(studio => (hash === undefined ? undefined : studio.values[hash]));
  const readValue = useStudio(studio => studio.readValue);
  useEffect(() => {
    if (hash !== undefined) void readValue(hash);
  }, [hash, read?.text.length, readValue]);
  if (run === null || ref === undefined) return null;
  if (ref.hash === undefined) return { runId: run.runId, text: JSON.stringify(ref.value, null, 2) };
  const value: Json | undefined = read?.totalChars === read?.text.length ? readJson(read?.text ?? '') : undefined;
  return value === undefined ? null : { runId: run.runId, text: JSON.stringify(value, null, 2) };
}

/** Undefined for what is no JSON. */
function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json; // true: what JSON.parse gives is JSON
  } catch {
    return undefined;
  }
}
