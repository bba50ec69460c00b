import { stringify } from 'yaml';
import type { OverrideMatter } from './read-skill-md.ts';

/** The text of a SKILL.md that puts `prompt` in place of a shipped skill's. Read back by `readSkillMd` with `OverrideMatter`. */
export const writeSkillMd = (matter: OverrideMatter, prompt: string): string =>
  `---\n${stringify(matter, { lineWidth: 0 })}---\n\n${prompt.trim()}\n`;

/** The text of a workspace's own SKILL.md with another prompt: its front matter stays as it was written. */
export const withPrompt = (text: string, prompt: string): string => {
  const matter = /^\uFEFF?---[ \t]*\r?\n[\s\S]*?\r?\n---/.exec(text);
  return `${matter?.[0] ?? '---\n---'}\n\n${prompt.trim()}\n`;
};
