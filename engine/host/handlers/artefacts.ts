import type { RunId } from '../../base/ids.ts';
import { exportArtefact } from '../../export-artefact.ts';
import type { OpenArtefact } from '../../exports/open-artefact.ts';
import { readArtefact } from '../../read-artefact.ts';
import type { Workspace } from '../../workspace.ts';
import { door } from '../door.ts';

export const artefactsHandlers = door.artefacts.router({
  read: door.artefacts.read.handler(({ input, context: { workspace }, errors }) => found(workspace, input, errors)),

  export: door.artefacts.export.handler(async ({ input, context: { workspace }, errors }) => {
    const { name, mediaType, bytes } = await exportArtefact(await found(workspace, input, errors), input.as);
    return { name, mediaType, base64: Buffer.from(bytes).toString('base64') };
  }),
});

interface ArtefactErrors {
  NO_SUCH_ARTEFACT(options: { message: string; data: { sentence: string } }): Error;
}

async function found(workspace: Workspace, { runId, path }: { runId: RunId; path: string }, errors: ArtefactErrors): Promise<OpenArtefact> {
  const read = await readArtefact(workspace, runId, path);
  if (read.ok) return read.value;
  const { sentence } = read.error;
  throw errors.NO_SUCH_ARTEFACT({ message: sentence, data: { sentence } });
}
