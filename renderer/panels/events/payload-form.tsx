import { Switch, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { JsonObject } from '../../../engine/base/json.ts';
import { schemaProblems, type JsonSchema } from '../../../engine/base/json-schema.ts';
import { drawField } from '../inspector/form-fields.tsx';
import { FormPlaceContext, type FormPlace } from '../inspector/form-place.ts';
import { withValueAt } from '../packets/with-value-at.ts';
import { sampleFields, sampleProblems } from '../skills/sample-fields.ts';
import styles from './events.module.css';
import { parsePayload } from './sample-event.ts';

interface PayloadFormProps {
  /** Of the event's type; null where no product describes it. */
  readonly schema: JsonSchema | null;
  readonly payload: JsonObject;
  readonly onChange: (payload: JsonObject) => void;
  /** A text that is no JSON object, as a sentence; null once it is one. */
  readonly onUnread: (problem: string | null) => void;
}

/** The payload of an event: a form where its product says what belongs in it, or its JSON. */
export function PayloadForm({ schema, payload, onChange, onUnread }: PayloadFormProps) {
  const fields = useMemo(() => (schema === null ? [] : sampleFields(schema)), [schema]);
  const [asText, setAsText] = useState(fields.length === 0);
  const [text, setText] = useState(() => JSON.stringify(payload, null, 2));
  const [unread, setUnread] = useState<string | null>(null);
  const problems = useMemo(() => (schema === null ? [] : schemaProblems(schema, payload)), [schema, payload]);
  const place = useMemo<FormPlace>(
    () => ({
      problems: sampleProblems(problems, fields),
      variables: null,
      options: () => [],
      focusWish: null,
      onFocused: () => undefined,
      draw: drawField,
      commit: (path, value) => {
        onChange(withValueAt(payload, path, value));
        return null;
      },
    }),
    [problems, fields, payload, onChange],
  );
  const type = (next: string) => {
    setText(next);
    const parsed = parsePayload(next);
    const problem = 'problem' in parsed ? parsed.problem : null;
    setUnread(problem);
    onUnread(problem);
    if ('payload' in parsed) onChange(parsed.payload);
  };
  return (
    <div className={styles.payload}>
      {fields.length > 0 && (
        <Switch
          size="xs"
          label="Write it as JSON"
          checked={asText}
          disabled={unread !== null}
          onChange={event => {
            setText(JSON.stringify(payload, null, 2));
            setAsText(event.currentTarget.checked);
          }}
        />
      )}
      {asText ? (
        <Textarea
          label="Payload"
          value={text}
          autosize
          minRows={4}
          maxRows={16}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
          error={
            unread ??
            (problems.length > 0 ? problems.map(({ path, message }) => `${path === '' ? '' : `${path}: `}${message}`).join(' ') : null)
          }
          onChange={event => type(event.currentTarget.value)}
        />
      ) : (
        <FormPlaceContext value={place}>
          <div className={styles.fields} role="group" aria-label="Payload">
            {fields.map(field => drawField(field, [field.name], payload[field.name]))}
          </div>
        </FormPlaceContext>
      )}
    </div>
  );
}
