import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Json } from '../../../engine/base/json.ts';
import { parseJson } from '../../../engine/base/parse-json.ts';
import { stepTitle, type Step } from '../../../engine/flow/flow.ts';
import type { AskedConflict } from './pull-view.ts';

interface TypedValueProps {
  readonly holds: AskedConflict['holds'];
  readonly value: Json;
  /** Those that a link may lead to; one that stands in both flows once or twice. */
  readonly steps: readonly Step[];
  readonly label: string;
  /** Why the value cannot stand there. */
  readonly fault: string | null;
  readonly onType: (value: Json) => void;
}

/** What is to stand in a place instead of either side's: a step, a text, or any JSON. */
export function TypedValue({ holds, value, steps, label, fault, onType }: TypedValueProps) {
  const [text, setText] = useState(() => (typeof value === 'string' && holds === 'text' ? value : JSON.stringify(value, null, 2)));
  const [notJson, setNotJson] = useState<string | null>(null);
  if (holds === 'step')
    return (
      <Select
        size="xs"
        mt={6}
        aria-label={label}
        searchable
        data={[...new Map(steps.map(step => [step.id, { value: step.id, label: stepTitle(step) }])).values()]}
        value={typeof value === 'string' ? value : null}
        error={fault}
        onChange={picked => picked !== null && onType(picked)}
      />
    );
  return (
    <Textarea
      size="xs"
      mt={6}
      aria-label={label}
      autosize
      minRows={2}
      maxRows={12}
      value={text}
      error={notJson ?? fault}
      description={holds === 'json' ? 'As JSON: a text stands in quotation marks.' : undefined}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        if (holds === 'text') {
          onType(currentTarget.value);
          return;
        }
        const read = parseJson(currentTarget.value);
        setNotJson(
          read.ok ? null : `This is not JSON: line ${String(read.error.line)}, column ${String(read.error.column)}: ${read.error.message}`,
        );
        if (read.ok) onType(read.value);
      }}
    />
  );
}
