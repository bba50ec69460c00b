import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { IconBrain, IconSearch } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { ShownMemory } from '../../../engine/contract/memory.ts';
import { MemoryScope } from '../../../engine/memory/memory-scope.ts';
import { pageTab } from '../../state/desk.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { PanelFrame } from '../../ui/panel-frame.tsx';
import rows from '../../ui/rows.module.css';
import { useNowUs } from '../../ui/use-now.ts';
import type { Panel } from '../panel.ts';
import { actorName } from '../run-details/actor-name.ts';
import styles from './memory.module.css';
import { byScope, scopeTitle } from './memory-words.ts';

export const MEMORY_PANEL: Panel = { id: 'memory', title: 'Memory', icon: IconBrain, place: 'side', View: MemoryPanel };

/** What Sage remembers: found by words or by whom it is about; a press opens one with its history. */
function MemoryPanel() {
  const readMemories = useStudio(studio => studio.readMemories);
  useEffect(() => {
    void readMemories();
  }, [readMemories]);
  return (
    <PanelFrame title="Memory">
      <MemoryFilter />
      <MemoryList />
    </PanelFrame>
  );
}

function MemoryFilter() {
  const { scope, search, retired } = useStudio(studio => studio.memoryQuestion);
  const scopes = useStudio(studio => studio.memoryScopes);
  const ask = useStudio(studio => studio.askMemories);
  return (
    <div className={styles.filter}>
      <TextInput
        aria-label="Search what is remembered"
        placeholder="Search"
        leftSection={<IconSearch size={14} />}
        value={search}
        onChange={event => ask({ search: event.currentTarget.value })}
      />
      <Select
        aria-label="Whose memory"
        placeholder="Everyone’s"
        clearable
        searchable={scopes.length > 8}
        data={scopes.map(each => ({ value: each.scope, label: `${scopeTitle(each.scope)} (${String(each.memories)})` }))}
        value={scope}
        onChange={chosen => ask({ scope: chosen === null ? null : MemoryScope.parse(chosen) })}
      />
      <Checkbox
        size="xs"
        label="Retired too"
        checked={retired}
        disabled={search.trim() !== ''}
        onChange={event => ask({ retired: event.currentTarget.checked })}
      />
    </div>
  );
}

function MemoryList() {
  const memories = useStudio(studio => studio.memories);
  const trouble = useStudio(studio => studio.memoryTrouble);
  const question = useStudio(studio => studio.memoryQuestion);
  const readMemories = useStudio(studio => studio.readMemories);
  const ask = useStudio(studio => studio.askMemories);
  const nowUs = useNowUs(true, 30_000);
  if (trouble !== null)
    return (
      <EmptyState
        sentence={trouble}
        action={
          <Button variant="default" onClick={() => void readMemories()}>
            Try again
          </Button>
        }
      />
    );
  if (memories === null) return <LateSkeleton lines={6} />;
  if (memories.length === 0)
    return question.search.trim() === '' && question.scope === null ? (
      <EmptyState
        icon={<IconBrain size={28} stroke={1.4} />}
        sentence="What Sage is to remember across flows stands here. A step writes to it when its form says so, under Memory."
      />
    ) : (
      <EmptyState
        sentence="Nothing that is remembered fits."
        action={
          <Button variant="default" onClick={() => ask({ search: '', scope: null })}>
            Show everything
          </Button>
        }
      />
    );
  return byScope(memories).map(group => (
    <section key={group.scope} aria-label={scopeTitle(group.scope)}>
      <h3 className={rows.group}>{scopeTitle(group.scope)}</h3>
      <ul className={rows.rows}>
        {group.memories.map(memory => (
          <MemoryRow key={memory.memoryId} memory={memory} nowUs={nowUs} />
        ))}
      </ul>
    </section>
  ));
}

function MemoryRow({ memory, nowUs }: { memory: ShownMemory; nowUs: number }) {
  const openTab = useStudio(studio => studio.openTab);
  const tab = pageTab('memory-page', memory.memoryId, memory.topic);
  const isShown = useStudio(studio => studio.desk.activeTab === tab.id);
  return (
    <li>
      <button type="button" className={rows.row} aria-current={isShown} onClick={() => openTab(tab)}>
        <span className={rows.lines}>
          <span className={rows.first}>
            <span className={rows.name}>{memory.topic}</span>
            {memory.state === 'retired' && <span className={styles.retired}>retired</span>}
          </span>
          <span className={rows.clamp}>{memory.text}</span>
          <span className={rows.second}>
            <span>{actorName(memory.by)}</span>
            <span title={formatInstant(memory.atUs)}>{formatDate(memory.atUs, { nowUs })}</span>
            {memory.version > 1 && <span>{memory.version} versions</span>}
          </span>
        </span>
      </button>
    </li>
  );
}
