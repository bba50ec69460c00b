import pg from 'pg';
import type { Json } from '../base/json.ts';
import { parseJson } from '../base/parse-json.ts';
import { refused, type Result } from '../base/result.ts';
import { MAX_SLICE_BYTES } from '../packet/packet.ts';
import type { SourceOf } from '../packet/slice-source.ts';
import { sized, type SourceReading } from './source-reading.ts';
import { inShape } from './table-shape.ts';

const MAX_ROWS = 100_000;
const ROWS_AT_ONCE = 1000;
const USUAL_TIMEOUT_MS = 30_000;

/**
 * What one SELECT gives. It runs through a cursor in a read-only transaction that is rolled back: a cursor takes nothing but one question, so no second
 * statement, no change and no COMMIT can ride along. The address, password and all, is a secret and stands in no sentence.
 */
export async function readPostgres(
  { urlRef, query, values = [], shape, timeoutMs = USUAL_TIMEOUT_MS }: SourceOf<'postgres'>,
  secrets: Readonly<Record<string, string>>,
): Promise<Result<SourceReading, string>> {
  const source = `PostgreSQL at ${urlRef}`;
  const connectionString = secrets[urlRef];
  if (connectionString === undefined)
    return refused(`${source}: there is no secret ${urlRef}. Set it where secrets are kept, and build again.`);
  if (!/^postgres(?:ql)?:\/\//.test(connectionString))
    return refused(`${source}: the secret is no address such as postgres://user:password@host/database.`);
  if (!/^(?:select|with|values|table)\b/i.test(withoutComments(query))) return refused(`${source}: ${ONE_SELECT}`);
  const client = new pg.Client({
    connectionString,
    application_name: 'Atelier Studio',
    connectionTimeoutMillis: Math.min(timeoutMs, 15_000),
    statement_timeout: timeoutMs,
    query_timeout: timeoutMs + 1000,
    types: { getTypeParser: parserOf },
  });
  // The driver tells of a connection lost in between here as well as to who waits.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('BEGIN TRANSACTION READ ONLY');
    const declare = { text: `DECLARE slice NO SCROLL CURSOR FOR ${query}`, values: [...values], queryMode: 'extended' };
    await client.query(declare);
    const rows: Json[][] = [];
    let columns: string[] = [];
    let chars = 0;
    for (;;) {
      const some = await client.query<Json[]>({ text: `FETCH ${String(ROWS_AT_ONCE)} FROM slice`, rowMode: 'array' });
      columns = some.fields.map(({ name }) => name);
      rows.push(...some.rows);
      chars += JSON.stringify(some.rows).length;
      if (rows.length > MAX_ROWS || chars > MAX_SLICE_BYTES)
        return refused(
          `${source}: the query gives more than ${rows.length > MAX_ROWS ? `${MAX_ROWS.toLocaleString('en')} rows` : '32 MB'}. Narrow it with WHERE or LIMIT.`,
        );
      if (some.rows.length < ROWS_AT_ONCE) break;
    }
    const value = inShape(columns, rows, shape);
    return value.ok ? sized(value.value, { from: 'postgres', source, notes: [] }) : refused(`${source}: ${value.error}`);
  } catch (error) {
    return refused(`${source}: ${faultOf(error, timeoutMs)}`);
  } finally {
    // Leaving ends the transaction; a server that no longer answers is not waited for.
    await Promise.race([client.end().catch(() => undefined), new Promise(resolve => setTimeout(resolve, 1000).unref())]);
  }
}

const { builtins } = pg.types;
const TRUTHS: ReadonlySet<number> = new Set([builtins.BOOL]);
const WHOLE_NUMBERS: ReadonlySet<number> = new Set([builtins.INT2, builtins.INT4, builtins.INT8, builtins.OID]);
const FRACTIONS: ReadonlySet<number> = new Set([builtins.FLOAT4, builtins.FLOAT8]);
const JSONS: ReadonlySet<number> = new Set([builtins.JSON, builtins.JSONB]);

/** Cells as JSON: numbers that lose no digit, truth values, JSON itself; everything else as PostgreSQL writes it. */
function parserOf(type: number): (text: string) => Json {
  if (TRUTHS.has(type)) return text => text === 't';
  if (WHOLE_NUMBERS.has(type)) return text => (Number.isSafeInteger(Number(text)) ? Number(text) : text);
  if (FRACTIONS.has(type)) return text => (Number.isFinite(Number(text)) ? Number(text) : text);
  return JSONS.has(type) ? jsonCell : text => text;
}

function jsonCell(text: string): Json {
  const read = parseJson(text, { maxBytes: MAX_SLICE_BYTES });
  return read.ok ? read.value : text;
}

const ONE_SELECT = 'only one SELECT (or WITH, VALUES, TABLE) can be asked: a source is read and never changed.';

const withoutComments = (query: string): string => query.replace(/^(?:[\s(]+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '');

function faultOf(error: unknown, timeoutMs: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  if (code === '57014' || /timeout/i.test(message))
    return `the query took longer than ${String(timeoutMs / 1000)} s and was stopped. Narrow it with a WHERE.`;
  if (code === '25006') return 'the query would change something. Only reading is done here.';
  if (code === '42601' && /DECLARE|cursor|multiple commands/i.test(message)) return ONE_SELECT;
  if (code === '0A000') return 'the query would change something. Only reading is done here.';
  if (code.startsWith('28')) return 'the server refused user or password. Correct the secret.';
  if (code === '3D000') return 'there is no such database. Correct the secret.';
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ECONNRESET', 'ETIMEDOUT'].includes(code))
    return `the server cannot be reached (${code}). Look at the address and the network.`;
  return `${message.replace(/\.$/, '')}.`;
}
