import { IconArrowLeft, IconArrowRight, IconPin, IconSearch, IconSitemap } from '@tabler/icons-react';
import { isFlowShown, onCanvas, onSteps, withStep } from './canvas-commands.ts';
import type { Command } from './command.ts';

/** The order of the drawing, which changes no run. */
export const DRAWING_COMMANDS: readonly Command[] = [
  {
    id: 'canvas.tidy',
    title: 'Tidy the drawing, or the selected steps',
    group: 'Canvas',
    icon: IconSitemap,
    keys: ['Alt+Shift+T'],
    place: 'canvas',
    when: onCanvas,
    run: studio => void studio.tidy(),
  },
  {
    id: 'flow.find',
    title: 'Find and replace in the flow',
    group: 'Flow',
    icon: IconSearch,
    keys: ['Ctrl+F', 'Ctrl+H'],
    place: 'window',
    when: onSteps,
    run: studio => studio.startFinding(),
  },
  {
    id: 'places.back',
    title: 'Back to the place before',
    group: 'Canvas',
    icon: IconArrowLeft,
    keys: ['Ctrl+Shift+ArrowLeft'],
    place: 'window',
    when: studio => isFlowShown(studio) && studio.visited.length > 0,
    run: studio => void studio.goVisited(-1),
  },
  {
    id: 'places.forward',
    title: 'Forward to the place after',
    group: 'Canvas',
    icon: IconArrowRight,
    keys: ['Ctrl+Shift+ArrowRight'],
    place: 'window',
    when: studio => isFlowShown(studio) && studio.visited.length > 0,
    run: studio => void studio.goVisited(1),
  },
  {
    id: 'step.pin',
    title: 'Pin where it stands, or let it go',
    group: 'Canvas',
    icon: IconPin,
    keys: ['P'],
    place: 'canvas',
    when: withStep,
    run: studio => studio.pinSelection(),
  },
];
