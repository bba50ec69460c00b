import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconFileImport, IconPlus, IconRoute, IconSearch } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { FlowTag } from '../../../engine/flow/flow-tag.ts';
import { FLOW_ORDERS, type FlowOrder } from '../../state/desk.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { PanelFrame } from '../../ui/panel-frame.tsx';
import type { Panel } from '../panel.ts';
import { FlowRow } from './flow-row.tsx';
import { shownFlows } from './shown-flows.ts';
import { TagFilter } from './tag-filter.tsx';
import styles from './flows-panel.module.css';

const ORDER_WORDS: Readonly<Record<FlowOrder, string>> = {
  name: 'By name',
  changed: 'Changed last',
  run: 'Run last',
  opened: 'Opened last',
  problems: 'Most problems',
};
const ORDERS = FLOW_ORDERS.map(order => ({ value: order, label: ORDER_WORDS[order] }));

/** The workspace's flows: find, open, make, bring in, copy, put away. */
function FlowsPanel() {
  const importFlows = useStudio(studio => studio.importFlows);
  const show = useStudio(studio => studio.showLibraryDialog);
  const makeNew = () => show({ kind: 'new-flow' });
  const file = useRef<HTMLInputElement>(null);
  return (
    <PanelFrame
      title="Flows"
      actions={
        <>
          <IconButton icon={IconFileImport} words="Import .flow.json files" onPress={() => file.current?.click()} />
          <IconButton icon={IconPlus} words="New flow" onPress={makeNew} />
        </>
      }
    >
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        multiple
        hidden
        aria-label="Flow files to import"
        onChange={event => {
          void importFlows([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <Flows onNew={makeNew} />
    </PanelFrame>
  );
}

function Flows({ onNew }: { onNew: () => void }) {
  const flows = useStudio(studio => studio.flows);
  const failure = useStudio(studio => studio.flowsFailure);
  const readFlows = useStudio(studio => studio.readFlows);
  const showFlow = useStudio(studio => studio.showFlow);
  const order = useStudio(studio => studio.desk.flowOrder);
  const recent = useStudio(studio => studio.desk.recentFlows);
  const sortFlows = useStudio(studio => studio.sortFlows);
  const [typed, setTyped] = useState('');
  const [wantsArchive, setWantsArchive] = useState(false);
  const [wantedTags, setTags] = useState<readonly FlowTag[]>([]);
  const list = useRef<HTMLDivElement>(null);
  if (failure !== null)
    return (
      <EmptyState
        sentence={`The flows could not be read. ${failure}`}
        action={<Button onClick={() => void readFlows()}>Try again</Button>}
      />
    );
  if (flows === null) return <LateSkeleton lines={4} />;
  if (flows.length === 0)
    return (
      <EmptyState
        icon={<IconRoute size={28} stroke={1.4} />}
        sentence="Flows are the playbooks of this workspace. There are none yet: make one, or drop a .flow.json file here."
        action={<Button onClick={onNew}>Make the first flow</Button>}
      />
    );
  const archived = flows.filter(flow => flow.archivedAtUs !== null).length;
  const isArchived = wantsArchive && archived > 0;
  const here = flows.filter(flow => (flow.archivedAtUs !== null) === isArchived);
  // A tag that is gone from all flows asks for nothing any more.
  const tags = wantedTags.filter(tag => here.some(flow => flow.tags.includes(tag)));
  const shown = shownFlows(flows, { typed, order, recent, isArchived, tags });
  const [first] = shown;
  const isFiltered = typed !== '' || tags.length > 0;
  const showAll = () => {
    setTyped('');
    setTags([]);
  };
  return (
    <div ref={list} className={styles.library} onKeyDown={event => walkRows(event, list.current)}>
      <div className={styles.tools}>
        <TextInput
          aria-label="Find a flow"
          placeholder="Find a flow"
          leftSection={<IconSearch size={15} />}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key === 'Enter' && first !== undefined) void showFlow(first.flowId);
            if (event.key === 'Escape' && typed !== '') {
              event.stopPropagation();
              setTyped('');
            }
          }}
        />
        <Select
          aria-label="Order of the flows"
          data={ORDERS}
          value={order}
          allowDeselect={false}
          onChange={chosen => {
            const known = FLOW_ORDERS.find(one => one === chosen);
            if (known !== undefined) sortFlows(known);
          }}
        />
        <TagFilter flows={here} chosen={tags} onChoose={setTags} />
        {archived > 0 && (
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label="Which flows"
            data={[
              { value: 'used', label: `In use (${flows.length - archived})` },
              { value: 'archived', label: `Archived (${archived})` },
            ]}
            value={isArchived ? 'archived' : 'used'}
            onChange={value => setWantsArchive(value === 'archived')}
          />
        )}
      </div>
      {first === undefined && (
        <EmptyState
          sentence={nothingSentence(typed, tags)}
          action={
            isFiltered ? (
              <Button variant="default" onClick={showAll}>
                Show all
              </Button>
            ) : (
              <Button onClick={onNew}>Make a new flow</Button>
            )
          }
        />
      )}
      <ul className={styles.list}>
        {shown.map(flow => (
          <FlowRow key={flow.flowId} flow={flow} />
        ))}
      </ul>
    </div>
  );
}

function nothingSentence(typed: string, tags: readonly FlowTag[]): string {
  const tagged = tags.length === 0 ? '' : ` with the ${tags.length === 1 ? 'tag' : 'tags'} ${tags.map(tag => `“${tag}”`).join(' and ')}`;
  if (typed !== '') return `No flow here${tagged} is called “${typed}”.`;
  return tags.length > 0 ? `No flow here is one${tagged}.` : 'All flows are archived.';
}

/** Arrows lead from row to row, from the search to the first and back to it. */
function walkRows(event: KeyboardEvent, list: HTMLElement | null): void {
  if (!['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key) || list === null || event.altKey || event.ctrlKey || event.metaKey)
    return;
  const search = list.querySelector<HTMLElement>('input[aria-label="Find a flow"]');
  const rows = [...list.querySelectorAll<HTMLElement>('[data-flow-row]')];
  const at = rows.findIndex(row => row === document.activeElement);
  if (at < 0 && (document.activeElement !== search || event.key !== 'ArrowDown')) return;
  event.preventDefault();
  if (event.key === 'ArrowUp' && at === 0) {
    search?.focus();
    return;
  }
  const next = event.key === 'Home' ? 0 : event.key === 'End' ? rows.length - 1 : event.key === 'ArrowUp' ? at - 1 : at + 1;
  rows[Math.min(next, rows.length - 1)]?.focus();
}

export const FLOWS_PANEL: Panel = { id: 'flows', title: 'Flows', icon: IconRoute, place: 'side', View: FlowsPanel };
