import { ActionIcon, Menu, TextInput } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconArchive,
  IconArchiveOff,
  IconCircleXFilled,
  IconCopy,
  IconDots,
  IconDownload,
  IconShare,
  IconPencil,
  IconTags,
  IconTemplate,
} from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import type { FlowHead } from '../../../engine/contract/flows.ts';
import { useStudio, useStudioStore } from '../../state/studio.ts';
import { countOf } from '../../ui/format-count.ts';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { useNowUs } from '../../ui/use-now.ts';
import { MarkIcon } from '../runs/mark-icon.tsx';
import { STATUS_WORDS } from '../runs/run-sentence.ts';
import styles from './flows-panel.module.css';
import tagStyles from './tags.module.css';

/** One flow: opened by a press, and everything else that can be done with it in its menu. */
export function FlowRow({ flow }: { flow: FlowHead }) {
  const store = useStudioStore();
  const isOpen = useStudio(studio => studio.openFlow?.flowId === flow.flowId);
  const [isMenu, setMenu] = useState(false);
  const [isNaming, setNaming] = useState(false);
  const isArchived = flow.archivedAtUs !== null;
  const { showFlow, duplicateFlow, exportFlow, archiveFlow, unarchiveFlow, showLibraryDialog, share } = store.getState();
  const onKeyDown = (event: KeyboardEvent) => {
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === 'F2') setNaming(true);
    else if (event.key === 'Delete' && !isArchived) void archiveFlow(flow.flowId);
    else if (event.key.toLowerCase() === 'd' && isCommand) void duplicateFlow(flow.flowId);
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) setMenu(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  if (isNaming) return <RenameField flow={flow} onDone={() => setNaming(false)} />;
  return (
    <li className={styles.item} data-current={isOpen || undefined}>
      <button
        type="button"
        className={styles.row}
        data-flow-row
        aria-current={isOpen}
        onClick={() => void showFlow(flow.flowId)}
        onKeyDown={onKeyDown}
        onContextMenu={event => {
          event.preventDefault();
          setMenu(true);
        }}
      >
        <span className={styles.name} title={flow.name}>
          {flow.name}
        </span>
        <FlowFacts flow={flow} />
      </button>
      <Menu opened={isMenu} onChange={setMenu} position="bottom-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon className={styles.more ?? ''} aria-label={`More for ${flow.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} rightSection={<kbd>F2</kbd>} onClick={() => setNaming(true)}>
            Rename
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={15} />} rightSection={<kbd>Ctrl+D</kbd>} onClick={() => void duplicateFlow(flow.flowId)}>
            Duplicate
          </Menu.Item>
          <Menu.Item leftSection={<IconTags size={15} />} onClick={() => showLibraryDialog({ kind: 'tags', flowId: flow.flowId })}>
            Tags…
          </Menu.Item>
          <Menu.Item leftSection={<IconTemplate size={15} />} onClick={() => showLibraryDialog({ kind: 'template', flowId: flow.flowId })}>
            Save as a template…
          </Menu.Item>
          <Menu.Item leftSection={<IconShare size={15} />} onClick={() => share(flow.flowId)}>
            Print and share…
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => void exportFlow(flow.flowId)}>
            Export as .flow.json
          </Menu.Item>
          {isArchived ? (
            <Menu.Item leftSection={<IconArchiveOff size={15} />} onClick={() => void unarchiveFlow(flow.flowId)}>
              Take out of the archive
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconArchive size={15} />} rightSection={<kbd>Del</kbd>} onClick={() => void archiveFlow(flow.flowId)}>
              Archive
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

function FlowFacts({ flow }: { flow: FlowHead }) {
  const nowUs = useNowUs(true, 30_000);
  const { lastRun, problems } = flow;
  const version = flow.latestVersionNo === null ? 'draft' : `version ${flow.latestVersionNo}`;
  return (
    <span className={styles.about}>
      <span title={`Changed ${formatInstant(flow.updatedAtUs)}`}>
        {countOf(flow.stepCount, 'step')} · {version} · {formatDate(flow.updatedAtUs, { nowUs })}
      </span>
      <span className={styles.states}>
        {lastRun === null ? (
          <span>Never run</span>
        ) : (
          <span className={styles.state} title={`Last run ${formatInstant(lastRun.atUs)}`}>
            <MarkIcon mark={lastRun.status} /> {STATUS_WORDS[lastRun.status]} {formatDate(lastRun.atUs, { nowUs })}
          </span>
        )}
        {problems.errors > 0 && (
          <span className={styles.state}>
            <IconCircleXFilled size={13} style={{ color: 'var(--failed)' }} aria-hidden /> {countOf(problems.errors, 'error')}
          </span>
        )}
        {problems.warnings > 0 && (
          <span className={styles.state}>
            <IconAlertTriangleFilled size={13} style={{ color: 'var(--waiting)' }} aria-hidden /> {countOf(problems.warnings, 'warning')}
          </span>
        )}
      </span>
      {flow.tags.length > 0 && (
        <span className={styles.tags}>
          {flow.tags.map(tag => (
            <span key={tag} className={tagStyles.tag} title={tag}>
              {tag}
            </span>
          ))}
        </span>
      )}
    </span>
  );
}

/** Enter and leaving it keep the name, Escape does not. */
function RenameField({ flow, onDone }: { flow: FlowHead; onDone: () => void }) {
  const renameAnyFlow = useStudio(studio => studio.renameAnyFlow);
  const [name, setName] = useState(flow.name);
  const keep = () => {
    if (name.trim() !== '' && name.trim() !== flow.name) void renameAnyFlow(flow.flowId, name.trim());
    onDone();
  };
  return (
    <li className={styles.naming}>
      <TextInput
        aria-label={`New name of ${flow.name}`}
        value={name}
        maxLength={200}
        autoFocus
        onFocus={event => event.currentTarget.select()}
        onChange={event => setName(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={event => {
          event.stopPropagation();
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') onDone();
        }}
      />
    </li>
  );
}
