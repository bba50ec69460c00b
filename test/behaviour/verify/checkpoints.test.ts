import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createPublicKey, verify as verifySignature } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signatureProblem, SIGNING_KEY_FILE } from '../../../engine/checkpoints/signing-key.ts';
import { openHost } from '../../../engine/host/host.ts';
import { openWorkspace } from '../../../engine/open-workspace.ts';
import { runColumns } from '../../../engine/stores/sqlite/run-columns.ts';
import { openTraceWriter, plainRow } from '../../../engine/stores/sqlite/trace-rows.ts';
import { sealRows, GENESIS_HASH } from '../../../engine/trace/chain.ts';
import { CheckpointDocument, signedText } from '../../../engine/trace/checkpoint.ts';
import { foldRun } from '../../../engine/trace/fold-run.ts';
import { rowOfSealed, STORED_FIELDS } from '../../../engine/trace/stored-row.ts';
import { canonicalJson } from '../../../engine/base/canonical-json.ts';
import { columnName } from '../../../engine/base/column-name.ts';
import type { KeptCheckpoint } from '../../../engine/verify/checkpoint-breaks.ts';
import { atelier } from '../cli/atelier.ts';
import { openHistory, verifyFolder, withForgery, type History } from './a-history.ts';

/** What somebody does who has the database, knows how the chain is made and leaves no seam. */
const SEAMLESS = {
  'a run removed as a whole': (database: Database, { shared }: History) => {
    for (const table of ['traces', 'ledger', 'waits', 'event_consumptions', 'runs'])
      database.prepare(`DELETE FROM atelier_${table} WHERE run_id = ?`).run(shared);
  },
  'an end cut off together with all that says so': (database: Database, { shared }: History) =>
    rewrite(database, shared, rows => rows.slice(0, 3)),
  'a chain made anew from some row on': (database: Database, { shared }: History) =>
    rewrite(database, shared, rows => rows.map(row => (row.seq < 2 ? row : { ...row, atUs: row.atUs + 1 }))),
} as const;

type Row = ReturnType<typeof rowOfSealed>;

/** Replaces a run's rows, seals them anew and makes its line and its waits fit. */
function rewrite(database: Database, runId: string, change: (rows: Row[]) => Row[]): void {
  const select = `SELECT ${STORED_FIELDS.map(columnName).join(', ')} FROM atelier_traces WHERE run_id = ? ORDER BY seq`;
  const rows = change((database.prepare(select).raw().all(runId) as unknown[][]).map(cells => rowOfSealed(cells)));
  const sealed = sealRows(
    GENESIS_HASH,
    rows.map(({ prevHash: _prev, rowHash: _hash, ...row }) => row),
  );
  database.prepare('DELETE FROM atelier_traces WHERE run_id = ?').run(runId);
  const insert = openTraceWriter(database);
  for (const row of sealed) insert(plainRow(row, canonicalJson(row.data)));
  const run = foldRun(sealed);
  const { status, startedAtUs, endedAtUs, cause } = runColumns(run);
  database
    .prepare(
      'UPDATE atelier_runs SET status = ?, started_at_us = ?, ended_at_us = ?, cause = ?, last_seq = ?, last_hash = ? WHERE run_id = ?',
    )
    .run(status, startedAtUs, endedAtUs, cause, run.lastSeq, run.lastHash, runId);
  const kept = new Set(sealed.flatMap(row => (row.kind === 'step.waiting' ? [row.data.wait.waitId] : [])));
  for (const waitId of database.prepare<[string], string>('SELECT wait_id FROM atelier_waits WHERE run_id = ?').pluck().all(runId))
    if (!kept.has(waitId as never)) database.prepare('DELETE FROM atelier_waits WHERE wait_id = ?').run(waitId);
  if (!sealed.some(({ kind }) => kind === 'event.matched'))
    database.prepare('DELETE FROM atelier_event_consumptions WHERE run_id = ?').run(runId);
}

