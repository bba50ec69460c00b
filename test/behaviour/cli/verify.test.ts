import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyRuns } from '../../../engine/cli/verify-runs.ts';
import { DATABASE_NAME, openWorkspace } from '../../../engine/open-workspace.ts';
import { openTestWorkspace, startRun } from '../../test-workspace.ts';

const FLOW = {
  format: 'atelier-flow/1',
  name: 'Share',
  packet: { slices: { text: { schema: { type: 'string' } } } },
  start: 'share',
  steps: [
    {
      id: 'share',
      kind: 'product_action',
      config: { product: 'janice', action: 'share_artefact', payload: { to: 'Ana', title: 'Notes', markdown: '{{ packet.text }}' } },
    },
  ],
};

/** Changes that somebody with the file could make behind the engine's back, and what must be said of them. */
const FORGERIES: readonly (readonly [string, string, string])[] = [
  ['an edited row', 'UPDATE atelier_traces SET at_us = at_us + 1 WHERE seq = 3', 'content'],
  ['a dropped row', 'DELETE FROM atelier_traces WHERE seq = 3', 'gap'],
  ['a dropped end', 'DELETE FROM atelier_traces WHERE seq = (SELECT max(seq) FROM atelier_traces)', 'gap'],
  [
    'two rows that swapped',
    'UPDATE atelier_traces SET seq = CASE seq WHEN 3 THEN 1003 ELSE 1004 END WHERE seq IN (3, 4); UPDATE atelier_traces SET seq = CASE seq WHEN 1003 THEN 4 ELSE 3 END WHERE seq > 1000',
    'link',
  ],
  ['a changed value', "UPDATE atelier_blobs SET text = replace(text, 'evidence', 'evidences')", 'blob'],
  ['a lost value', 'DELETE FROM atelier_blobs', 'blob'],
  ['a run listed as another state', "UPDATE atelier_runs SET status = 'halted'", 'fold'],
];

describe('verify', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-verify-'));
    const { workspace } = await openTestWorkspace({ folder });
    await workspace.runner.settled(await startRun(workspace, FLOW, { text: 'evidence '.repeat(400) }));
    await workspace.close();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('finds nothing where nothing was changed', async () => {
    expect(await verifyFolder()).toMatchObject({ runs: 1, ok: true, breaks: [] });
  });

  it.each(FORGERIES)('finds %s', async (_name, sql, what) => {
    const database = new Database(join(folder, DATABASE_NAME));
    for (const { name } of database.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger'").all())
      database.exec(`DROP TRIGGER "${name}"`);
    database.exec(sql);
    database.close();

    const { ok, breaks } = await verifyFolder();

    expect(ok).toBe(false);
    expect(breaks.map(each => each.what)).toContain(what);
    for (const { sentence } of breaks) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  async function verifyFolder() {
    const opened = await openWorkspace({ folder, mode: 'read-only', environment: {} });
    if (!opened.ok) throw new Error(opened.error.sentence);
    const report = await verifyRuns(opened.value, null);
    await opened.value.close();
    return report;
  }
});
