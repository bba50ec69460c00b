import { join } from 'node:path';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { hashText, type Hash } from '../base/hash.ts';
import { refused, ok, type Result } from '../base/result.ts';
import { seldom } from '../base/seldom.ts';
import { checkPrompt } from '../expression/check-prompt.ts';
import type { CodedSkill } from './coded-skill.ts';
import { joinSkills, NO_SKILLS, type JoinedSkills, type OwnSkill, type RunOwnCode } from './join-skills.ts';
import { OverrideMatter, readSkillMd, SkillName } from './read-skill-md.ts';
import type { Skills } from './skill.ts';
import { readSkillFolder, VERSIONS_FOLDER } from './skill-folder.ts';
import type { SkillProblem } from './skill-problem.ts';
import { skillTemplate, type TemplateKind } from './skill-template.ts';
import { withPrompt, writeSkillMd } from './write-skill-md.ts';

/** What `openSkills` needs from outside. */
export interface SkillNeeds {
  /** `<folder>/<name>/SKILL.md`, one folder a skill. */
  readonly shippedFolder: string;
  /** The workspace's `skills` folder; it may be missing. */
  readonly workspaceFolder: string;
  readonly coded: readonly CodedSkill[];
  readonly runOwnCode: RunOwnCode;
  /** Files are looked at again when the last look is older than a moment. */
  readonly nowMs: () => number;
  /** Writes a file whole or not at all, with the folders it stands in. Throws when the disk refuses. */
  readonly writeWhole: (path: string, text: string) => Promise<void>;
  readonly trust: {
    /** What the person decided on this workspace's own skills. */
    decision(): 'trusted' | 'restricted' | 'undecided';
    /** The person makes the first skill of a workspace: that is trust. Throws when the disk refuses. */
    give(): Promise<void>;
  };
}

/** `nothing`: the workspace brings no skills, so there is nothing to decide. Its own skills are used when it is `trusted`, and only then. */
export type SkillTrust = 'trusted' | 'restricted' | 'undecided' | 'nothing';

/** Why a prompt was not saved. */
export type SaveRefusal =
  | { readonly kind: 'no-such-skill' }
  | { readonly kind: 'not-trusted' }
  /** Somebody else changed it since it was read. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'faulty'; readonly sentence: string };

/** A prompt that a saved one took the place of. */
export interface EarlierPrompt {
  readonly promptHash: Hash;
  readonly prompt: string;
  /** When it was replaced. */
  readonly untilMs: number;
}

export interface OpenedSkills extends Skills {
  /** True when the workspace's own prompt stands in for the shipped one. */
  edited(name: string): boolean;
  originOf(name: string): 'shipped' | 'edited' | 'own';
  /** Of the SKILL.md that is used. */
  placeOf(name: string): string | null;
  /** The file of the workspace's own code for it; null when none is run. */
  codeOf(name: string): string | null;
  /** Replaces the prompt for this workspace, if it still is `was`; null takes the shipped one back. The one before is kept beside it. Throws when the disk refuses. */
  savePrompt(name: string, prompt: string | null, was?: Hash): Promise<Result<null, SaveRefusal>>;
  /** Newest first. */
  earlierPrompts(name: string): readonly EarlierPrompt[];
  /** Writes a documented template as the workspace's own skill and gives its files; refused with a sentence. Throws when the disk refuses. */
  create(name: string, kind: TemplateKind): Promise<Result<readonly string[], string>>;
  /** What is wrong with skills' files. */
  problems(): readonly SkillProblem[];
  trust(): SkillTrust;
  /** What the workspace brings along, used or not. */
  own(): readonly OwnSkill[];
  /** Looks at the files at once and gives another text when anything that `list`, `problems` or `trust` say may have changed. */
  stamp(): string;
  forget(): void;
}

/**
 * The shipped skills, with the workspace's prompts in place of theirs, and the workspace's own skills; of a workspace that is not trusted
 * nothing is taken. Each question looks whether a file changed and reads that skill again.
 */
