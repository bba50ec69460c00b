import type { Command } from '../../commands/command.ts';
import type { Studio } from '../../state/studio.ts';
import type { TimelineHands } from '../../state/timeline-slice.ts';

const isDrawn = (studio: Studio): boolean => studio.timelineHands !== null;

/** A command of the timeline, whose keys work while it has the keyboard. */
const command = (id: string, title: string, keys: readonly string[], act: (hands: TimelineHands, studio: Studio) => void): Command => ({
  id: `timeline.${id}`,
  title,
  group: 'Timeline',
  keys,
  place: 'timeline',
  when: isDrawn,
  run: studio => {
    if (studio.timelineHands !== null) act(studio.timelineHands, studio);
  },
});

/** A run's time and its moments. */
export const TIMELINE_COMMANDS: readonly Command[] = [
  command('nearer', 'Timeline: nearer', ['W'], hands => hands.zoomBy(1.5)),
  command('farther', 'Timeline: farther', ['S'], hands => hands.zoomBy(1 / 1.5)),
  command('earlier', 'Timeline: earlier', ['A'], hands => hands.panBy(-0.25)),
  command('later', 'Timeline: later', ['D'], hands => hands.panBy(0.25)),
  command('zoom-range', 'Timeline: zoom to the marked range', ['Z'], hands => hands.zoomToRange()),
  command('fit', 'Timeline: the whole run', ['0'], hands => hands.fit()),
  command('focus', 'Timeline: the row in the middle, then fitted in', ['F'], hands => hands.focusRow()),
  command('up', 'Timeline: row above', ['ArrowUp'], hands => hands.goBy(-1)),
  command('down', 'Timeline: row below', ['ArrowDown'], hands => hands.goBy(1)),
  command('page-up', 'Timeline: ten rows up', ['PageUp'], hands => hands.goBy(-10)),
  command('page-down', 'Timeline: ten rows down', ['PageDown'], hands => hands.goBy(10)),
  command('first', 'Timeline: first row', ['Home'], hands => hands.goToEnd('first')),
  command('last', 'Timeline: last row, and follow the run', ['End'], hands => hands.goToEnd('last')),
  command('open', 'Timeline: open the row’s details', ['Enter'], hands => hands.openRow()),
  command('unfold', 'Timeline: show attempts and stages of the row', ['ArrowRight'], hands => hands.unfold(true)),
  command('fold', 'Timeline: fold the row', ['ArrowLeft'], hands => hands.unfold(false)),
  command('filter', 'Timeline: find steps', ['/'], hands => hands.filter()),
  command('gaps', 'Timeline: draw or fold all long waits', ['G'], hands => hands.toggleGaps()),
  command('table', 'Timeline: as a table, or as bars', ['T'], hands => hands.toggleTable()),
  command('row-before', 'Time travel: one trace row back', [','], (_hands, studio) => studio.stepMoment(-1)),
  command('row-after', 'Time travel: one trace row on', ['.'], (_hands, studio) => studio.stepMoment(1)),
  command('turn-before', 'Time travel: to where a step before began or ended', ['<'], (_hands, studio) => studio.stepVisit(-1)),
  command('turn-after', 'Time travel: to where a step after began or ended', ['>'], (_hands, studio) => studio.stepVisit(1)),
  command('let-go', 'Timeline: let go of range and filter, then back to now', ['Escape'], (hands, studio) => {
    if (!hands.letGo()) studio.showMoment(null);
  }),
  {
    id: 'run.now',
    title: 'Back to now',
    group: 'Timeline',
    keys: [],
    place: 'window',
    when: studio => studio.past !== null,
    run: studio => studio.showMoment(null),
  },
];
