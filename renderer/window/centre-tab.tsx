import { IconRoute, IconX } from '@tabler/icons-react';
import { PacketId } from '../../engine/base/ids.ts';
import { panelOf } from '../panels/all-panels.ts';
import type { Tab } from '../state/desk.ts';
import { isEdited } from '../state/packet-page.ts';
import { useStudio, type Studio } from '../state/studio.ts';
import styles from './centre-tabs.module.css';

/** One tab: a press brings it to the front, the middle button closes it, the other one opens its menu. */
export function CentreTab(props: {
  tab: Tab;
  isActive: boolean;
  dropSide: 'before' | 'after' | null;
  onDrag: (tabId: string) => void;
  onDragEnd: () => void;
  onMenu: (x: number, y: number) => void;
}) {
  const { tab, isActive, dropSide } = props;
  const goToTab = useStudio(studio => studio.goToTab);
  const closeTab = useStudio(studio => studio.closeTab);
  const mark = useStudio(studio => markOf(studio, tab));
  const { title } = tab;
  const Icon = tab.kind === 'flow' ? IconRoute : panelOf(tab.panelId)?.icon;
  return (
    <div
      className={styles.tab}
      data-active={isActive || undefined}
      data-drop={dropSide ?? undefined}
      draggable
      onDragStart={event => {
        event.dataTransfer.setData('application/x-atelier-tab', tab.id);
        event.dataTransfer.effectAllowed = 'move';
        props.onDrag(tab.id);
      }}
      onDragEnd={props.onDragEnd}
      onAuxClick={event => {
        if (event.button === 1) closeTab(tab.id);
      }}
      onContextMenu={event => {
        event.preventDefault();
        const box = event.currentTarget.getBoundingClientRect();
        // Opened by a key the event has no place of its own.
        props.onMenu(event.clientX === 0 ? box.left : event.clientX, event.clientY === 0 ? box.bottom : event.clientY);
      }}
    >
      <button
        type="button"
        aria-current={isActive ? 'page' : undefined}
        {...(mark !== null && { 'aria-label': `${title}, ${mark.toLowerCase()}` })}
        className={styles.name}
        title={mark === null ? title : `${title}: ${mark.toLowerCase()}`}
        onClick={() => goToTab(tab.id)}
      >
        {Icon !== undefined && <Icon size={14} stroke={1.7} />}
        <span className={styles.words}>{title}</span>
        {mark !== null && <span className={styles.mark} aria-hidden />}
      </button>
      <button type="button" className={styles.close} aria-label={`Close ${title}`} onClick={() => closeTab(tab.id)}>
        <IconX size={13} />
      </button>
    </div>
  );
}

/** What of a tab the workspace does not have yet. */
function markOf({ openFlow, typing, packetPages }: Studio, tab: Tab): string | null {
  if (tab.kind === 'flow') {
    if (openFlow?.flowId !== tab.flowId) return null;
    if (openFlow.save.kind === 'not-saved' || openFlow.save.kind === 'moved') return 'Not saved';
    return typing === null ? null : 'Something is being typed';
  }
  const packetId = tab.panelId === 'packet' ? PacketId.safeParse(tab.subject).data : undefined;
  const page = packetId === undefined ? undefined : packetPages[packetId];
  return page !== undefined && isEdited(page) ? 'Not saved' : null;
}
