import { STEP_DEFINITIONS } from '../../engine/steps/step-definitions.ts';
import { countOf } from '../ui/format-count.ts';
import type { FarHit, FarScene } from './far-scene.ts';

/** What lies under the pointer, in words: its title, and the line that matters. */
export function farHint(hit: FarHit, { steps }: FarScene): { readonly title: string; readonly line: string } {
  switch (hit.kind) {
    case 'step': {
      const { kind, title, line, chip, errors, warnings } = hit.step.node.data;
      const parts = [
        STEP_DEFINITIONS[kind].title,
        line,
        ...(chip === null ? [] : [chip.word]),
        ...(errors + warnings === 0 ? [] : [countOf(errors + warnings, 'problem')]),
      ];
      return { title, line: parts.filter(part => part !== '').join(' · ') };
    }
    case 'link': {
      const { way } = hit.link;
      const from = steps.find(({ id }) => id === way.from)?.node.data;
      const label = from?.ways.find(({ field }) => field === way.field)?.label ?? null;
      return { title: `Link from ${from?.title ?? way.from}`, line: label ?? '' };
    }
    case 'note':
      return { title: 'Note', line: hit.note.data.text.trim().split('\n')[0] ?? '' };
    case 'frame':
      return { title: hit.frame.data.title, line: countOf(hit.frame.data.stepIds.length, 'step') };
  }
}
