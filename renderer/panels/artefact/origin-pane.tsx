import { IconBolt, IconShieldCheck, IconShieldX, IconX } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ArtefactOrigin, OpenArtefact } from '../../../engine/exports/open-artefact.ts';
import { checkSentence } from '../../../engine/exports/source-words.ts';
import { useStudio } from '../../state/studio.ts';
import { formatInstant } from '../../ui/format-date.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { HashChip } from '../hash-chip.tsx';
import styles from './artefact.module.css';

/** Where a document comes from: flow and version, packet, run, rows of the ledger, its file; and whether its quotes are true. */
export function OriginPane({ artefact, onClose }: { artefact: OpenArtefact; onClose: () => void }) {
  const { origin, path, citations, runId } = artefact;
  const broken = citations.some(({ isTrue }) => !isTrue);
  const isReused = origin.writtenBy.runId !== runId;
  return (
    <aside className={styles.pane} aria-label="Provenance">
      <header className={styles.paneHead}>
        <h2 className={styles.paneTitle}>Where this comes from</h2>
        <IconButton icon={IconX} words="Close the provenance" keys="Esc" onPress={onClose} />
      </header>
      <div className={styles.origin} tabIndex={0} role="group" aria-label="Provenance of the document">
        <p className={styles.verdict} data-broken={broken || undefined}>
          {broken ? <IconShieldX size={18} aria-hidden /> : <IconShieldCheck size={18} aria-hidden />}
          <span>{checkSentence(citations)}</span>
        </p>
        <dl>
          <Line name="Flow">
            {origin.flowName}, {origin.versionNo === null ? 'the draft as it was then' : `version ${origin.versionNo}`}
          </Line>
          <Line name="Version">
            <HashChip hash={origin.versionHash} what="version" />
          </Line>
          <Line name="Packet">
            <HashChip hash={origin.packetHash} what="packet" />
          </Line>
          {origin.slices.map(({ name, hash }) => (
            <Line key={name} name={name} isPart>
              <HashChip hash={hash} what={`slice ${name}`} />
            </Line>
          ))}
          <Line name="Written">{formatInstant(origin.writtenBy.atUs)}</Line>
          <Line name="Run">
            <RunLink origin={origin} />
            {isReused && (
              <span className={styles.reused}>
                <IconBolt size={13} aria-hidden /> An earlier run wrote it on the same evidence; this run reused it.
              </span>
            )}
          </Line>
          <Line name="File">
            <span className="mono">{path}</span>
            <br />
            {FILE_WORDS[origin.file]}
          </Line>
          <Line name="Hash">
            <HashChip hash={origin.contentHash} what="file" />
          </Line>
        </dl>
        <LedgerRows origin={origin} />
      </div>
    </aside>
  );
}

const FILE_WORDS: Readonly<Record<ArtefactOrigin['file'], string>> = {
  same: 'The file is as the run wrote it.',
  changed: 'The file was changed since: what you read here is what the run wrote.',
  gone: 'The file is gone. Export it as Markdown to have it again, byte for byte.',
};

const Line = ({ name, isPart = false, children }: { name: string; isPart?: boolean; children: ReactNode }) => (
  <>
    <dt data-part={isPart || undefined}>{name}</dt>
    <dd>{children}</dd>
  </>
);

function RunLink({ origin: { flowId, writtenBy } }: { origin: ArtefactOrigin }) {
  const showFlow = useStudio(studio => studio.showFlow);
  const showRun = useStudio(studio => studio.showRun);
  return (
    <Button
      variant="default"
      size="compact-sm"
      title={writtenBy.runId}
      onClick={() => void showFlow(flowId).then(() => showRun(writtenBy.runId))}
    >
      Open the run
    </Button>
  );
}

function LedgerRows({ origin: { ledger } }: { origin: ArtefactOrigin }) {
  if (ledger.length === 0) return null;
  return (
    <>
      <h3 className={styles.ledgerTitle}>Rows of the ledger</h3>
      <ul className={styles.ledger}>
        {ledger.map(row => (
          <li key={row.id}>
            <span>
              {row.stage}
              {row.isReused && (
                <span className={styles.reusedMark}>
                  <IconBolt size={12} aria-hidden /> reused
                </span>
              )}
            </span>
            <span className={styles.ledgerModel}>{row.model}</span>
            <span className={`mono ${styles.ledgerId ?? ''}`} title={row.id}>
              {row.id.slice(-9)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
