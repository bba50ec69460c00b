import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';

/** A text that is taken on Enter and on leaving; Escape takes back what was typed. `onCommit` gives the sentence that refused it, and then it stays, with the sentence. */
export function CommittedText(props: {
  label: string;
  hidesLabel?: boolean;
  value: string;
  long?: boolean;
  isCode?: boolean;
  placeholder?: string;
  onCommit: (text: string) => string | null;
}) {
  const { label, value, hidesLabel = false, long = false, isCode = false } = props;
  const [draft, setDraft] = useState<{ readonly text: string; readonly over: string } | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const text = draft !== null && draft.over === value ? draft.text : value;
  const keep = () => {
    const sentence = text === value ? null : props.onCommit(text);
    setRefusal(sentence);
    if (sentence === null) setDraft(null);
  };
  const control = {
    ...(hidesLabel ? { 'aria-label': label } : { label }),
    value: text,
    error: refusal,
    placeholder: props.placeholder ?? '',
    spellCheck: !isCode,
    classNames: isCode ? { input: 'mono' } : {},
    style: { flex: 1, minWidth: 0 },
    onChange: (event: { currentTarget: { value: string } }) => setDraft({ text: event.currentTarget.value, over: value }),
    onBlur: keep,
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === 'Escape' && text !== value) {
        event.stopPropagation();
        setDraft(null);
        setRefusal(null);
      }
      if (event.key === 'Enter' && (!long || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        keep();
      }
    },
  };
  return long ? <Textarea {...control} autosize minRows={2} maxRows={10} /> : <TextInput {...control} />;
}
