import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { Json } from '../../../engine/base/json.ts';
import { formatInstant } from '../../ui/format-date.ts';
import { useNowUs } from '../../ui/use-now.ts';
import { cellWords, columnTitle, isFigures } from './cell-words.ts';
import styles from './observatory.module.css';

const ROW_PX = 28;

interface ResultTableProps {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
  /** Titles as the database names them, not in words: for what a person has named. */
  readonly plainTitles?: boolean;
  /** A cell in words of its own; null: as every table says it. */
  readonly wordsOf?: (column: string, cell: Json | undefined) => string | null;
  readonly onOpen?: (row: readonly Json[]) => void;
}

/** Rows of any number: only those in sight are drawn. Arrows walk, Enter opens where a row can be opened. */
export function ResultTable({ label, columns, rows, plainTitles = false, wordsOf, onOpen }: ResultTableProps) {
  const place = useRef<HTMLDivElement>(null);
  const nowUs = useNowUs(true, 60_000);
  // The virtualizer keeps its own state and re-renders through it; the compiler's memoisation is not in use here.
  // oxlint-disable-next-line hooks/incompatible-library
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => place.current, estimateSize: () => ROW_PX, overscan: 12 });
  const figures = columns.map((_, column) => isFigures(rows, column));
  const said = (column: string, cell: Json | undefined): string => wordsOf?.(column, cell) ?? cellWords(column, cell, nowUs);
  const shown = virtual.getVirtualItems();
  const above = shown[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);

  const walk = (from: number, key: string): void => {
    const to = key === 'ArrowDown' ? from + 1 : key === 'ArrowUp' ? from - 1 : -1;
    if (to < 0 || to >= rows.length) return;
    virtual.scrollToIndex(to);
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>(`[data-index="${String(to)}"]`)?.focus());
  };

  return (
    <div ref={place} className={styles.results} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column, index) => (
              <th key={`${column} ${String(index)}`} scope="col" title={column} data-figures={figures[index] || undefined}>
                {plainTitles ? column : columnTitle(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Spacer height={above} span={columns.length} />}
          {shown.map(({ index }) => {
            const row = rows[index] ?? [];
            return (
              <tr
                key={index}
                data-index={index}
                aria-rowindex={index + 2}
                tabIndex={onOpen === undefined ? undefined : -1}
                className={onOpen === undefined ? undefined : styles.openable}
                onClick={() => onOpen?.(row)}
                onKeyDown={event => {
                  if (event.key === 'Enter') onOpen?.(row);
                  else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                    event.preventDefault();
                    walk(index, event.key);
                  }
                }}
              >
                {columns.map((column, at) => (
                  <td key={`${column} ${String(at)}`} data-figures={figures[at] || undefined} title={titleOf(column, row[at])}>
                    {at === 0 && onOpen !== undefined ? (
                      <button type="button" className={styles.opener} onClick={() => undefined}>
                        {said(column, row[at])}
                      </button>
                    ) : (
                      said(column, row[at])
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
          {below > 0 && <Spacer height={below} span={columns.length} />}
        </tbody>
      </table>
    </div>
  );
}

/** Rows that are out of sight, as high as they are. */
function Spacer({ height, span }: { height: number; span: number }) {
  return (
    <tr aria-hidden style={{ height }}>
      <td colSpan={span} style={{ padding: 0, border: 0 }} />
    </tr>
  );
}

const titleOf = (column: string, cell: Json | undefined): string | undefined =>
  typeof cell === 'number' && column.endsWith('at_us')
    ? formatInstant(cell)
    : typeof cell === 'string' && cell.length > 24
      ? cell
      : undefined;
