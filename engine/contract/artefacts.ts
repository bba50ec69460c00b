import { oc } from '@orpc/contract';
import { z } from 'zod';
import { RunId } from '../base/ids.ts';
import { ArtefactFormat } from '../exports/artefact-format.ts';
import { OpenArtefact } from '../exports/open-artefact.ts';

const Address = z.object({ runId: RunId, path: z.string().max(400) });
const notReadable = { NO_SUCH_ARTEFACT: { data: z.object({ sentence: z.string() }), message: 'This artefact is not in the workspace.' } };

export const artefactsContract = {
  /** A document with its citations, each compared with its slice. */
  read: oc.input(Address).output(OpenArtefact).errors(notReadable),
  /** The same as a file, in base64: every wire carries text. */
  export: oc
    .input(Address.extend({ as: ArtefactFormat }))
    .output(z.object({ name: z.string(), mediaType: z.string(), base64: z.string() }))
    .errors(notReadable),
};
