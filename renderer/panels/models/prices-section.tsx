import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ModelsView } from '../../../engine/contract/models.ts';
import { useStudio } from '../../state/studio.ts';
import { formatDay } from './format-day.ts';
import styles from './models.module.css';
import { rate } from './models-words.ts';
import { PriceDialog } from './price-dialog.tsx';
import { priceRows, type PriceRow } from './price-rows.ts';

/** What the chosen models cost, with source and date; each to be corrected. */
export function PricesSection({ models }: { models: ModelsView }) {
  const changeModels = useStudio(studio => studio.changeModels);
  const [edited, setEdited] = useState<PriceRow | null>(null);
  const rows = priceRows(models);
  const { table } = models;
  return (
    <section className={styles.section} aria-labelledby="prices-title">
      <h2 className={styles.subtitle} id="prices-title">
        Prices
      </h2>
      <p className={styles.quiet}>
        In US dollars for a million tokens, by the table {table.name} {table.version} of {formatDay(table.date)}, or as you enter them. Each
        row of the ledger names the price it was counted with.
      </p>
      {rows.length === 0 ? (
        <p className={styles.quiet}>The local model costs nothing.</p>
      ) : (
        <table className={styles.prices}>
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Input</th>
              <th scope="col">Output</th>
              <th scope="col">Kept input</th>
              <th scope="col">Source</th>
              <th scope="col" aria-label="Changes" />
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={`${row.provider} ${row.modelId}`}>
                <th scope="row">{row.modelId}</th>
                {row.price === null ? (
                  <td colSpan={3} className={styles.noPrice}>
                    No price known
                  </td>
                ) : (
                  <>
                    <td>{rate(row.price.input)}</td>
                    <td>{rate(row.price.output)}</td>
                    <td>{row.price.cacheRead === null ? '–' : rate(row.price.cacheRead)}</td>
                  </>
                )}
                <td className={styles.source}>
                  {row.price === null ? '–' : `${row.price.source}, ${formatDay(row.price.date)}`}
                  {typeof row.price?.more === 'string' && <span className={styles.quiet}> ({row.price.more})</span>}
                </td>
                <td className={styles.priceButtons}>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`Edit the price of ${row.modelId}`}
                    onClick={() => setEdited(row)}
                  >
                    Edit…
                  </Button>
                  {row.price?.by === 'you' && (
                    <Button
                      variant="subtle"
                      color="gray"
                      size="compact-sm"
                      aria-label={`Take the table’s price of ${row.modelId} back`}
                      onClick={() => void changeModels(host => host.removePrice({ provider: row.provider, modelId: row.modelId }))}
                    >
                      Take back
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {edited !== null && <PriceDialog row={edited} onClose={() => setEdited(null)} />}
    </section>
  );
}
