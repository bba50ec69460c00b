import type { ManifestSlice } from '../../../engine/packet/packet-manifest.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { countOf } from '../../ui/format-count.ts';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { useNowUs } from '../../ui/use-now.ts';
import { HashChip } from '../hash-chip.tsx';
import styles from './packets.module.css';

/** At most this many files are named one by one. */
const NAMED_FILES = 20;

/** What the last build found at a source: the manifest's line of the slice. */
export function LastRead({ origin }: { origin: ManifestSlice | undefined }) {
  const nowUs = useNowUs(true, 60_000);
  if (origin === undefined) return null;
  const files = origin.files ?? [];
  return (
    <section className={styles.lastRead} aria-label="What the last build found">
      <h3>What the last build found</h3>
      <dl>
        <dt>Source</dt>
        <dd>{origin.source}</dd>
        <dt>Fetched</dt>
        <dd title={formatInstant(origin.fetchedAtUs)}>{formatDate(origin.fetchedAtUs, { nowUs })}</dd>
        <dt>Size</dt>
        <dd>
          {formatBytes(origin.sourceBytes)} read, {formatBytes(origin.bytes)} in the slice
        </dd>
        <dt>Content</dt>
        <dd>
          <HashChip hash={origin.contentHash} what="content" />
        </dd>
        {files.length > 0 && (
          <>
            <dt>{countOf(origin.fileCount ?? files.length, 'file')}</dt>
            <dd>
              <ul>
                {files.slice(0, NAMED_FILES).map(file => (
                  <li key={file.path}>
                    {file.path}, {formatBytes(file.bytes)}, changed {formatDate(file.modifiedAtUs, { nowUs })}
                  </li>
                ))}
                {(origin.fileCount ?? files.length) > NAMED_FILES && (
                  <li>… and {(origin.fileCount ?? files.length) - NAMED_FILES} more.</li>
                )}
              </ul>
            </dd>
          </>
        )}
      </dl>
      {origin.notes.map(note => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </section>
  );
}
