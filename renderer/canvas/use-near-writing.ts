import { useEffect } from 'react';
import type { StepId } from '../../engine/base/ids.ts';
import type { Flow, Point } from '../../engine/flow/flow.ts';
import { useStudio, useStudioStore, type Studio } from '../state/studio.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-measures.ts';
import { NOTE_SIZE } from './extra-nodes.ts';
import { groupFrames } from './group-frames.ts';
import { placeSteps } from './place-steps.ts';

/** Near enough to read what one writes. */
const WRITING_ZOOM = 0.85;

/** Comes near what is to be written in place: a picture from far has no field to write in. */
export function useNearWriting(flow: Flow, isFar: boolean): void {
  const store = useStudioStore();
  const writing = useStudio(studio => studio.writing);
  const renaming = useStudio(studio => studio.renaming);
  useEffect(() => {
    const at = isFar ? writtenPoint(flow, { writing, renaming }) : null;
    if (at !== null) store.getState().hands?.showPoint(at, WRITING_ZOOM);
  }, [flow, isFar, writing, renaming, store]);
}

/** The middle of what is being written; null while nothing is. */
export function writtenPoint(flow: Flow, { writing, renaming }: Pick<Studio, 'writing' | 'renaming'>): Point | null {
  const places = placeSteps(flow);
  const card = renaming === null ? undefined : places.get(renaming as StepId); // true: only steps are renamed so
  if (card !== undefined) return { x: card.x + CARD_WIDTH / 2, y: card.y + CARD_HEIGHT / 2 };
  if (writing === null) return null;
  if (writing.kind === 'group') {
    const frame = groupFrames(flow, places).find(({ groupId }) => groupId === writing.id);
    // By its title, which stands at the upper left.
    return frame === undefined ? null : { x: frame.x + CARD_WIDTH, y: frame.y + CARD_HEIGHT };
  }
  const note = flow.notes?.find(({ id }) => id === writing.id);
  return note === undefined ? null : { x: note.x + (note.width ?? NOTE_SIZE.width) / 2, y: note.y + (note.height ?? NOTE_SIZE.height) / 2 };
}
