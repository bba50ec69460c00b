import { IconCertificate, IconCopy } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { RunId } from '../../../engine/base/ids.ts';
import type { ValueRef } from '../../../engine/base/value-ref.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countOf } from '../../ui/format-count.ts';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { useNowUs } from '../../ui/use-now.ts';
import type { Panel } from '../panel.ts';
import { ArtefactText } from './artefact-text.tsx';
import { PassagePane } from './passage-pane.tsx';
import { artefactContent, type ArtefactContent } from './synthesis-output.ts';
import { useWholeValue } from './whole-value.ts';
import styles from './artefact.module.css';

export const ARTEFACT_PAGE: Panel = { id: 'artefact', title: 'Artefact', icon: IconCertificate, place: 'page', View: ArtefactPage };

/** A document that a run wrote, with its evidence beside it. The subject is `<run> <path>`. */
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
  const run = useStudio(studio => studio.artefactRuns[runId]);
  const readArtefactRun = useStudio(studio => studio.readArtefactRun);
  useEffect(() => void readArtefactRun(runId, path), [readArtefactRun, runId, path]);
  if (run === undefined) return <LateSkeleton lines={10} />;
  if (typeof run === 'string')
    return (
      <EmptyState
        sentence={run}
        action={
          <Button variant="default" onClick={() => void readArtefactRun(runId, path)}>
            Try again
          </Button>
        }
      />
    );
  const artefact = run.artefacts.find(one => one.path === path);
  if (artefact === undefined) return <EmptyState sentence="This run wrote no such artefact." />;
  const output = artefact.stepId === null ? undefined : run.outputs[artefact.stepId];
  return <ArtefactContents run={run} path={path} written={output ?? artefact.markdown} />;
}

/** The step's output holds the document with its citations; a document without such an output is shown as it is. */
function ArtefactContents({ run, path, written }: { run: Run; path: string; written: ValueRef }) {
  const value = useWholeValue(written);
  if (value.state === 'reading') return <LateSkeleton lines={10} />;
  if (value.state === 'missing') return <EmptyState sentence={value.sentence} />;
  const content =
    artefactContent(value.value) ??
    (typeof value.value === 'string' ? { title: path, markdown: value.value, citations: new Map<number, never>(), contested: [] } : null);
  if (content === null) return <EmptyState sentence="The step that wrote this artefact answered in a form that this window cannot show." />;
  return <Document run={run} path={path} content={content} />;
}

function Document({ run, path, content }: { run: Run; path: string; content: ArtefactContent }) {
  const [cited, setCited] = useState<number | null>(null);
  const citation = cited === null ? undefined : content.citations.get(cited);
  const copied = useClipboard({ timeout: 1500 });
  const nowUs = useNowUs(true, 60_000);
  return (
    <div className={styles.page}>
      <div className={styles.document}>
        <header className={styles.head}>
          <span className={styles.path} title={path}>
            {path}
          </span>
          <span title={formatInstant(run.endedAtUs ?? run.createdAtUs)}>{formatDate(run.endedAtUs ?? run.createdAtUs, { nowUs })}</span>
          <span>{countOf(content.citations.size, 'citation')}</span>
          {content.contested.length > 0 && (
            <span className={styles.contestedCount}>{countOf(content.contested.length, 'contested claim')}</span>
          )}
          <Button variant="default" size="compact-sm" leftSection={<IconCopy size={14} />} onClick={() => copied.copy(content.markdown)}>
            {copied.copied ? 'Copied' : 'Copy Markdown'}
          </Button>
        </header>
        <article className={styles.sheet} aria-label={content.title}>
          <ArtefactText content={content} cited={cited} onCite={setCited} />
        </article>
      </div>
      {citation !== undefined && <PassagePane key={citation.number} citation={citation} onClose={() => setCited(null)} />}
    </div>
  );
}
