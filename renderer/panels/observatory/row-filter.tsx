import { Checkbox, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { FlowId } from '../../../engine/base/ids.ts';
import { TRACE_KINDS } from '../../../engine/trace/trace-row.ts';
import type { RowQuestion, SearchedRows } from '../../state/row-search-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { pastFlowChoices } from '../flows/flow-choices.ts';
import { ROW_WORDS } from '../trace/trace-line.ts';
import styles from './observatory.module.css';
import { CACHE_WORDS } from './row-words.ts';

/** What rows of the ledger or the trace are looked for. */
export function RowFilter({ of }: { of: SearchedRows }) {
  const question = useStudio(studio => studio.rowSearches[of].question);
  const flows = useStudio(studio => studio.flows);
  const skills = useStudio(studio => studio.catalog?.skills);
  const askRows = useStudio(studio => studio.askRows);
  const ask = (change: Partial<RowQuestion>): void => askRows(of, change);
  return (
    <header className={styles.head}>
      <h2 className={styles.title}>{of === 'ledger' ? 'Ledger' : 'Trace'}</h2>
      <TextInput
        className={styles.words}
        aria-label={`Words to find in the ${of}`}
        placeholder="Find words"
        leftSection={<IconSearch size={14} />}
        value={question.words}
        onChange={event => ask({ words: event.currentTarget.value })}
      />
      <Select
        aria-label="Flow"
        placeholder="Every flow"
        clearable
        searchable
        data={pastFlowChoices(flows ?? [])}
        value={question.flowId ?? null}
        onChange={chosen => ask({ flowId: chosen === null ? undefined : FlowId.parse(chosen) })}
      />
      <Select
        aria-label="Skill"
        placeholder="Every skill"
        clearable
        searchable
        data={(skills ?? []).map(({ name, title }) => ({ value: name, label: title }))}
        value={question.skill ?? null}
        onChange={chosen => ask({ skill: chosen ?? undefined })}
      />
      {of === 'trace' ? (
        <Select
          aria-label="What happened"
          placeholder="Everything that happened"
          clearable
          searchable
          data={TRACE_KINDS.map(kind => ({ value: kind, label: ROW_WORDS[kind] }))}
          value={question.kind ?? null}
          onChange={chosen => ask({ kind: chosen ?? undefined })}
        />
      ) : (
        <>
          <Select
            aria-label="Cache"
            placeholder="Cached or not"
            clearable
            data={CACHE_WORDS}
            value={question.cache ?? null}
            onChange={chosen => ask({ cache: chosen ?? undefined })}
          />
          <Checkbox
            size="xs"
            label="Failed"
            checked={question.status === 'failed'}
            onChange={event => ask({ status: event.currentTarget.checked ? 'failed' : undefined })}
          />
          <Checkbox
            size="xs"
            label="With contested claims"
            checked={question.contested === true}
            onChange={event => ask({ contested: event.currentTarget.checked ? true : undefined })}
          />
        </>
      )}
    </header>
  );
}
