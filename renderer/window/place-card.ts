/** A place on the screen in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Room {
  readonly width: number;
  readonly height: number;
}

/** Between the card and what it speaks of, and to the window's edge. */
const GAP = 12;

/**
 * Where a card stands beside what it speaks of: below, above, right or left of it, wherever the whole card has room, as near its middle as the window
 * allows. Where no side has room, in the corner that covers the least of it.
 */
export function placeCard(target: Box, card: Room, room: Room): { readonly left: number; readonly top: number } {
  const within = (left: number, top: number) => ({
    left: Math.min(Math.max(left, GAP), Math.max(GAP, room.width - card.width - GAP)),
    top: Math.min(Math.max(top, GAP), Math.max(GAP, room.height - card.height - GAP)),
  });
  const middleX = target.left + target.width / 2 - card.width / 2;
  const middleY = target.top + target.height / 2 - card.height / 2;
  const places = [
    within(middleX, target.top + target.height + GAP),
    within(middleX, target.top - card.height - GAP),
    within(target.left + target.width + GAP, middleY),
    within(target.left - card.width - GAP, middleY),
    within(room.width, room.height),
    within(0, room.height),
    within(room.width, 0),
    within(0, 0),
  ];
  const covered = places.map(place => overlap({ ...place, ...card }, target));
  const least = Math.min(...covered);
  return places[covered.indexOf(least)] ?? within(0, 0);
}

/** How much of two boxes lies upon each other, in square pixels. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
