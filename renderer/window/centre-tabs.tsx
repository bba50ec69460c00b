import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useStudio } from '../state/studio.ts';
import { CentreTab } from './centre-tab.tsx';
import styles from './centre-tabs.module.css';
import { TabMenu, type TabMenuPlace } from './tab-menu.tsx';

/** The tabs of the centre; none are drawn while a single flow is open. Dragged into another order, or moved by keys. */
export function CentreTabs() {
  const tabs = useStudio(studio => studio.desk.tabs);
  const activeTab = useStudio(studio => studio.desk.activeTab);
  const moveTab = useStudio(studio => studio.moveTab);
  const [menu, setMenu] = useState<TabMenuPlace | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [dropAt, setDropAt] = useState<number | null>(null);
  const strip = useRef<HTMLDivElement>(null);
  const isOver = useOverflow(strip, tabs.length);
  useEffect(() => {
    strip.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [activeTab, tabs.length, isOver]);
  const stopDragging = () => {
    setDragged(null);
    setDropAt(null);
  };
  if (tabs.length < 2) return null;
  return (
    <div className={styles.line}>
      <div
        ref={strip}
        className={styles.tabs}
        role="group"
        aria-label="Open"
        onWheel={event => {
          if (event.deltaX === 0) event.currentTarget.scrollLeft += event.deltaY;
        }}
        onDragOver={event => {
          if (dragged === null) return;
          event.preventDefault();
          setDropAt(indexAt(strip.current, event.clientX));
        }}
        onDrop={event => {
          if (dragged === null || dropAt === null) return;
          event.preventDefault();
          event.stopPropagation();
          const from = tabs.findIndex(tab => tab.id === dragged);
          moveTab(dragged, from < dropAt ? dropAt - 1 : dropAt);
          stopDragging();
        }}
      >
        {tabs.map((tab, index) => (
          <CentreTab
            key={tab.id}
            tab={tab}
            isActive={tab.id === activeTab}
            dropSide={dropAt === index ? 'before' : dropAt === tabs.length && index === tabs.length - 1 ? 'after' : null}
            onDrag={setDragged}
            onDragEnd={stopDragging}
            onMenu={(x, y) => setMenu({ tabId: tab.id, x, y })}
          />
        ))}
      </div>
      {isOver && <AllTabs />}
      <TabMenu place={menu} onClose={() => setMenu(null)} />
    </div>
  );
}

/** Every open tab by name, for when they do not fit. */
function AllTabs() {
  const tabs = useStudio(studio => studio.desk.tabs);
  const activeTab = useStudio(studio => studio.desk.activeTab);
  const goToTab = useStudio(studio => studio.goToTab);
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles.all} aria-label={`All ${tabs.length} open tabs`}>
          <IconChevronDown size={14} /> {tabs.length}
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.allList ?? ''}>
        {tabs.map(tab => (
          <Menu.Item key={tab.id} aria-current={tab.id === activeTab || undefined} onClick={() => goToTab(tab.id)}>
            <span className={styles.allName} title={tab.title}>
              {tab.title}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Before which tab a drop at `x` would put what is dragged. */
function indexAt(strip: HTMLElement | null, x: number): number {
  const boxes = [...(strip?.children ?? [])].map(tab => tab.getBoundingClientRect());
  const index = boxes.findIndex(box => x < box.left + box.width / 2);
  return index < 0 ? boxes.length : index;
}

function useOverflow(strip: React.RefObject<HTMLDivElement | null>, count: number): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const place = strip.current;
    if (place === null) return;
    const look = () => setOver(place.scrollWidth > place.clientWidth + 1);
    look();
    const watching = new ResizeObserver(look);
    watching.observe(place);
    return () => watching.disconnect();
  }, [strip, count]);
  return isOver;
}
