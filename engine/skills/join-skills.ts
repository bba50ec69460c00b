import type { JsonObject } from '../base/json.ts';
import type { Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { checkPrompt } from '../expression/check-prompt.ts';
import type { CodedSkill } from './coded-skill.ts';
import { makeSkill } from './make-skill.ts';
import { FrontMatter, OverrideMatter, readSkillMd, type SkillFile } from './read-skill-md.ts';
import type { Skill, SkillAnswer, Stage } from './skill.ts';
import type { SkillText } from './skill-folder.ts';
import type { SkillProblem } from './skill-problem.ts';

/** Runs the code of a workspace's own skill. */
export type RunOwnCode = (
  code: { readonly file: string; readonly skill: string; readonly mayAskModel: boolean },
  input: JsonObject,
  stage: Stage,
) => Promise<Result<SkillAnswer, StepError>>;

/** A skill that a workspace brings along, as the question whether to trust it tells of it. */
export interface OwnSkill {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly kind: 'prompt' | 'coded';
  /** It stands in for the shipped skill of the same name. */
  readonly replaces: boolean;
  /** As its front matter says. */
  readonly author: string | null;
  readonly place: string;
}

/** Where a skill's SKILL.md lies, and its text; of an edited one the workspace's. */
export interface SkillPlace {
  readonly place: string;
  readonly text: string;
  readonly isOwn: boolean;
  /** The workspace's own code that answers for it. */
  readonly code: string | null;
}

export interface JoinedSkills {
  /** By name. */
  readonly skills: readonly Skill[];
  readonly byName: ReadonlyMap<string, Skill>;
  /** Shipped ones for which the workspace has a prompt of its own. */
  readonly edited: ReadonlySet<string>;
  readonly problems: readonly SkillProblem[];
  readonly own: readonly OwnSkill[];
  readonly files: ReadonlyMap<string, SkillPlace>;
}

export const NO_SKILLS: JoinedSkills = { skills: [], byName: new Map(), edited: new Set(), problems: [], own: [], files: new Map() };

export interface JoinNeeds {
  readonly coded: readonly CodedSkill[];
  readonly runOwnCode: RunOwnCode;
}

interface Read {
  readonly file: SkillFile<FrontMatter>;
  readonly code: CodedSkill | null;
}

/** The shipped skills, with the workspace's in place of theirs or beside them; what is wrong with a file leaves out that file alone. */
export function joinSkills(shipped: readonly SkillText[], own: readonly SkillText[], { coded, runOwnCode }: JoinNeeds): JoinedSkills {
  const byName = new Map<string, Skill>();
  const bases = new Map<string, Read>();
  const files = new Map<string, SkillPlace>();
  const edited = new Set<string>();
  const problems: SkillProblem[] = [];
  const owned: OwnSkill[] = [];
  for (const text of shipped) {
    const read = readShipped(text, coded);
    if (typeof read === 'string') problems.push(problemOf(text, read));
    else {
      bases.set(text.folder, read);
      byName.set(text.folder, makeSkill(read.file, read.code));
      files.set(text.folder, { place: text.place, text: text.text, isOwn: false, code: null });
    }
  }
  for (const text of own) {
    const base = bases.get(text.folder);
    const read = base === undefined ? readOwn(text, runOwnCode) : readOverride(text, base);
    if (typeof read === 'string') {
      problems.push(problemOf(text, read));
      continue;
    }
    const skill = makeSkill(read.file, read.code);
    byName.set(text.folder, skill);
    files.set(text.folder, {
      ...{ place: text.place, text: text.text, isOwn: true },
      code: base === undefined && skill.kind === 'coded' ? (text.code?.file ?? null) : null,
    });
    if (base !== undefined) edited.add(text.folder);
    owned.push(ownSkill(skill, read.file.matter, text, base));
    problems.push(...doubts(text, base));
  }
  const skills = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { skills, byName, edited, problems, own: owned, files };
}

const problemOf = ({ folder, place }: SkillText, sentence: string): SkillProblem => ({ skill: folder, place, severity: 'error', sentence });

function readShipped(text: SkillText, coded: readonly CodedSkill[]): Read | string {
  const file = readNamed(text);
  if (typeof file === 'string') return file;
  const { name, code: isCoded } = file.matter;
  const code = coded.find(each => each.name === name) ?? null;
  if (isCoded && code === null) return `${text.place}: no code of this program bears the name “${name}”. It was left out.`;
  return { file, code: isCoded ? code : null };
}

function readNamed({ text, place, folder }: SkillText): SkillFile<FrontMatter> | string {
  const file = readSkillMd(text, FrontMatter, place);
  if (!file.ok) return file.error;
  const { matter, prompt } = file.value;
  if (matter.name !== folder) return `${place}: the skill is named “${matter.name}”, so its folder must be named so too. It was left out.`;
  return promptFault(prompt, matter, place) ?? file.value;
}

/** The first error in a prompt, with its line. */
function promptFault(prompt: string, { input }: Pick<FrontMatter, 'input'>, place: string): string | null {
  const fault = checkPrompt(prompt, input).find(({ severity }) => severity === 'error');
  if (fault === undefined) return null;
  return `${place}: in line ${prompt.slice(0, fault.start).split('\n').length} of the prompt: ${fault.message}`;
}

function readOwn(text: SkillText, runOwnCode: RunOwnCode): Read | string {
  const file = readNamed(text);
  if (typeof file === 'string') return file;
  const { name, code: isCoded, effect } = file.matter;
  if (!isCoded) return { file, code: null };
  if (text.code === null)
    return `${text.place} says “code: true”, but no skill.mjs, skill.js or skill.ts lies beside it. Put the code there.`;
  if (text.code.problem !== null) return `${text.place}: ${text.code.problem}`;
  const { file: codeFile, hash } = text.code;
  const mayAskModel = effect === 'llm';
  return {
    file,
    code: {
      name,
      // By what the code says: another word in it is another version, whatever the front matter counts.
      codeVersion: `own-${hash.slice('sha256:'.length, 23)}`,
      policyHash: null,
      modelFree: !mayAskModel,
      run: (input, stage) => runOwnCode({ file: codeFile, skill: name, mayAskModel }, input, stage),
    },
  };
}

/** The shipped skill with the workspace's prompt and what else its front matter changes; schemas, effect and code stay the shipped ones. */
function readOverride({ text, place, folder }: SkillText, { file: shipped, code }: Read): Read | string {
  const file = readSkillMd(text, OverrideMatter, place);
  if (!file.ok) return file.error;
  const { name, description, title, version, model, metadata } = file.value.matter;
  if (name !== folder) return `${place}: the skill is named “${name}”, so its folder must be named so too. It was left out.`;
  const changed = {
    ...(description !== undefined && { description }),
    ...(title !== undefined && { title }),
    ...(version !== undefined && { version }),
    ...(model !== undefined && { model }),
    metadata,
  };
  const fault = promptFault(file.value.prompt, shipped.matter, place);
  return fault ?? { file: { matter: { ...shipped.matter, ...changed }, prompt: file.value.prompt }, code };
}

/** What a workspace's file says and is not taken up. */
function doubts({ text, place, folder, code }: SkillText, base: Read | undefined): SkillProblem[] {
  const doubt = (sentence: string): SkillProblem => ({ skill: folder, place, severity: 'warning', sentence: `${place}: ${sentence}` });
  const matter = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '';
  if (base !== undefined) {
    const passedOver = ['input', 'output', 'effect', 'code'].filter(field => new RegExp(`^${field}\\s*:`, 'm').test(matter));
    return [
      ...(passedOver.length === 0
        ? []
        : [
            doubt(
              `it stands in for the shipped skill of its name, whose ${passedOver.join(', ')} stay as they are. Give it another name to change them.`,
            ),
          ]),
      ...(code === null ? [] : [doubt('the code beside it is not run: it stands in for the shipped skill of its name.')]),
    ];
  }
  return code === null || /^code\s*:\s*true/m.test(matter)
    ? []
    : [doubt('the code beside it is not run. Say “code: true” in the front matter to have it run.')];
}

const ownSkill = (
  { name, title, description, kind }: Skill,
  { metadata }: FrontMatter,
  { place }: SkillText,
  base: Read | undefined,
): OwnSkill => ({
  ...{ name, kind, place, title: plainLine(title), description: plainLine(description) },
  replaces: base !== undefined,
  author: typeof metadata?.['author'] === 'string' ? plainLine(metadata['author']).slice(0, 200) : null,
});

/** Without control characters and turns of the line: a terminal would obey them, and the question whether to trust would not say what it seems to. */
const plainLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
