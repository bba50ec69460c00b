import { Button } from '@mantine/core';
import { useDeferredValue } from 'react';
import { shortHash } from '../../../engine/base/hash.ts';
import type { PacketId } from '../../../engine/base/ids.ts';
import type { SliceView } from '../../../engine/contract/packets.ts';
import type { PacketPage } from '../../state/packet-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { LargeSlice } from './large-slice.tsx';
import { jsonProblem, problemsOf, problemSentence } from './packet-words.ts';
import styles from './packets.module.css';

/** One slice: its text to change while it is small enough, what is wrong with it, its hash and size. */
export function SliceEditor({ packetId, slice, page }: { packetId: PacketId; slice: SliceView; page: PacketPage }) {
  const editSlice = useStudio(studio => studio.editSlice);
  const saveSlice = useStudio(studio => studio.saveSlice);
  const { name, isText, preview, whole } = slice;
  const typed = page.edits[name];
  const checked = useDeferredValue(typed);
  const notJson = isText || checked === undefined ? null : jsonProblem(checked);
  const hash = page.fit?.sliceHashes[name];
  return (
    <div className={styles.slice} role="tabpanel" aria-label={name}>
      <div className={styles.facts}>
        <span>{isText ? 'Text' : 'JSON'}</span>
        <span>{formatBytes(slice.bytes)}</span>
        {hash !== undefined && (
          <span className="mono" title={hash}>
            {shortHash(hash)}
          </span>
        )}
        <span className={styles.grow} />
        {typed !== undefined && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => editSlice(packetId, name, null)}>
            Take back
          </Button>
        )}
        {whole && (
          <Button
            size="compact-sm"
            disabled={typed === undefined || notJson !== null}
            loading={page.saving === name}
            onClick={() => void saveSlice(packetId, name)}
          >
            Save slice
          </Button>
        )}
      </div>
      <Troubles sentences={[...troublesOf(page, name), ...(notJson === null ? [] : [notJson])]} />
      {whole ? (
        <textarea
          className={styles.text}
          data-code={!isText || undefined}
          aria-label={`Contents of ${name}`}
          spellCheck={isText}
          value={typed ?? preview}
          onChange={event => editSlice(packetId, name, event.currentTarget.value === preview ? null : event.currentTarget.value)}
          onKeyDown={event => {
            if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
            event.preventDefault();
            event.stopPropagation();
            if (notJson === null) void saveSlice(packetId, name);
          }}
        />
      ) : (
        <LargeSlice packetId={packetId} slice={slice} />
      )}
    </div>
  );
}

const troublesOf = (page: PacketPage, name: SliceView['name']): readonly string[] => [
  ...problemsOf(page.fit, name).map(problemSentence),
  ...(page.troubles[name] === undefined ? [] : [page.troubles[name]]),
];

function Troubles({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <ul className={styles.troubles} role="status">
      {sentences.map(sentence => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
