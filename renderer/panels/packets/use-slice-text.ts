import { useState } from 'react';
import type { PacketId } from '../../../engine/base/ids.ts';
import { PREVIEW_CHARS, type SliceView } from '../../../engine/contract/packets.ts';
import type { DraftSlice } from '../../state/packet-draft.ts';
import { useStudio } from '../../state/studio.ts';

interface Shared {
  readonly isText: boolean;
  /** As the workspace has it; null where it is not here whole. */
  readonly keptText: string | null;
  /** A person asked to see a sensitive slice. */
  readonly isRevealed: boolean;
}

/** What the window has of a slice: all of it, its beginning, a file that will replace it, or nothing because it is sensitive. */
export type SliceText = Shared &
  (
    | { readonly state: 'whole'; readonly text: string; readonly hide: () => void }
    | { readonly state: 'long'; readonly totalChars: number; readonly preview: string }
    | { readonly state: 'document'; readonly fileName: string }
    | { readonly state: 'masked'; readonly show: () => void; readonly trouble: string | null }
  );

/** A sensitive slice is read when it is asked for, and only for as long as the caller stands: nothing of it is kept. */
export function useSliceText(packetId: PacketId, { typed }: DraftSlice, kept: SliceView | undefined): SliceText {
  const readSlice = useStudio(studio => studio.readSlice);
  const [shown, setShown] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const sensitive = kept?.sensitive === true;
  const keptText =
    kept === undefined ? null : kept.whole ? kept.preview : shown !== null && kept.totalChars <= PREVIEW_CHARS ? shown : null;
  const isText = typed?.kind === 'text' ? typed.isText : (kept?.isText ?? true);
  const shared: Shared = { isText, keptText, isRevealed: sensitive && shown !== null };
  const show = () => {
    if (kept === undefined) return;
    void readSlice(packetId, kept.name, 0, true).then(read => {
      if (typeof read === 'string') setTrouble(read);
      else setShown(read.text);
    });
  };
  if (sensitive && shown === null) return { ...shared, state: 'masked', show, trouble };
  if (typed?.kind === 'document') return { ...shared, state: 'document', fileName: typed.fileName };
  if (typed?.kind === 'text') return { ...shared, state: 'whole', text: typed.text, hide: () => setShown(null) };
  if (keptText !== null) return { ...shared, state: 'whole', text: keptText, hide: () => setShown(null) };
  return { ...shared, state: 'long', totalChars: kept?.totalChars ?? 0, preview: shown ?? kept?.preview ?? '' };
}