describe('A checkpoint', () => {
  let history: History;
  let kept: KeptCheckpoint;
  beforeAll(async () => {
    history = await openHistory();
    const file = join(history.folder, 'kept.json');
    const told = await atelier(['checkpoint', '--out', file, '--workspace', history.folder]);
    expect(told.code, told.err).toBe(0);
    kept = { name: 'kept.json', document: CheckpointDocument.parse(JSON.parse(readFileSync(file, 'utf8'))) };
    rmSync(file);
  });
  afterAll(() => history.leave());

  it('holds as long as nothing was taken away', async () => {
    expect(await verifyFolder(history.folder, null, [kept])).toMatchObject({ ok: true, checkpoints: 3, breaks: [] });
  });

  it.each(Object.entries(SEAMLESS))('shows %s, which nothing else does', async (_name, forge) => {
    const forged = await withForgery(history.folder, database => {
      forge(database, history);
    });

    const { breaks } = await verifyFolder(forged);
    expect(breaks.map(({ what, runId }) => ({ what, runId }))).toEqual([{ what: 'checkpoint', runId: history.shared }]);

    // Without the checkpoints in the database and beside it there is no seam …
    const bare = await withForgery(forged, (database, copy) => {
      database.exec('DELETE FROM atelier_checkpoints; DELETE FROM atelier_checkpoint_heads');
      rmSync(join(copy, 'checkpoints'), { recursive: true });
    });
    expect(await verifyFolder(bare)).toMatchObject({ ok: true });
    // … but for the one that was kept elsewhere.
    const held = await verifyFolder(bare, null, [kept]);
    expect(held.breaks.filter(({ runId }) => runId === history.shared)).toMatchObject([{ what: 'checkpoint' }]);
    expect(held.breaks.find(({ runId }) => runId === null)?.sentence).toContain('is missing from the database');
    for (const folder of [forged, bare]) await rm(folder, { recursive: true });
  });

  it('shows that a checkpoint of the database was edited, or its list of runs', async () => {
    const edits: Record<string, RegExp> = {
      'UPDATE atelier_checkpoints SET run_count = run_count - 1': /is not what was signed/,
      'UPDATE atelier_checkpoint_heads SET last_seq = last_seq - 1': /are not those that were signed/,
      'DELETE FROM atelier_checkpoints': /is missing from the database/,
    };
    for (const [sql, sentence] of Object.entries(edits)) {
      const forged = await withForgery(history.folder, database => database.exec(sql));
      const { breaks } = await verifyFolder(forged);
      expect(breaks.map(each => each.sentence).join('\n'), sql).toMatch(sentence);
      await rm(forged, { recursive: true });
    }
  });

  it('shows that the kept file was edited', async () => {
    const [first, ...others] = kept.document.heads;
    if (first === undefined) throw new Error('The file has heads.');
    const edited: readonly CheckpointDocument[] = [
      { ...kept.document, heads: others },
      { ...kept.document, body: { ...kept.document.body, runCount: 2 } },
      { ...kept.document, signature: Buffer.alloc(64).toString('base64') },
    ];
    for (const document of edited) expect((await verifyFolder(history.folder, null, [{ name: 'kept.json', document }])).ok).toBe(false);
  });

  it('goes on to hold while runs go on, and the next one follows it', async () => {
    const copy = await withForgery(history.folder, () => undefined);
    const opened = await openWorkspace({ folder: copy, environment: {} });
    if (!opened.ok) throw new Error(opened.error.sentence);
    const workspace = opened.value;
    await workspace.runner.cancel(history.waiting, workspace.me, 'No longer needed');
    const second = await workspace.checkpoints.take();
    const third = await workspace.checkpoints.take();
    expect(second).toMatchObject({ ok: true, value: { body: { number: 2, runCount: 3 } } });
    expect(third).toEqual(second);
    await workspace.close();

    expect(await verifyFolder(copy, null, [kept])).toMatchObject({ ok: true, breaks: [] });
    const [, secondFile] = readdirSync(join(copy, 'checkpoints')).toSorted();
    expect(CheckpointDocument.parse(JSON.parse(readFileSync(join(copy, 'checkpoints', secondFile ?? ''), 'utf8')))).toMatchObject({
      since: 1,
      heads: [[history.waiting, expect.any(Number), expect.any(String)]],
    });
    await rm(copy, { recursive: true });
  });

  it('can be checked by anyone with the file alone', () => {
    const { body, publicKey, signature } = kept.document;
    expect(verifySignature(null, Buffer.from(signedText(body)), createPublicKey(publicKey), Buffer.from(signature, 'base64'))).toBe(true);
    expect(signatureProblem(kept.document)).toBeNull();
  });

  it('keeps its key to itself', () => {
    expect(statSync(join(history.folder, SIGNING_KEY_FILE)).mode & 0o777).toBe(0o600);
    expect(JSON.stringify(kept.document)).not.toContain('PRIVATE');
  });

  it('is taken when a window host closes after changes', async () => {
    const copy = await withForgery(history.folder, database =>
      database.exec('DELETE FROM atelier_checkpoints; DELETE FROM atelier_checkpoint_heads'),
    );
    rmSync(join(copy, 'checkpoints'), { recursive: true });
    const opened = await openWorkspace({ folder: copy, environment: {} });
    if (!opened.ok) throw new Error(opened.error.sentence);
    await openHost(opened.value, { log: () => undefined }).close();

    expect(existsSync(join(copy, 'checkpoints'))).toBe(true);
    await rm(copy, { recursive: true });
  });
});

describe('atelier verify', () => {
  let history: History;
  beforeAll(async () => {
    history = await openHistory();
  });
  afterAll(() => history.leave());

  it('ends with 0 and says that all holds, with 1 and says what does not, with 2 for what it cannot read', async () => {
    const where = ['--workspace', history.folder];
    const holds = await atelier(['verify', ...where]);
    expect(holds).toMatchObject({ code: 0, err: '' });
    expect(holds.out).toMatch(/^3 runs, \d+ rows, \d+ values, 0 checkpoints: everything holds\.\nNo checkpoint was ever taken/);

    const forged = await withForgery(history.folder, database =>
      database.exec(`UPDATE atelier_traces SET actor = 'user:eve' WHERE run_id = '${history.shared}' AND seq = 1`),
    );
    const broken = await atelier(['verify', history.shared, '--json', '--workspace', forged]);
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.out)).toMatchObject({
      runs: 1,
      ok: false,
      breaks: [{ runId: history.shared, seq: 1, what: 'content', sentence: 'Row 1 was changed after it was written.' }],
    });
    await rm(forged, { recursive: true });

    for (const words of [
      ['run_nowhere'],
      ['nonsense'],
      ['--checkpoint', join(history.folder, 'nowhere.json')],
      ['--checkpoint', join(history.folder, 'workspace.json')],
    ]) {
      const refused = await atelier(['verify', ...words, ...where]);
      expect(refused, words.join(' ')).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toMatch(/^.+\.\n$/);
    }
  });
});
