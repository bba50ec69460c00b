import { Menu } from '@mantine/core';
import { IconBroadcast, IconChevronDown, IconPencil } from '@tabler/icons-react';
import { useStudio } from '../../state/studio.ts';
import styles from './run-bar.module.css';

/** Whether Run tries the drawing, where nothing outside is called, or runs the newest version in earnest. */
export function ModeSwitch({ isLive }: { isLive: boolean }) {
  const setMode = useStudio(studio => studio.setMode);
  const versionNo = useStudio(studio => studio.flows?.find(head => head.flowId === studio.openFlow?.flowId)?.latestVersionNo ?? null);
  const words = isLive ? (versionNo === null ? 'Live' : `Live, version ${String(versionNo)}`) : 'Draft';
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <button
          type="button"
          className={styles.mode}
          data-live={isLive || undefined}
          aria-label={`Mode: ${words}`}
          title={
            isLive
              ? 'Live: what the run reaches outside is really asked, called and sent.'
              : 'A draft calls nothing outside: product actions are simulated from their examples.'
          }
        >
          {isLive && <IconBroadcast size={14} aria-hidden />}
          {isLive ? 'Live' : 'Draft'}
          {isLive && versionNo !== null && <span className={styles.wide}>, version {versionNo}</span>}
          <IconChevronDown size={12} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setMode('draft')}>
          <strong>Draft</strong>
          <div className={styles.hint}>Tries the drawing. Nothing outside is called; product actions are simulated.</div>
        </Menu.Item>
        <Menu.Item leftSection={<IconBroadcast size={16} />} disabled={versionNo === null} onClick={() => setMode('live')}>
          <strong>{versionNo === null ? 'Live' : `Live, version ${String(versionNo)}`}</strong>
          <div className={styles.hint}>
            {versionNo === null
              ? 'Only a published version runs live. Publish this flow first.'
              : 'Runs the newest version in earnest: products are called, people are asked. You are asked before it starts.'}
          </div>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
