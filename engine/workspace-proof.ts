import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { OrgId, RunId } from './base/ids.ts';
import { ok, refused, type Result } from './base/result.ts';
import type { Clock } from './base/world.ts';
import { openCheckpoints, type Checkpoints } from './checkpoints/checkpoints.ts';
import { openSigningKey, signatureProblem } from './checkpoints/signing-key.ts';
import type { ArtefactFolder } from './runner/artefact-folder.ts';
import type { Runner } from './runner/runner-door.ts';
import { writeFileWhole } from './stores/folder/write-file-whole.ts';
import type { SqliteStore } from './stores/sqlite/open-sqlite.ts';
import { CheckpointDocument } from './trace/checkpoint.ts';
import type { KeptCheckpoint } from './verify/checkpoint-breaks.ts';
import type { VerifyReport } from './verify/verify-report.ts';
import { verify } from './verify/verify.ts';

/** What proves that a workspace is what it was: checkpoints that are signed, and the check of everything against its hashes. */
export interface WorkspaceProof {
  readonly checkpoints: Checkpoints;
  /** Of all runs, or of one. `kept` are checkpoints from outside the workspace; those in its own folder are always held against it. */
  verify(request?: { readonly only?: RunId | null; readonly kept?: readonly KeptCheckpoint[] }): Promise<VerifyReport>;
}

export const CHECKPOINT_FOLDER = 'checkpoints';

/** Runs that end before it is asked again whether a checkpoint is due: asking reads an index of up to a thousand runs. */
const ENDED_BETWEEN = 100;

export function openWorkspaceProof(parts: {
  readonly folder: string;
  readonly orgId: OrgId;
  readonly clock: Clock;
  readonly store: Pick<SqliteStore, 'checkpoints' | 'facts'>;
  readonly artefacts: ArtefactFolder;
}): WorkspaceProof {
  const { folder, orgId, clock, store, artefacts } = parts;
  const keptFolder = join(folder, CHECKPOINT_FOLDER);
  return {
    checkpoints: openCheckpoints({
      orgId,
      clock,
      store: store.checkpoints,
      key: () => openSigningKey(folder),
      breathe,
      keepFile: async (name, text) => {
        await mkdir(keptFolder, { recursive: true });
        await writeFileWhole(join(keptFolder, name), text);
      },
    }),
    verify: async ({ only = null, kept = [] } = {}) =>
      verify(
        {
          orgId,
          facts: store.facts,
          artefacts: {
            read: path => artefacts.read(path),
            staged: async () => new Set((await artefacts.staged()).map(({ path }) => path)),
          },
          checkpoints: { orgId, store: store.checkpoints, kept: [...(await keptIn(keptFolder)), ...kept], signatureProblem },
          breathe,
        },
        only,
      ),
  };
}

/** Takes a checkpoint whenever one is due, as runs end. A checkpoint that cannot be taken holds up no run: it is due again at the next. */
export function keepCheckpoints(checkpoints: Checkpoints, runner: Pick<Runner, 'onRows'>): void {
  let ended = 0;
  runner.onRows((_runId, rows) => {
    if (!rows.some(({ kind }) => kind === 'run.succeeded' || kind === 'run.failed' || kind === 'run.halted')) return;
    if (++ended % ENDED_BETWEEN === 0) void checkpoints.takeWhenDue();
  });
}

/** A checkpoint's file. The error is a sentence. */
export async function readCheckpointFile(file: string): Promise<Result<KeptCheckpoint, string>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (fault) {
    return refused(`${file} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}.`);
  }
  try {
    return ok({ name: file, document: CheckpointDocument.parse(JSON.parse(text)) });
  } catch {
    return refused(`${file} is not a checkpoint as Atelier writes it. Take one with: atelier checkpoint --out FILE.`);
  }
}

/** The files of a workspace's own checkpoints; one that is none is passed over, since the database's row of it is checked all the same. */
async function keptIn(folder: string): Promise<KeptCheckpoint[]> {
  const names = await readdir(folder).catch(() => []);
  const read = await Promise.all(
    names
      .filter(name => name.endsWith('.json'))
      .toSorted()
      .map(name => readCheckpointFile(join(folder, name))),
  );
  return read.flatMap(each =>
    each.ok ? [{ ...each.value, name: `${CHECKPOINT_FOLDER}/${each.value.name.slice(folder.length + 1)}` }] : [],
  );
}
