import { Hash, shortHash } from '../base/hash.ts';
import { sha256Hex } from '#sha256';
import { slug } from '../base/ids.ts';
import type { Run } from '../trace/run.ts';
import type { CachedFrom } from '../trace/trace-row.ts';

/** A finished document, with its name in the artefacts folder and what proves where it came from. */
export interface Artefact {
  /** `artefacts/2027-03-05-synthesize-a-session-1a2b3c4d.md` */
  readonly path: string;
  readonly provenancePath: string;
  readonly contentHash: Hash;
  /** The whole file: front matter and body. */
  readonly text: string;
  /** An in-toto Statement (in-toto.io/Statement/v1) over the file. */
  readonly provenance: string;
}

/**
 * The file of a synthesis. Its content names the run that produced it, not the one that asks again: the same evidence under the same
 * version gives the same file, byte for byte, so a run served by the cache points at the file that is there.
 */
export function artefactOf(
  run: Run,
  stepId: string,
  producer: CachedFrom | null,
  written: { readonly title: string; readonly markdown: string },
  nowUs: number,
): Artefact {
  const producedBy = producer ?? { runId: run.runId, stepId, atUs: nowUs };
  const text = [
    '---',
    `title: ${JSON.stringify(written.title)}`,
    `flow: ${JSON.stringify(run.flowName)}`,
    `version: ${run.versionHash}`,
    `packet: ${run.packetHash}`,
    `run: ${producedBy.runId}`,
    `ledger: ${producedBy.runId}/${producedBy.stepId}`,
    '---',
    '',
    written.markdown.trimEnd(),
    '',
  ].join('\n');
  const contentHash = Hash.parse(`sha256:${sha256Hex(text)}`); // of the file's own bytes, so that anyone can check it with sha256sum
  const date = new Date(producedBy.atUs / 1000).toISOString().slice(0, 10);
  const stem = `artefacts/${date}-${slug(run.flowName)}-${shortHash(contentHash)}`;
  return {
    path: `${stem}.md`,
    provenancePath: `${stem}.provenance.json`,
    contentHash,
    text,
    provenance: provenanceOf(run, producedBy, `${stem}.md`, text),
  };
}

/** The sidecar of the file at `path`: what it was made from, and by which step of which run. */
export const provenanceOf = (
  run: Pick<Run, 'flowName' | 'versionHash' | 'packetHash' | 'slices'>,
  producedBy: { readonly runId: string; readonly stepId: string },
  path: string,
  text: string,
): string =>
  `${JSON.stringify(
    {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: path.replace(/^artefacts\//, ''), digest: { sha256: sha256Hex(text) } }],
      predicateType: 'https://slsa.dev/provenance/v1',
      predicate: {
        buildDefinition: {
          buildType: 'atelier-flow/1',
          externalParameters: { flow: run.flowName, version: run.versionHash, packet: run.packetHash },
          resolvedDependencies: Object.entries(run.slices).map(([name, hash]) => ({
            name: `slice:${name}`,
            digest: { sha256: hash.replace(/^sha256:/, '') },
          })),
        },
        runDetails: { builder: { id: 'atelier-studio' }, metadata: { invocationId: producedBy.runId, step: producedBy.stepId } },
      },
    },
    null,
    2,
  )}\n`;
