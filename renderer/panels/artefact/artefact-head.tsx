import {
  IconAlertTriangle,
  IconCertificate,
  IconChevronDown,
  IconCopy,
  IconDownload,
  IconFileText,
  IconFileTypeDocx,
  IconPrinter,
  IconShieldCheck,
  IconShieldX,
} from '@tabler/icons-react';
import { Button, Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { checkSentence } from '../../../engine/exports/source-words.ts';
import type { OpenArtefact } from '../../../engine/exports/open-artefact.ts';
import { useStudio } from '../../state/studio.ts';
import { countOf } from '../../ui/format-count.ts';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { useNowUs } from '../../ui/use-now.ts';
import styles from './artefact.module.css';

interface HeadProps {
  readonly artefact: OpenArtefact;
  readonly contested: number;
  readonly showsOrigin: boolean;
  readonly onContested: () => void;
  readonly onOrigin: () => void;
}

/** What there is to know of a document before it is read, and what can be done with it. */
export function ArtefactHead({ artefact, contested, showsOrigin, onContested, onOrigin }: HeadProps) {
  const { origin, citations } = artefact;
  const nowUs = useNowUs(true, 60_000);
  const broken = citations.filter(({ isTrue }) => !isTrue).length;
  return (
    <header className={styles.head}>
      <span className={styles.facts}>
        <span title={formatInstant(origin.writtenBy.atUs)}>{formatDate(origin.writtenBy.atUs, { nowUs })}</span>
        {citations.length > 0 && (
          <span className={styles.check} data-broken={broken > 0 || undefined} title={checkSentence(citations)}>
            {broken > 0 ? <IconShieldX size={15} aria-hidden /> : <IconShieldCheck size={15} aria-hidden />}
            {broken > 0
              ? `${countOf(broken, 'citation')} of ${citations.length} not true`
              : `${countOf(citations.length, 'citation')} checked`}
          </span>
        )}
        {contested > 0 && (
          <button
            type="button"
            className={styles.toContested}
            onClick={onContested}
            title={`${countOf(contested, 'contested claim')}: go to the next one`}
          >
            <IconAlertTriangle size={14} aria-hidden />
            {contested} contested
          </button>
        )}
      </span>
      <Button
        variant={showsOrigin ? 'light' : 'subtle'}
        color={showsOrigin ? 'accent' : 'gray'}
        size="compact-sm"
        leftSection={<IconCertificate size={15} />}
        aria-pressed={showsOrigin}
        aria-label="Provenance"
        title="Where this comes from"
        onClick={onOrigin}
      >
        <span className={styles.words}>Provenance</span>
      </Button>
      <ExportMenu artefact={artefact} />
    </header>
  );
}

function ExportMenu({ artefact: { runId, path, markdown } }: { artefact: OpenArtefact }) {
  const exportArtefact = useStudio(studio => studio.exportArtefact);
  const copied = useClipboard({ timeout: 1500 });
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" size="compact-sm" leftSection={<IconDownload size={15} />} rightSection={<IconChevronDown size={14} />}>
          {copied.copied ? 'Copied' : 'Export'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileTypeDocx size={16} />} onClick={() => void exportArtefact(runId, path, 'docx')}>
          Word document
        </Menu.Item>
        <Menu.Item leftSection={<IconPrinter size={16} />} onClick={() => void exportArtefact(runId, path, 'html')}>
          Page to print or save as PDF
        </Menu.Item>
        <Menu.Item leftSection={<IconFileText size={16} />} onClick={() => void exportArtefact(runId, path, 'md')}>
          Markdown file
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => copied.copy(markdown.replace(/^---\n[\s\S]*?\n---\n\n?/, ''))}>
          Copy as Markdown
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