export function openSkills(needs: SkillNeeds): OpenedSkills {
  const shipped = readSkillFolder(needs.shippedFolder);
  const own = readSkillFolder(needs.workspaceFolder);
  let joined = { all: NO_SKILLS, used: NO_SKILLS, trust: 'nothing' as SkillTrust, stamp: '' };
  const look = () => {
    const [ours, theirs] = [shipped(), own()];
    const trust: SkillTrust = theirs.texts.length === 0 ? 'nothing' : needs.trust.decision();
    const stamp = `${ours.stamp}\n\n${theirs.stamp}\n\n${trust}`;
    if (stamp === joined.stamp) return joined;
    const all = joinSkills(ours.texts, theirs.texts, needs);
    const used = trust === 'trusted' || trust === 'nothing' ? all : joinSkills(ours.texts, [], needs);
    joined = { all, used, trust, stamp };
    return joined;
  };
  const current = seldom(look, needs.nowMs);
  const used = (): JoinedSkills => current().used;
  const ownFile = (name: string) => join(needs.workspaceFolder, name, 'SKILL.md');

  /** True when the workspace may be written to: it is trusted, or what is written is the first of its own. */
  const maySave = async (): Promise<boolean> => {
    if (current().trust === 'trusted') return true;
    if (current().trust !== 'nothing' || needs.trust.decision() === 'restricted') return false;
    mkdirSync(needs.workspaceFolder, { recursive: true }); // a workspace that is not there yet can be trusted by nobody
    await needs.trust.give();
    return true;
  };

  return {
    list: () => used().skills,
    find: name => used().byName.get(name),
    whyMissing: name =>
      used().byName.has(name) || !current().all.byName.has(name)
        ? (used().problems.find(({ skill, severity }) => skill === name && severity === 'error')?.sentence ?? null)
        : `The skill “${name}” is this workspace’s own, and you have not said that you trust it. Look at what it brings under Skills & products, or with “atelier trust”.`,
    edited: name => used().edited.has(name),
    originOf: name => (used().edited.has(name) ? 'edited' : used().files.get(name)?.isOwn === true ? 'own' : 'shipped'),
    placeOf: name => used().files.get(name)?.place ?? null,
    codeOf: name => used().files.get(name)?.code ?? null,
    problems: () => used().problems,
    trust: () => current().trust,
    own: () => current().all.own,
    stamp: () => look().stamp,
    forget: () => current.forget(),
    earlierPrompts: name => (SkillName.safeParse(name).success ? earlierPrompts(join(needs.workspaceFolder, name, VERSIONS_FOLDER)) : []),

    async savePrompt(name, prompt, was) {
      current.forget();
      const skill = used().byName.get(name);
      if (skill === undefined) return refused({ kind: 'no-such-skill' });
      if (was !== undefined && was !== skill.promptHash) return refused({ kind: 'moved' });
      const fault = prompt === null ? undefined : checkPrompt(prompt, skill.input).find(({ severity }) => severity === 'error');
      if (fault !== undefined) return refused({ kind: 'faulty', sentence: fault.message });
      if (!(await maySave())) return refused({ kind: 'not-trusted' });
      const file = used().files.get(name);
      const replaced = file?.isOwn === true ? file.text : writeSkillMd({ name }, skill.prompt);
      if (prompt !== null) {
        if (prompt.trim() === skill.prompt) return ok(null);
        await needs.writeWhole(join(needs.workspaceFolder, name, VERSIONS_FOLDER, `${hexOf(skill.promptHash)}.md`), replaced);
        await needs.writeWhole(ownFile(name), file?.isOwn === true ? withPrompt(file.text, prompt) : writeSkillMd({ name }, prompt));
      } else if (used().edited.has(name)) {
        await needs.writeWhole(join(needs.workspaceFolder, name, VERSIONS_FOLDER, `${hexOf(skill.promptHash)}.md`), replaced);
        await rm(ownFile(name), { force: true });
      }
      current.forget();
      return ok(null);
    },

    async create(name, kind) {
      const read = SkillName.safeParse(name);
      if (!read.success) return refused(`“${name}” cannot name a skill. Write lower-case words joined by _, - or ., e.g. draft_notes.`);
      current.forget();
      if (current().all.byName.has(name) || current().all.problems.some(({ skill }) => skill === name))
        return refused(`There is a skill “${name}” already${placeWords(current().all.files.get(name)?.place)}. Choose another name.`);
      if (!(await maySave()))
        return refused(
          'This workspace is not trusted, so its own skills are not used. Decide on that first: “atelier trust” shows what it brings.',
        );
      const files = Object.entries(skillTemplate(name, kind)).map(([file, text]) => ({
        path: join(needs.workspaceFolder, name, file),
        text,
      }));
      for (const { path, text } of files) await needs.writeWhole(path, text);
      current.forget();
      return ok(files.map(({ path }) => path));
    },
  };
}

const hexOf = (hash: Hash): string => hash.slice('sha256:'.length, 23);
const placeWords = (place: string | undefined): string => (place === undefined ? '' : ` in ${place}`);

function earlierPrompts(folder: string): readonly EarlierPrompt[] {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.md'))
      .slice(0, 100)
      .flatMap(name => {
        const place = join(folder, name);
        const read = readSkillMd(readFileSync(place, 'utf8'), OverrideMatter, place);
        if (!read.ok) return [];
        const { prompt } = read.value;
        return [{ prompt, promptHash: hashText('atelier/prompt/v1', prompt), untilMs: statSync(place).mtimeMs }];
      })
      .toSorted((a, b) => b.untilMs - a.untilMs);
  } catch {
    return []; // no prompt was ever replaced here
  }
}
