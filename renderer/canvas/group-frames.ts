import type { StepId } from '../../engine/base/ids.ts';
import type { Flow, Point } from '../../engine/flow/flow.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-measures.ts';
import { groupsByStep } from './groups-by-step.ts';

/** Room between a group's frame and the cards in it, and for its title above them: whole grids, so that a dragged frame leaves its cards on them. */
export const GROUP_PADDING = 24;
export const GROUP_TITLE = 16;

export interface GroupFrame extends Point {
  readonly groupId: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly stepIds: readonly StepId[];
}

/** The frames of a flow's groups, each around where its steps stand. */
export function groupFrames(flow: Flow, places: ReadonlyMap<StepId, Point>): readonly GroupFrame[] {
  const groups = groupsByStep(flow);
  return (flow.groups ?? []).flatMap(group => {
    const stepIds = group.stepIds.filter(id => groups.get(id) === group && places.has(id));
    const points = stepIds.flatMap(id => places.get(id) ?? []);
    if (points.length === 0) return [];
    const x = Math.min(...points.map(point => point.x)) - GROUP_PADDING;
    const y = Math.min(...points.map(point => point.y)) - GROUP_PADDING - GROUP_TITLE;
    const width = Math.max(...points.map(point => point.x)) + CARD_WIDTH + GROUP_PADDING - x;
    const height = Math.max(...points.map(point => point.y)) + CARD_HEIGHT + GROUP_PADDING - y;
    return [{ groupId: group.id, title: group.title, x, y, width, height, stepIds }];
  });
}
