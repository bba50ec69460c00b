import { describe, expect, it } from 'vitest';
import { PacketId, SliceName } from '../../../../engine/base/ids.ts';
import type { OpenPacket } from '../../../../engine/contract/packets.ts';
import {
  doneAgainIn,
  doneTo,
  editsOf,
  historyAfterSave,
  keptDraft,
  takenBackIn,
  withoutSlice,
  withRenamedSlice,
  withSlice,
  type DraftHistory,
  type PacketDraft,
} from '../../../../renderer/state/packet-draft.ts';
import { aHash } from '../panels/a-run.ts';

const [journal, notes] = [SliceName.parse('journal'), SliceName.parse('notes')];
const SECOND_US = 1_000_000;

const aPacket = (texts: Record<string, string>, parts: Partial<OpenPacket['slices'][number]> = {}): OpenPacket => ({
  packetId: PacketId.parse('p'),
  title: 'P',
  description: '',
  slices: Object.entries(texts).map(([name, preview]) => ({
    name: SliceName.parse(name),
    isText: true,
    bytes: preview.length,
    totalChars: preview.length,
    preview,
    whole: true,
    contentHash: aHash('a'),
    origin: null,
    sensitive: false,
    ...parts,
  })),
  revision: '1',
  hasRecipe: false,
  manifest: null,
  editedByHand: [],
});

const typing = (draft: PacketDraft, name: SliceName, text: string) =>
  withSlice(draft, name, { typed: { kind: 'text', isText: true, text } });
const fresh = (packet: OpenPacket): DraftHistory => ({ now: keptDraft(packet, null), done: [], undone: [] });

describe('a packet as it is being edited', () => {
  const packet = aPacket({ journal: 'old', notes: 'n' });

  it('is saved as what went, what was renamed, and what was typed', () => {
    const draft = typing(
      withRenamedSlice(withoutSlice(keptDraft(packet, null), notes), journal, SliceName.parse('diary')),
      SliceName.parse('diary'),
      'new',
    );

    expect(editsOf(packet, draft)).toEqual([
      { edit: 'remove', slice: 'notes' },
      { edit: 'rename', slice: 'journal', to: 'diary' },
      { edit: 'write', slice: 'diary', isText: true, text: 'new' },
    ]);
    expect(editsOf(packet, keptDraft(packet, null))).toEqual([]);
  });

  it('takes typing back as one deed, and another pause later as another', () => {
    let history = fresh(packet);
    const type = (text: string, atUs: number) => (history = doneTo(history, typing(history.now, journal, text), 'typing in journal', atUs));
    type('o', 0);
    type('on', SECOND_US / 2);
    type('one', 3 * SECOND_US);

    const once = takenBackIn(history);

    expect([once, takenBackIn(once), doneAgainIn(once)].map(({ now }) => now.slices[0]?.typed)).toEqual([
      { kind: 'text', isText: true, text: 'on' },
      null,
      { kind: 'text', isText: true, text: 'one' },
    ]);
  });

  it('gives the old text back by undo, also after it was saved', () => {
    const typed = doneTo(fresh(packet), typing(keptDraft(packet, null), journal, 'new'), 'typing in journal', 0);
    const after = aPacket({ journal: 'new', notes: 'n' });

    const saved = historyAfterSave(typed, packet, after);

    expect(editsOf(after, saved.now)).toEqual([]);
    expect(editsOf(after, takenBackIn(saved).now)).toEqual([{ edit: 'write', slice: 'journal', isText: true, text: 'old' }]);
  });

  it('brings a removed slice back by undo, also after it was saved', () => {
    const removed = doneTo(fresh(packet), withoutSlice(keptDraft(packet, null), notes), 'removing notes', 0);
    const after = aPacket({ journal: 'old' });

    expect(editsOf(after, takenBackIn(historyAfterSave(removed, packet, after)).now)).toEqual([
      { edit: 'write', slice: 'notes', isText: true, text: 'n' },
    ]);
  });

  it('leaves the history behind where the old text is not here', () => {
    const masked = aPacket({ journal: '' }, { whole: false, sensitive: true });
    const typed = doneTo(fresh(masked), typing(keptDraft(masked, null), journal, 'new'), 'typing in journal', 0);

    expect(historyAfterSave(typed, masked, masked).done).toEqual([]);
  });

  it('renames and removes a slice in its recipe too', () => {
    const draft = keptDraft(packet, { flow: null, sources: { [journal]: { from: 'file' }, [notes]: { from: 'json' } } });

    expect(withoutSlice(withRenamedSlice(draft, journal, SliceName.parse('diary')), notes).recipe?.sources).toEqual({
      diary: { from: 'file' },
    });
  });
});
