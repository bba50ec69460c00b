import { stringify } from 'yaml';
import type { OverrideMatter } from './read-skill-md.ts';

/** The text of a SKILL.md that puts `prompt` in place of a shipped skill's. Read back by `readSkillMd` with `OverrideMatter`. */
export const writeSkillMd = (matter: OverrideMatter, prompt: string): string =>
  `---\n${stringify(matter, { lineWidth: 0 })}---\n\n${prompt.trim()}\n`;
