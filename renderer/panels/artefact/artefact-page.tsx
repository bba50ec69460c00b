import { IconCertificate } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { RunId } from '../../../engine/base/ids.ts';
import { artefactDocument } from '../../../engine/exports/artefact-document.ts';
import type { OpenArtefact } from '../../../engine/exports/open-artefact.ts';
import { artefactKey } from '../../state/artefact-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import type { Panel } from '../panel.ts';
import { ArtefactHead } from './artefact-head.tsx';
import { ArtefactText } from './artefact-text.tsx';
import { OriginPane } from './origin-pane.tsx';
import { PassagePane } from './passage-pane.tsx';
import styles from './artefact.module.css';

export const ARTEFACT_PAGE: Panel = { id: 'artefact', title: 'Artefact', icon: IconCertificate, place: 'page', View: ArtefactPage };

/** A document that a run wrote, with its evidence beside it. The subject is an `artefactKey`. */
function ArtefactPage({ subject }: { subject: string }) {
  const at = subject.indexOf(' ');
  const runId = RunId.safeParse(subject.slice(0, at));
  return runId.success ? (
    <ArtefactOf runId={runId.data} path={subject.slice(at + 1)} />
  ) : (
    <EmptyState sentence="This artefact is not in the workspace." />
  );
}

function ArtefactOf({ runId, path }: { runId: RunId; path: string }) {
  const artefact = useStudio(studio => studio.artefacts[artefactKey(runId, path)]);
  const readArtefact = useStudio(studio => studio.readArtefact);
  useEffect(() => void readArtefact(runId, path), [readArtefact, runId, path]);
  if (artefact === undefined) return <LateSkeleton lines={10} />;
  if (typeof artefact !== 'string') return <Document artefact={artefact} />;
  return (
    <EmptyState
      icon={<IconCertificate size={28} stroke={1.4} />}
      sentence={artefact}
      action={
        <Button variant="default" onClick={() => void readArtefact(runId, path)}>
          Try again
        </Button>
      }
    />
  );
}

/** What stands beside the document: the source with this number, or where the document comes from. */
type Beside = number | 'origin' | null;

function Document({ artefact }: { artefact: OpenArtefact }) {
  const drawn = useMemo(() => artefactDocument(artefact), [artefact]);
  const [beside, setBeside] = useState<Beside>(null);
  const sheet = useRef<HTMLElement>(null);
  const at = drawn.sources.findIndex(source => source.number === beside);
  const source = drawn.sources[at];

  const cite = (number: number) => {
    setBeside(number);
    sheet.current?.querySelector(`[data-citation="${number}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const close = () => {
    // The keyboard goes back to where the pane was opened from.
    const opener = typeof beside === 'number' ? `[data-citation="${beside}"]` : null;
    setBeside(null);
    if (opener !== null) sheet.current?.querySelector<HTMLElement>(opener)?.focus();
  };
  const goToContested = () => {
    const flags = [...(sheet.current?.querySelectorAll<HTMLElement>('[data-contested]') ?? [])];
    const next = flags[(flags.findIndex(flag => flag === document.activeElement) + 1) % Math.max(1, flags.length)];
    next?.scrollIntoView({ block: 'center' });
    next?.focus({ preventScroll: true });
  };

  return (
    <div
      className={styles.page}
      onKeyDown={event => {
        if (event.key !== 'Escape' || beside === null || event.defaultPrevented) return;
        event.preventDefault();
        close();
      }}
    >
      <div className={styles.document}>
        <ArtefactHead
          artefact={artefact}
          contested={drawn.contested}
          showsOrigin={beside === 'origin'}
          onContested={goToContested}
          onOrigin={() => setBeside(beside === 'origin' ? null : 'origin')}
        />
        <article ref={sheet} className={styles.sheet} aria-label={artefact.title}>
          <ArtefactText drawn={drawn} cited={typeof beside === 'number' ? beside : null} onCite={cite} />
        </article>
      </div>
      {source !== undefined && (
        <PassagePane
          key={source.number}
          source={source}
          onClose={close}
          onBefore={at === 0 ? null : () => cite(drawn.sources[at - 1]?.number ?? source.number)}
          onNext={at === drawn.sources.length - 1 ? null : () => cite(drawn.sources[at + 1]?.number ?? source.number)}
        />
      )}
      {beside === 'origin' && <OriginPane artefact={artefact} onClose={close} />}
    </div>
  );
}
