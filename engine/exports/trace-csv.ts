import { canonicalJson } from '../base/canonical-json.ts';
import { columnName } from '../base/column-name.ts';
import { LedgerRow } from '../ledger/ledger-row.ts';
import { RowColumns, type TraceRow } from '../trace/trace-row.ts';
import { csvText, type CsvCell } from './csv.ts';
import { exportedData, type ExportValues } from './export-values.ts';

const TRACE_FIELDS = [...Object.keys(RowColumns.shape), 'kind', 'data', 'prevHash', 'rowHash'];

/** A trace with all its columns, named as in the database. `data` is JSON; without its values it no longer hashes to `row_hash`. */
export const traceCsv = (rows: readonly TraceRow[], values: ExportValues): string =>
  csvText(
    TRACE_FIELDS.map(columnName),
    rows.map(row =>
      // true: all fields but data are flat columns
      TRACE_FIELDS.map(field => (field === 'data' ? canonicalJson(exportedData(row, values)) : (row[field as keyof TraceRow] as CsvCell))),
    ),
  );

const LEDGER_FIELDS = Object.keys(LedgerRow.shape) as (keyof LedgerRow)[]; // true: the keys of the row's own schema

/** Ledger rows with all their columns. They hold hashes, names and numbers, and no value. */
export const ledgerCsv = (rows: readonly LedgerRow[]): string =>
  csvText(
    LEDGER_FIELDS.map(columnName),
    rows.map(row =>
      LEDGER_FIELDS.map(field => {
        const cell = row[field];
        return typeof cell === 'object' && cell !== null ? canonicalJson(cell) : (cell ?? null);
      }),
    ),
  );
