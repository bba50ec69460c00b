import { IconPlayerPlay } from '@tabler/icons-react';
import { Button, Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { PacketId, SliceName } from '../../../engine/base/ids.ts';
import type { Json, JsonObject } from '../../../engine/base/json.ts';
import type { SourceTrial } from '../../../engine/contract/packets.ts';
import { useStudio } from '../../state/studio.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { drawField } from '../inspector/form-fields.tsx';
import { FormPlaceContext, type FormPlace } from '../inspector/form-place.ts';
import type { FormField } from '../inspector/form-shape.ts';
import { problemSentence } from './packet-words.ts';
import { SOURCE_FORMS, sourceForm } from './source-fields.ts';
import { sourceProblems } from './source-problems.ts';
import { withValueAt } from './with-value-at.ts';
import styles from './packets.module.css';

/** Where one slice comes from: its kind, the fields of that kind, and what it gives when it is tried. */
export function SourceForm({ packetId, name, source }: { packetId: PacketId; name: SliceName; source: JsonObject | undefined }) {
  const changePacket = useStudio(studio => studio.changePacket);
  const form = sourceForm(source?.['from']);
  const problems = useMemo(() => (source === undefined ? [] : sourceProblems(source)), [source]);
  const keep = (label: string, next: JsonObject | null) =>
    changePacket(packetId, label, draft => {
      const { [name]: _before, ...others } = draft.recipe?.sources ?? {};
      // true: the recipe's own names, and that of a slice
      const sources = (next === null ? others : { ...draft.recipe?.sources, [name]: next }) as Record<SliceName, JsonObject>;
      return { ...draft, recipe: { flow: draft.recipe?.flow ?? null, sources } };
    });
  const place: FormPlace = {
    problems,
    variables: null,
    options: () => [],
    focusWish: null,
    onFocused: () => undefined,
    draw: drawField,
    commit: (path, value) => {
      keep(`changing the source of ${name}`, withValueAt(source ?? {}, path, value));
      return null;
    },
  };
  return (
    <div className={styles.sourceForm}>
      <Select
        label="Where it comes from"
        description={form?.sentence ?? 'This slice has no source: a build leaves it out.'}
        placeholder="No source"
        data={SOURCE_FORMS.map(({ kind, title }) => ({ value: kind, label: title }))}
        value={form?.kind ?? null}
        clearable
        onChange={kind => {
          const next = sourceForm(kind);
          keep(`choosing a source for ${name}`, next === undefined ? null : { from: next.kind, ...next.initial });
        }}
      />
      {form !== undefined && source !== undefined && (
        <>
          <FormPlaceContext value={place}>
            <div className={styles.form} key={form.kind}>
              {form.fields.map(field => drawField(fieldFor(field, source[field.name]), [field.name], source[field.name]))}
            </div>
          </FormPlaceContext>
          <Trial name={name} source={source} isReady={problems.length === 0} />
        </>
      )}
    </div>
  );
}

/** What was pasted as JSON is edited as JSON. */
const fieldFor = (field: FormField, value: Json | undefined): FormField =>
  field.name === 'value' && value !== undefined && typeof value !== 'string' ? { ...field, shape: { kind: 'json' } } : field;

function Trial({ name, source, isReady }: { name: SliceName; source: JsonObject; isReady: boolean }) {
  const trySource = useStudio(studio => studio.trySource);
  const [state, setState] = useState<{ readonly of: JsonObject; readonly trial: SourceTrial | string | null } | null>(null);
  // A trial of what stood here before says nothing of what stands here now.
  const trial = state?.of === source ? state.trial : undefined;
  const start = () => {
    setState({ of: source, trial: null });
    void trySource(source, name).then(read => setState(now => (now?.of === source ? { of: source, trial: read } : now)));
  };
  return (
    <div className={styles.trial}>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlayerPlay size={14} />}
        disabled={!isReady}
        loading={trial === null}
        onClick={start}
      >
        Try this source
      </Button>
      {trial !== null && trial !== undefined && <TrialResult trial={trial} />}
    </div>
  );
}

/** What was asked for must not stay below the edge. */
const intoView = (shown: HTMLElement | null): void => shown?.scrollIntoView({ block: 'nearest' });

function TrialResult({ trial }: { trial: SourceTrial | string }) {
  if (typeof trial === 'string' || trial.status === 'unread')
    return (
      <p className={styles.bad} role="alert">
        {typeof trial === 'string' ? trial : trial.sentence}
      </p>
    );
  const { origin, isText, bytes, preview, totalChars, problems } = trial;
  return (
    <div className={styles.trialResult} role="status" ref={intoView}>
      <p>
        {isText ? 'A text' : 'JSON'} of {formatBytes(bytes)}, read from {origin.source} ({formatBytes(origin.sourceBytes)}).{' '}
        {origin.notes.join(' ')}
      </p>
      {problems.map(problem => (
        <p key={`${problem.path} ${problem.message}`} className={styles.bad}>
          {problemSentence(problem)}
        </p>
      ))}
      {preview === '' ? (
        <p className={styles.note}>
          {totalChars === 0 ? 'It is empty.' : 'What it says is not shown here: the flow marks the slice as sensitive.'}
        </p>
      ) : (
        <pre className={styles.preview} tabIndex={0} aria-label="What the source gives">
          {preview.slice(0, 2000)}
          {totalChars > 2000 && ' …'}
        </pre>
      )}
    </div>
  );
}
