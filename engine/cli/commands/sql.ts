import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { defaultWorkspaceFolder } from '../../default-workspace-folder.ts';
import { DATABASE_NAME } from '../../open-workspace.ts';
import { readOnlySql } from '../../stores/sqlite/read-only-sql.ts';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print, printJson, printTable } from '../print.ts';

const LIMITS = { maxRows: 100_000, timeoutMs: 30_000 };

export function addSql(program: Command): void {
  program
    .command('sql')
    .description('ask the trace and the ledger one SELECT; nothing can be changed')
    .argument('<select>', 'e.g. "SELECT kind, count(*) FROM atelier_traces GROUP BY kind"')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action((select: string, options: CommandOptions) => {
      const folder = options.workspace ?? defaultWorkspaceFolder(process.env);
      const file = join(folder, DATABASE_NAME);
      if (!existsSync(file)) throw new CommandEnd(2, `There is no workspace in ${folder}. Run a flow there first, or name another folder.`);
      const answer = readOnlySql(file, select, LIMITS);
      if (!answer.ok) throw new CommandEnd(2, answer.error.sentence);
      const { columns, rows, truncated } = answer.value;
      if (options.json === true) printJson({ columns, rows, ...(truncated ? { truncated } : {}) });
      else {
        printTable(columns, rows);
        if (truncated) print(`Only the first ${LIMITS.maxRows.toLocaleString('en')} rows are shown. Add a LIMIT or a WHERE.`);
      }
    });
}
