import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { refused, type Result } from '../../base/result.ts';
import { SqlReply, type SqlProblem, type SqlRequest, type SqlTable } from './sql-request.ts';

/** The reader's answer is held in memory; more than this is not a table anyone reads. */
const MAX_REPLY_BYTES = 512 * 1024 * 1024;

/**
 * Answers one SELECT on a workspace's database, beside its owner and without the power to change anything. SQLite runs inside the process
 * that asks and cannot be interrupted from there, so a process of its own does, and is killed when the time is over; starting it
 * costs some 80 ms. Blocks until the answer is there. `values` are those of `:name` parameters.
 */
export function readOnlySql(
  file: string,
  sql: string,
  limits: { readonly maxRows: number; readonly timeoutMs: number },
  values?: Readonly<Record<string, string | number | null>>,
): Result<SqlTable, SqlProblem> {
  const request: SqlRequest = { file, sql, maxRows: limits.maxRows, ...(values === undefined ? {} : { values: { ...values } }) };
  const reader = spawnSync(process.execPath, [fileURLToPath(new URL('./sql-reader.ts', import.meta.url))], {
    input: JSON.stringify(request),
    encoding: 'utf8',
    timeout: limits.timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_REPLY_BYTES,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, // so that Electron's binary, too, runs a script and opens no window
  });
  const code = reader.error !== undefined && 'code' in reader.error ? reader.error.code : null;
  if (code === 'ETIMEDOUT')
    return refused({ sentence: `The question took longer than ${limits.timeoutMs / 1000} s and was stopped. Narrow it with a WHERE.` });
  if (code === 'ENOBUFS') return refused({ sentence: 'The answer is larger than 512 MB. Ask for fewer columns or rows.' });
  if (reader.error !== undefined) throw reader.error;
  if (reader.status !== 0) throw new Error(`The reader of SQL ended with ${reader.status ?? reader.signal ?? 'nothing'}: ${reader.stderr}`);
  return SqlReply.parse(JSON.parse(reader.stdout));
}
