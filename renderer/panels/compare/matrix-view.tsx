import { Button } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import {
  MATRIX_COLUMNS,
  matrixSums,
  matrixVerdict,
  type MatrixColumn,
  type MatrixRow,
  type MatrixSums,
  type VersionMatrix,
} from '../../../engine/compare/version-matrix.ts';
import type { FlowRef } from '../../../engine/contract/versions.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countOf } from '../../ui/format-count.ts';
import { refWords } from './comparison-tab.ts';
import { MatrixMissing } from './matrix-missing.tsx';
import { MatrixPill } from './matrix-pill.tsx';
import { COLUMN_WORDS, matrixSentence, rowDiffers, sideWords, sumPair, sumWords } from './matrix-words.ts';
import { MatrixPacket } from './matrix-packet.tsx';
import styles from './matrix.module.css';

/** Two versions over the packets of a test set: on which the second is better, worse or the same, in what, and the sums. */
export function MatrixView({ a, b, matrix }: { a: FlowRef; b: FlowRef; matrix: VersionMatrix }) {
  const { rows, flowNames } = matrix;
  const only = useStudio(studio => studio.onlyDifferences);
  const setDifferences = useStudio(studio => studio.setDifferences);
  const showSide = useStudio(studio => studio.showSide);
  const exportMatrix = useStudio(studio => studio.exportMatrix);
  const sums = useMemo(() => matrixSums(rows), [rows]);
  const differing = useMemo(() => rows.filter(rowDiffers), [rows]);
  useEffect(() => {
    setDifferences(
      differing.map(({ packetId }) => packetId),
      null,
    );
  }, [differing, setDifferences]);
  if (rows.length === 0)
    return (
      <EmptyState
        sentence="No packet of the workspace holds what these versions ask for, so there is nothing to try them on. Make a packet, or put one back into the test set."
        action={
          <Button variant="default" onClick={() => showSide('packets')}>
            Show the packets
          </Button>
        }
      />
    );
  const shown = only ? differing : rows;
  const names = [nameOf(a, b, flowNames.a), nameOf(b, a, flowNames.b)] as const;
  return (
    <div className={styles.body}>
      <section className={styles.summary} aria-label="Summary">
        <p className={styles.sentence}>{matrixSentence(rows, sums, names)}</p>
        <MatrixMissing a={a} b={b} rows={rows} />
        <Button size="compact-sm" variant="default" onClick={() => exportMatrix(matrix, names)}>
          Export
        </Button>
      </section>
      <div className={styles.scroll}>
        <table className={styles.matrix} aria-label="Both versions on each packet">
          <thead>
            <tr>
              <th scope="col">Packet</th>
              {MATRIX_COLUMNS.map(column => (
                <th key={column} scope="col">
                  {COLUMN_WORDS[column]}
                </th>
              ))}
            </tr>
            <SumRow sums={sums} count={rows.length} />
          </thead>
          <tbody>
            {shown.map(row => (
              <tr key={row.packetId}>
                <MatrixPacket row={row} a={a} b={b} />
                {MATRIX_COLUMNS.map(column => (
                  <Cell key={column} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < rows.length && (
        <p className={styles.quiet}>
          {countOf(rows.length - shown.length, 'packet')} came to the same in all of these and{' '}
          {rows.length - shown.length === 1 ? 'is' : 'are'} left out.
        </p>
      )}
    </div>
  );
}

/** Versions of two flows are told apart by their flows' names too. */
const nameOf = (ref: FlowRef, other: FlowRef, flowName: string): string =>
  ref.flowId === other.flowId ? refWords(ref) : `${refWords(ref)} of “${flowName}”`;

function SumRow({ sums, count }: { sums: MatrixSums; count: number }) {
  return (
    <tr className={styles.sums}>
      <th scope="row">
        All together
        <span className={styles.quietLine}>
          {sums.both === count ? countOf(count, 'packet') : `both ran on ${String(sums.both)} of ${countOf(count, 'packet')}`}
        </span>
      </th>
      {MATRIX_COLUMNS.map(column => {
        const pair = sumPair(column, sums);
        return (
          <td key={column}>
            {sumWords(column, sums)}
            {pair !== null && (
              <span className={styles.quietLine}>
                {pair[0]} → {pair[1]}
              </span>
            )}
          </td>
        );
      })}
    </tr>
  );
}

function Cell({ column, row }: { column: MatrixColumn; row: MatrixRow }) {
  const verdict = matrixVerdict(column, row);
  const [was, is] = [sideWords(column, row.a), sideWords(column, row.b)];
  const misses = column !== 'expected' ? [] : [row.a, row.b].flatMap((side, at) => missesOf(side, at === 0 ? 'A' : 'B'));
  return (
    <td title={misses.join('\n') || undefined}>
      {verdict !== 'unknown' && <MatrixPill verdict={verdict} />}
      <span className={styles.pair}>{was === is ? was : `${was} → ${is}`}</span>
      {misses.length > 0 && <span className="unseen">{misses.join(' ')}</span>}
    </td>
  );
}

const missesOf = (side: MatrixRow['a'], name: string): readonly string[] =>
  side.kind === 'ran' ? side.misses.map(miss => `${name}: ${miss}`) : [];
