import { Button, Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Json } from '../../../engine/base/json.ts';
import type { SkillDetail } from '../../../engine/contract/skills.ts';
import { inputNames } from '../../../engine/expression/check-prompt.ts';
import { useStudio } from '../../state/studio.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { useNowUs } from '../../ui/use-now.ts';
import { drawField } from '../inspector/form-fields.tsx';
import { FormPlaceContext, type FormPlace } from '../inspector/form-place.ts';
import { sampleFields, sampleProblems } from './sample-fields.ts';
import { TrialResult } from './trial-result.tsx';
import styles from './skills.module.css';

const EMPTY = {};

/** Asks the skill with a sample input, by the prompt as it was typed last; nothing of it is kept but its cost. */
export function SkillTrial({ detail: { head } }: { detail: SkillDetail }) {
  const sample = useStudio(studio => studio.samples[head.name]) ?? EMPTY;
  const trial = useStudio(studio => studio.trials[head.name]);
  const isTyped = useStudio(studio => studio.promptEdits[head.name] !== undefined);
  const typeSample = useStudio(studio => studio.typeSample);
  const trySkill = useStudio(studio => studio.trySkill);
  const stopTrial = useStudio(studio => studio.stopTrial);
  const fields = useMemo(() => sampleFields(head.input), [head.input]);
  const wrong = trial?.kind === 'told' ? trial.tried.inputProblems : undefined;
  const place = useMemo<FormPlace>(
    () => ({
      problems: sampleProblems(wrong ?? [], fields),
      variables: null,
      options: () => [],
      focusWish: null,
      onFocused: () => undefined,
      draw: drawField,
      commit: (path, value) => {
        typeSample(head.name, path, value);
        return null;
      },
    }),
    [wrong, fields, typeSample, head.name],
  );
  const isAsking = trial?.kind === 'asks';
  return (
    <section className={styles.trial} aria-labelledby="trial-title">
      <div className={styles.promptHead}>
        <h2 className={styles.subtitle} id="trial-title">
          Try it
        </h2>
        {isAsking && <Waiting sinceUs={trial.sinceUs} />}
        {isAsking && (
          <Button variant="default" size="compact-sm" onClick={() => stopTrial(head.name)}>
            Stop
          </Button>
        )}
        <Button size="compact-sm" loading={isAsking} onClick={() => void trySkill(head.name)}>
          Try it
        </Button>
      </div>
      <p className={styles.quiet}>
        Outside of any run: nothing is kept but what it costs.{isTyped ? ' The prompt counts as it stands above, saved or not.' : ''}
      </p>
      <div className={styles.trialParts}>
        <FormPlaceContext value={place}>
          <div className={styles.sample} role="group" aria-label="Sample input">
            <FillIn skill={head.name} fields={inputNames(head.input)} />
            {fields.length === 0 && <p className={styles.quiet}>This skill asks for nothing by name.</p>}
            {fields.map(field => {
              const given: { readonly [name: string]: Json } = sample;
              return drawField(field, [field.name], given[field.name]);
            })}
          </div>
        </FormPlaceContext>
        <div className={styles.told} aria-live="polite">
          {trial === undefined && (
            <p className={styles.quiet}>Fill in a sample and try it: the answer stands here, with what it cost and where it came from.</p>
          )}
          {trial?.kind === 'trouble' && (
            <p className={styles.trouble} role="alert">
              {trial.sentence}
            </p>
          )}
          {trial?.kind === 'told' && <TrialResult tried={trial.tried} />}
        </div>
      </div>
    </section>
  );
}

function Waiting({ sinceUs }: { sinceUs: number }) {
  const nowUs = useNowUs(true);
  return <span className={styles.quiet}>{formatDuration(Math.max(0, nowUs - sinceUs))}</span>;
}

/** Evidence for a sample: a packet of the workspace whose slices bear the names of fields. */
function FillIn({ skill, fields }: { skill: string; fields: readonly string[] }) {
  const packets = useStudio(studio => studio.packets);
  const sampleFrom = useStudio(studio => studio.sampleFrom);
  const [left, setLeft] = useState<readonly string[]>([]);
  const fitting = (packets ?? []).filter(({ sliceNames }) => sliceNames.some(name => fields.includes(name)));
  if (fitting.length === 0) return null;
  return (
    <>
      <Select
        label="Fill in from a packet"
        placeholder="Choose a packet"
        data={fitting.map(({ packetId, title }) => ({ value: packetId, label: title }))}
        value={null}
        onChange={chosen => {
          if (chosen !== null) void sampleFrom(skill, fields, chosen).then(setLeft);
        }}
      />
      {left.length > 0 && (
        <p className={styles.notice}>Not filled in, because it is large or sensitive: {left.join(', ')}. Paste a part of it instead.</p>
      )}
    </>
  );
}
