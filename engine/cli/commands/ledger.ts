import type { Command } from 'commander';
import { columnName } from '../../base/column-name.ts';
import { ledgerCsv } from '../../exports/trace-csv.ts';
import { LedgerRow } from '../../ledger/ledger-row.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { printJson, printTable } from '../print.ts';
import { rowsOf } from './trace.ts';

const SHOWN = [
  'runId',
  'stepId',
  'stage',
  'cache',
  'status',
  'provider',
  'requestModel',
  'inputTokens',
  'outputTokens',
  'costMicroUsd',
  'citations',
] as const;

export function addLedger(program: Command): void {
  program
    .command('ledger')
    .description('print a row for each stage outcome: what ran, what it saw, what it cost')
    .option('--run <run>', 'of one run only')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .option('--csv', 'print all columns (RFC 4180)')
    .action(async (options: CommandOptions & { readonly run?: string; readonly csv?: boolean }) => {
      await withWorkspace(options, 'read-only', async workspace => {
        const runId = options.run === undefined ? null : ((await rowsOf(workspace, options.run))[0]?.runId ?? null);
        const rows = await workspace.ledger.rows(workspace.orgId, runId);
        const columns = Object.keys(LedgerRow.shape) as (keyof LedgerRow)[]; // true: the keys of the row's own schema
        if (options.json === true)
          printJson({ columns: columns.map(columnName), rows: rows.map(row => columns.map(column => row[column] ?? null)) });
        else if (options.csv === true) process.stdout.write(ledgerCsv(rows));
        else
          printTable(
            SHOWN,
            rows.map(row => SHOWN.map(column => row[column])),
          );
      });
    });
}
