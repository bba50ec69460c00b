import { useVirtualizer } from '@tanstack/react-virtual';
import { createElement as draw, useRef, type CSSProperties } from 'react';
import { createRoot } from 'react-dom/client';

const ROW_PX = 28;

declare global {
  interface Window {
    readonly bareRows: number;
  }
}

/** A list of rows with five words and a bar in each, and nothing that a person could do with it. */
function BareList() {
  const list = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: window.bareRows, getScrollElement: () => list.current, estimateSize: () => ROW_PX, overscan: 8 });
  return draw(
    'div',
    { ref: list, 'data-bare-list': true, style: { height: '100%', overflow: 'auto' } },
    draw(
      'div',
      { style: { position: 'relative', height: virtual.getTotalSize() } },
      virtual
        .getVirtualItems()
        .map(({ index, start }) => draw('div', { key: index, 'data-bare-row': true, style: rowAt(start) }, cells(index))),
    ),
  );
}

const rowAt = (topPx: number): CSSProperties => ({
  position: 'absolute',
  inset: '0 0 auto',
  height: ROW_PX,
  display: 'flex',
  transform: `translateY(${String(topPx)}px)`,
});

const cells = (index: number) => [
  cell('step', 256, `Step ${String(index % 12)}`),
  draw(
    'span',
    { key: 'axis', style: { flex: 1, position: 'relative' } },
    draw('span', { style: { position: 'absolute', left: `${String(index % 90)}%`, top: 9, width: 24, height: 10, background: 'teal' } }),
  ),
  cell('took', 74, '1 ms'),
  cell('tokens', 58, String(index)),
  cell('cost', 62, '$0.00'),
];

const cell = (key: string, width: number, words: string) => draw('span', { key, style: { width } }, words);

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(draw(BareList));
