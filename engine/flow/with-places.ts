import type { Flow } from './flow.ts';

/** An older definition with the places, notes and groups of the drawing of now: steps that stand there keep where they stood when it has no place for them. */
export function withPlaces({ notes: _notes, groups: _groups, ...definition }: Flow, now: Flow): Flow {
  const ids = new Set<string>(definition.steps.map(({ id }) => id));
  const places = Object.entries({ ...now.layout, ...definition.layout }).filter(([id]) => ids.has(id));
  return {
    ...definition,
    ...(now.notes === undefined ? {} : { notes: now.notes }),
    ...(now.groups === undefined ? {} : { groups: now.groups }),
    ...(places.length === 0 ? {} : { layout: Object.fromEntries(places) }),
  };
}
