import { Button, Modal, Select, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { PacketId } from '../../../engine/base/ids.ts';
import { parseExpression } from '../../../engine/expression/expression.ts';
import { stepTitle } from '../../../engine/flow/flow.ts';
import { EXPECTED_ENDS, type Expected } from '../../../engine/test-set/test-set.ts';
import { useStudio } from '../../state/studio.ts';
import styles from './tests.module.css';

const END_WORDS: Readonly<Record<(typeof EXPECTED_ENDS)[number], string>> = {
  succeeded: 'It succeeds',
  halted: 'It halts',
  failed: 'It fails',
  waiting: 'It waits',
};

/** What a run on one packet is expected to come to. */
export function ExpectedDialog({ packetId, title, onClose }: { packetId: PacketId; title: string; onClose: () => void }) {
  const steps = useStudio(studio => studio.openFlow?.flow.steps) ?? [];
  const before = useStudio(studio => studio.tests?.testSet.cases[packetId]?.expected);
  const line = useStudio(studio => studio.tests?.grid?.lines.find(each => each.packetId === packetId) ?? null);
  const change = useStudio(studio => studio.changeTestSet);
  const [end, setEnd] = useState<Expected['end'] | null>(before?.end ?? null);
  const [stepId, setStepId] = useState<string | null>(before?.stepId ?? null);
  const [holds, setHolds] = useState((before?.holds ?? []).join('\n'));
  const [trouble, setTrouble] = useState<string | null>(null);
  const conditions = holds
    .split('\n')
    .map(text => text.trim())
    .filter(text => text !== '');
  const fault = conditions.map(faultOf).find(found => found !== null) ?? (conditions.length > 20 ? 'Twenty conditions at most.' : null);
  const cameTo = EXPECTED_ENDS.find(each => each === line?.status);

  const save = async (next: Expected | null) => {
    const told = await change(set => {
      const { expected: _was, ...rest } = set.cases[packetId] ?? {};
      return { ...set, cases: { ...set.cases, [packetId]: next === null ? rest : { ...rest, expected: next } } };
    });
    if (told === null) onClose();
    else setTrouble(told);
  };
  const submit = () => {
    const step = steps.find(({ id }) => id === stepId);
    const next: Expected = {
      ...(end === null || end === undefined ? {} : { end }),
      ...(step === undefined ? {} : { stepId: step.id }),
      ...(conditions.length === 0 ? {} : { holds: conditions }),
    };
    void save(Object.keys(next).length === 0 ? null : next);
  };
  return (
    <Modal opened onClose={onClose} size={520} title={`Expected on “${title}”`}>
      <form
        onSubmit={event => {
          event.preventDefault();
          if (fault === null) submit();
        }}
      >
        <Text>Each test run says whether it came to this. What you leave open may be anything.</Text>
        {cameTo !== undefined && (
          <Button mt="sm" variant="default" size="compact-sm" onClick={() => setEnd(cameTo)}>
            Take what the last run came to
          </Button>
        )}
        <Select
          data-autofocus
          mt="sm"
          label="How the run ends"
          placeholder="Any way"
          clearable
          data={EXPECTED_ENDS.map(value => ({ value, label: END_WORDS[value] }))}
          value={end ?? null}
          onChange={picked => setEnd(EXPECTED_ENDS.find(each => each === picked) ?? null)}
        />
        <Select
          mt="sm"
          label="At which step"
          description="The last one that it comes to."
          placeholder="Any step"
          clearable
          data={steps.map(step => ({ value: step.id, label: stepTitle(step) }))}
          value={stepId}
          onChange={setStepId}
        />
        <Textarea
          mt="sm"
          label="What holds then"
          description="An expression a line, each true at the end: context.score >= 0.7, steps.ask.output.outcome == 'approve'"
          value={holds}
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
          error={fault ?? trouble}
          onChange={event => {
            setHolds(event.currentTarget.value);
            setTrouble(null);
          }}
        />
        <div className={styles.ends}>
          {before !== undefined && (
            <Button variant="subtle" color="red" onClick={() => void save(null)}>
              Expect nothing
            </Button>
          )}
          <span className={styles.gap} />
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={fault !== null}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function faultOf(text: string): string | null {
  if (text.length > 1000) return 'One of these is longer than 1,000 letters.';
  const parsed = parseExpression(text);
  return parsed.ok ? null : `“${text}”: ${parsed.error.message}`;
}
