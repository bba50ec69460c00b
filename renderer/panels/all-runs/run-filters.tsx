import { Button, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { FlowId } from '../../../engine/base/ids.ts';
import { RUN_STATUSES } from '../../../engine/trace/run.ts';
import { useStudio } from '../../state/studio.ts';
import { capital } from '../run-details/actor-name.ts';
import { STATUS_WORDS } from '../runs/run-sentence.ts';
import styles from './all-runs.module.css';
import { queryText, type RunQuery } from './run-query.ts';

/** What runs are looked for by; each change is a new address. */
export function RunFilters({ query }: { query: RunQuery }) {
  const flows = useStudio(studio => studio.flows);
  const openRuns = useStudio(studio => studio.openRuns);
  const outcomes = useOutcomes();
  const ask = (part: { readonly [Key in keyof RunQuery]: RunQuery[Key] | undefined }) => {
    const said = Object.entries({ ...query, ...part }).filter(([, value]) => value !== undefined && value !== '');
    openRuns(Object.fromEntries(said));
  };
  const latest = flows?.find(({ flowId }) => flowId === query.flow)?.latestVersionNo ?? 0;
  const answers = [...new Set(['reject', ...outcomes, ...(query.answered === undefined ? [] : [query.answered])])];
  return (
    <div className={styles.filters} role="search" aria-label="Runs to list">
      <Select
        label="Flow"
        placeholder="All flows"
        searchable
        clearable
        data={(flows ?? []).map(({ flowId, name }) => ({ value: flowId, label: name }))}
        value={query.flow ?? null}
        onChange={flow => ask({ flow: FlowId.safeParse(flow).data, version: undefined })}
      />
      <Select
        label="Version"
        placeholder="All"
        clearable
        data={[
          { value: 'draft', label: 'Draft' },
          ...Array.from({ length: latest }, (_, index) => String(latest - index)).map(value => ({ value, label: `Version ${value}` })),
          ...(query.version !== undefined && query.version !== 'draft' && Number(query.version) > latest
            ? [{ value: query.version, label: `Version ${query.version}` }]
            : []),
        ]}
        value={query.version ?? null}
        onChange={version => ask({ version: version ?? undefined })}
      />
      <MultiSelect
        className={styles.wide ?? ''}
        label="State"
        placeholder={query.state === undefined ? 'All' : ''}
        clearable
        data={RUN_STATUSES.map(value => ({ value, label: STATUS_WORDS[value] }))}
        value={[...(query.state ?? [])]}
        onChange={values => {
          const state = RUN_STATUSES.filter(status => values.includes(status));
          ask({ state: state.length === 0 ? undefined : state });
        }}
      />
      <Select
        label="A person answered"
        placeholder="Anything"
        clearable
        data={answers.map(value => ({ value, label: value === 'reject' ? 'Rejected' : capital(value.replaceAll(/[_-]+/g, ' ')) }))}
        value={query.answered ?? null}
        onChange={answered => ask({ answered: answered ?? undefined })}
      />
      <TextInput type="date" label="From" value={query.from ?? ''} onChange={event => ask({ from: event.currentTarget.value })} />
      <TextInput type="date" label="To" value={query.to ?? ''} onChange={event => ask({ to: event.currentTarget.value })} />
      <Amount label="Cost from" value={query.least} onChange={least => ask({ least })} />
      <Amount label="Cost to" value={query.most} onChange={most => ask({ most })} />
      <Select
        label="Runs of drafts"
        data={[
          { value: '', label: 'All of them' },
          { value: '7', label: 'Of the last 7 days' },
          { value: '30', label: 'Of the last 30 days' },
          { value: '90', label: 'Of the last 90 days' },
        ]}
        allowDeselect={false}
        value={query.drafts === undefined ? '' : String(query.drafts)}
        onChange={drafts => ask({ drafts: drafts === null || drafts === '' ? undefined : Number(drafts) })}
      />
      {query.packet !== undefined && (
        <Button
          variant="default"
          rightSection={<IconX size={14} aria-hidden />}
          aria-label={`Packet ${query.packet.slice(0, 8)}: list the runs on all packets again`}
          onClick={() => ask({ packet: undefined })}
        >
          Packet {query.packet.slice(0, 8)}
        </Button>
      )}
      {queryText(query) !== '' && (
        <Button variant="subtle" onClick={() => openRuns({})}>
          Show all
        </Button>
      )}
    </div>
  );
}

/** Dollars, asked for when the field is left: each figure on the way would be another list. */
function Amount({ label, value, onChange }: { label: string; value: number | undefined; onChange: (value: number | undefined) => void }) {
  const [typed, setTyped] = useState<number | string>(value ?? '');
  const commit = () => {
    const next = typeof typed === 'number' ? typed : undefined;
    if (next !== value) onChange(next);
  };
  return (
    <NumberInput
      label={label}
      prefix="$"
      min={0}
      max={999_999}
      decimalScale={4}
      hideControls
      placeholder="Any"
      value={typed}
      onChange={setTyped}
      onBlur={commit}
      onKeyDown={event => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}

function useOutcomes(): readonly string[] {
  const read = useStudio(studio => studio.readOutcomes);
  const [outcomes, setOutcomes] = useState<readonly string[]>([]);
  useEffect(() => {
    let wanted = true;
    read().then(
      found => wanted && setOutcomes(found),
      () => undefined, // the list itself says what is wrong; this one choice is then shorter
    );
    return () => {
      wanted = false;
    };
  }, [read]);
  return outcomes;
}
