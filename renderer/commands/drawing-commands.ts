import { IconPin, IconSearch, IconSitemap } from '@tabler/icons-react';
import { onCanvas, withStep } from './canvas-commands.ts';
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
    when: onCanvas,
    run: studio => studio.startFinding(),
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
