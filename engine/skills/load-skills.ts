import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { seldom } from '../base/seldom.ts';
import type { CodedSkill } from './coded-skill.ts';
import { makeSkill } from './make-skill.ts';
import { FrontMatter, OverrideMatter, readSkillMd, type SkillFile } from './read-skill-md.ts';
import type { Skill, Skills } from './skill.ts';
import { readSkillFolder, type SkillText } from './skill-folder.ts';
import { writeSkillMd } from './write-skill-md.ts';

/** What `openSkills` needs from outside. */
export interface SkillNeeds {
  /** `<folder>/<name>/SKILL.md`, one folder a skill. */
  readonly shippedFolder: string;
  /** The workspace's `skills` folder; it may be missing. */
  readonly workspaceFolder: string;
  readonly coded: readonly CodedSkill[];
  /** Files are looked at again when the last look is older than a moment. */
  readonly nowMs: () => number;
  /** Writes a file whole or not at all, with the folders it stands in. Throws when the disk refuses. */
  readonly writeWhole: (path: string, text: string) => Promise<void>;
}

export interface OpenedSkills extends Skills {
  /** True when the workspace's own prompt stands in for the shipped one. */
  edited(name: string): boolean;
  /** Replaces the prompt for this workspace; null takes the shipped one back. False when there is no such skill. Throws when the disk refuses. */
  savePrompt(name: string, prompt: string | null): Promise<boolean>;
  /** What is wrong with files that were left out, as sentences. */
  problems(): readonly string[];
}

/**
 * The shipped skills, with the workspace's prompts in place of theirs, and the workspace's own prompt skills. Each question looks whether a file
 * changed and reads that file again. No code is ever loaded from a workspace: a file there that claims `code: true` is left out.
 */
export function openSkills(needs: SkillNeeds): OpenedSkills {
  const shipped = readSkillFolder(needs.shippedFolder);
  const own = readSkillFolder(needs.workspaceFolder);
  let joined = joinSkills([], [], needs.coded);
  let stamp: string | null = null;
  const current = seldom((): JoinedSkills => {
    const [ours, theirs] = [shipped(), own()];
    const now = `${ours.stamp}\n\n${theirs.stamp}`;
    if (now !== stamp) joined = joinSkills(ours.texts, theirs.texts, needs.coded);
    stamp = now;
    return joined;
  }, needs.nowMs);
  return {
    list: () => current().skills,
    find: name => current().byName.get(name),
    edited: name => current().edited.has(name),
    problems: () => current().problems,
    savePrompt: async (name, prompt) => {
      const skill = current().byName.get(name);
      if (skill === undefined) return false;
      const path = join(needs.workspaceFolder, name, 'SKILL.md');
      if (prompt !== null) await needs.writeWhole(path, current().ownTexts.get(name)?.(prompt) ?? writeSkillMd({ name }, prompt));
      else if (current().edited.has(name)) await rm(path, { force: true });
      current.forget();
      return true;
    },
  };
}

interface JoinedSkills {
  readonly skills: readonly Skill[];
  readonly byName: ReadonlyMap<string, Skill>;
  /** Shipped ones for which the workspace has a prompt of its own. */
  readonly edited: ReadonlySet<string>;
  readonly problems: readonly string[];
  /** The file of a workspace's own skill, with another prompt: its front matter stays as it was written. */
  readonly ownTexts: ReadonlyMap<string, (prompt: string) => string>;
}

function joinSkills(shipped: readonly SkillText[], own: readonly SkillText[], coded: readonly CodedSkill[]): JoinedSkills {
  const byName = new Map<string, Skill>();
  const files = new Map<string, { file: SkillFile<FrontMatter>; code: CodedSkill | null }>();
  const edited = new Set<string>();
  const problems: string[] = [];
  const ownTexts = new Map<string, (prompt: string) => string>();
  for (const { text, place, folder } of shipped) {
    const file = readSkillMd(text, FrontMatter, place);
    if (!file.ok) {
      problems.push(file.error);
      continue;
    }
    const { matter } = file.value;
    const code = coded.find(each => each.name === matter.name) ?? null;
    if (folder !== matter.name)
      problems.push(`${place}: the skill is named “${matter.name}”, so its folder must be named so too. It was left out.`);
    else if (matter.code && code === null)
      problems.push(`${place}: no code of this program bears the name “${matter.name}”. It was left out.`);
    else {
      files.set(matter.name, { file: file.value, code: matter.code ? code : null });
      byName.set(matter.name, makeSkill(file.value, matter.code ? code : null));
    }
  }
  for (const skill of own) {
    const base = files.get(skill.folder);
    const read = base === undefined ? readOwn(skill) : readOverride(skill, base.file);
    if (typeof read === 'string') {
      problems.push(read);
      continue;
    }
    byName.set(skill.folder, makeSkill(read, base?.code ?? null));
    if (base === undefined) ownTexts.set(skill.folder, prompt => withPrompt(skill.text, prompt));
    else edited.add(skill.folder);
  }
  const skills = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { skills, byName, edited, problems, ownTexts };
}

function readOwn({ text, place, folder }: SkillText): SkillFile<FrontMatter> | string {
  const file = readSkillMd(text, FrontMatter, place);
  if (!file.ok) return file.error;
  const { matter } = file.value;
  if (matter.code) return `${place}: only skills that ship with the program are coded. Take “code: true” out to use it as a prompt skill.`;
  return matter.name === folder
    ? file.value
    : `${place}: the skill is named “${matter.name}”, so its folder must be named so too. It was left out.`;
}

/** The shipped skill with the workspace's prompt and what else its front matter changes; schemas, effect and code stay the shipped ones. */
function readOverride({ text, place, folder }: SkillText, shipped: SkillFile<FrontMatter>): SkillFile<FrontMatter> | string {
  const file = readSkillMd(text, OverrideMatter, place);
  if (!file.ok) return file.error;
  const { name, description, title, version, model } = file.value.matter;
  if (name !== folder) return `${place}: the skill is named “${name}”, so its folder must be named so too. It was left out.`;
  const changed = {
    ...(description !== undefined && { description }),
    ...(title !== undefined && { title }),
    ...(version !== undefined && { version }),
    ...(model !== undefined && { model }),
  };
  return { matter: { ...shipped.matter, ...changed }, prompt: file.value.prompt };
}

const withPrompt = (text: string, prompt: string): string => {
  const matter = /^\uFEFF?---[ \t]*\r?\n[\s\S]*?\r?\n---/.exec(text);
  return `${matter?.[0] ?? '---\n---'}\n\n${prompt.trim()}\n`;
};
