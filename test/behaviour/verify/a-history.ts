import Database from 'better-sqlite3';
import { cpSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunId } from '../../../engine/base/ids.ts';
import { fillNewWorkspace } from '../../../engine/first-start.ts';
import { DATABASE_NAME, openWorkspace, SHIPPED_RESOURCES } from '../../../engine/open-workspace.ts';
import type { KeptCheckpoint } from '../../../engine/verify/checkpoint-breaks.ts';
import type { VerifyReport } from '../../../engine/verify/verify-report.ts';
import { busEvent } from '../../scenes/play-act.ts';
import { openTestWorkspace, startRun } from '../../test-workspace.ts';

const SHARE = {
  format: 'atelier-flow/1',
  name: 'Share what was bought',
  packet: { slices: { text: { schema: { type: 'string' } } } },
  start: 'bought',
  steps: [
    { id: 'bought', kind: 'event_wait', config: { eventType: 'catalyst.purchase.confirmed' }, next: 'share' },
    {
      id: 'share',
      kind: 'product_action',
      config: { product: 'janice', action: 'share_artefact', payload: { to: 'Ana', title: 'Notes', markdown: '{{ packet.text }}' } },
    },
  ],
};

/** A workspace with what a trace can hold: stages with their ledger, a person's answer, an artefact, an event, a large value, a run that waits. */
export interface History {
  readonly folder: string;
  /** One that took an event, ended, and shared a large value. */
  readonly shared: RunId;
  /** One that waits for an event. */
  readonly waiting: RunId;
  /** The sample run: stages, a person, an artefact. */
  readonly synthesized: RunId;
  leave(): Promise<void>;
}

export async function openHistory(): Promise<History> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-history-'));
  const { workspace } = await openTestWorkspace({ folder });
  await fillNewWorkspace(workspace, SHIPPED_RESOURCES);
  const [synthesized] = await workspace.runs.summaries(workspace.orgId, { limit: 1 });
  const shared = await startRun(workspace, SHARE, { text: 'evidence '.repeat(400) });
  await workspace.runner.settled(shared);
  await workspace.runner.receive(busEvent(workspace, 'catalyst.purchase.confirmed', { amount: 12 }, 'key-1'));
  await workspace.runner.settled(shared);
  const waiting = await startRun(workspace, { ...SHARE, name: 'Wait for a purchase' }, { text: 'short' });
  await workspace.runner.settled(waiting);
  await workspace.close();
  if (synthesized === undefined) throw new Error('The sample run is there.');
  return { folder, shared, waiting, synthesized: synthesized.runId, leave: () => rm(folder, { recursive: true, force: true }) };
}

/** A copy of a workspace in which somebody does something behind the engine's back. */
export async function withForgery(folder: string, forge: (database: Database.Database, copy: string) => void): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'atelier-forged-'));
  cpSync(folder, copy, { recursive: true });
  const database = new Database(join(copy, DATABASE_NAME));
  for (const { name } of database.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger'").all())
    database.exec(`DROP TRIGGER "${name}"`);
  database.pragma('foreign_keys = OFF');
  forge(database, copy);
  database.close();
  return copy;
}

export async function verifyFolder(folder: string, only: RunId | null = null, kept: readonly KeptCheckpoint[] = []): Promise<VerifyReport> {
  const opened = await openWorkspace({ folder, mode: 'read-only', environment: {} });
  if (!opened.ok) throw new Error(opened.error.sentence);
  try {
    return await opened.value.verify({ only, kept });
  } finally {
    await opened.value.close();
  }
}
