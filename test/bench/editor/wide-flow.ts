import { Flow } from '../../../engine/flow/flow.ts';

/** Room of a card and the gap after it. */
const COLUMN = 312;
const ROW = 136;

/** The id that every step of a flow of so many steps begins with. */
export const stepPrefix = (steps: number): string => `s${String(steps)}_`;

/** A flow of all kinds of steps, as wide as a screen when all of it is in view; every fifth step is a gate that leads back to a row above. */
export function wideFlow(steps: number): Flow {
  const columns = Math.max(1, Math.round(Math.sqrt((steps * 1.6 * ROW) / COLUMN)));
  const id = (index: number) => `${stepPrefix(steps)}${String(index)}`;
  return Flow.parse({
    format: 'atelier-flow/1',
    name: `Flow of ${String(steps)} steps`,
    start: id(0),
    steps: Array.from({ length: steps }, (_, index) => step(id, index, steps, columns)),
    layout: Object.fromEntries(
      Array.from({ length: steps }, (_, index) => {
        const row = Math.floor(index / columns);
        // Rows run to and fro, so that every link is short but for the gates' ways back.
        const column = row % 2 === 0 ? index % columns : columns - 1 - (index % columns);
        return [id(index), { x: column * COLUMN, y: row * ROW }];
      }),
    ),
  });
}

function step(id: (index: number) => string, index: number, steps: number, columns: number): unknown {
  const named = { id: id(index), title: `Step ${String(index + 1)} of the flow` };
  const onward = index + 1 < steps ? { next: id(index + 1) } : {};
  switch (index % 5) {
    case 0:
      return { ...named, kind: 'sage_skill', config: { skill: 'terra', input: {} }, ...onward };
    case 1:
      return {
        ...named,
        kind: 'human_task',
        config: { assignee: 'role:partner', description: 'Read what was found.' },
        ...onward,
      };
    case 2:
      return { ...named, kind: 'product_action', config: { product: 'mail', action: 'send', payload: {} }, ...onward };
    case 3:
      return { ...named, kind: 'event_wait', config: { eventType: 'deal.closed' }, ...onward };
    default:
      return {
        ...named,
        kind: 'gate',
        config: {
          expression: 'context.score >= 0.7',
          ...(index + 1 < steps ? { onPass: id(index + 1) } : {}),
          ...(index >= columns ? { onFail: id(index - columns) } : {}),
        },
      };
  }
}
