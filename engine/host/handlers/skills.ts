import type { SaveRefusal } from '../../skills/load-skills.ts';
import { trySkill } from '../../try-skill.ts';
import { skillHead } from '../catalog-of.ts';
import { diskSentence } from '../disk-sentence.ts';
import { door } from '../door.ts';
import { detailOf, shelfOf, triedOf } from '../skills-of.ts';

export const skillsHandlers = door.skills.router({
  shelf: door.skills.shelf.handler(({ context }) => shelfOf(context.workspace)),

  read: door.skills.read.handler(({ input: { skill: name }, context: { workspace }, errors }) => {
    const skill = workspace.skills.find(name);
    if (skill === undefined) throw errors.NO_SUCH_SKILL({ data: { skill: name } });
    return detailOf(workspace, skill);
  }),

  savePrompt: door.skills.savePrompt.handler(async ({ input: { skill: name, prompt, was }, context: { workspace, changes }, errors }) => {
    const saved = await workspace.skills.savePrompt(name, prompt, was).catch((cause: unknown) => {
      const sentence = diskSentence(cause);
      throw sentence === null ? cause : errors.STORAGE({ message: sentence, data: { sentence }, cause });
    });
    if (!saved.ok) throw refusal(saved.error);
    const skill = workspace.skills.find(name);
    if (skill === undefined) throw errors.NO_SUCH_SKILL({ data: { skill: name } });
    changes.announce({ kind: 'catalog' });
    return skillHead(workspace, skill);

    function refusal(why: SaveRefusal) {
      switch (why.kind) {
        case 'no-such-skill':
          return errors.NO_SUCH_SKILL({ data: { skill: name } });
        case 'not-trusted':
          return errors.NOT_TRUSTED();
        case 'moved':
          return errors.MOVED();
        case 'faulty':
          return errors.FAULTY({ message: why.sentence, data: { sentence: why.sentence } });
      }
    }
  }),

  create: door.skills.create.handler(async ({ input: { name, kind }, context: { workspace, changes }, errors }) => {
    const made = await workspace.skills.create(name, kind).catch((cause: unknown) => {
      const sentence = diskSentence(cause);
      throw sentence === null ? cause : errors.STORAGE({ message: sentence, data: { sentence }, cause });
    });
    const skill = workspace.skills.find(name);
    if (!made.ok || skill === undefined) {
      const sentence = made.ok ? 'The new skill went away at once. Look into the workspace’s skills folder.' : made.error;
      throw errors.REFUSED({ message: sentence, data: { sentence } });
    }
    changes.announce({ kind: 'catalog' });
    return skillHead(workspace, skill);
  }),

  decide: door.skills.decide.handler(async ({ input: { decision }, context: { workspace, changes }, errors }) => {
    await workspace.skillTrust.decide(decision).catch((cause: unknown) => {
      const sentence = diskSentence(cause);
      throw sentence === null ? cause : errors.STORAGE({ message: sentence, data: { sentence }, cause });
    });
    workspace.skills.forget();
    changes.announce({ kind: 'catalog' });
    return shelfOf(workspace);
  }),

  try: door.skills.try.handler(async ({ input: { skill: name, input, prompt }, context: { workspace }, errors, signal }) => {
    const skill = workspace.skills.find(name);
    if (skill === undefined) throw errors.NO_SUCH_SKILL({ data: { skill: name } });
    return triedOf(await trySkill({ skill, input, prompt }, workspace, signal ?? new AbortController().signal));
  }),
});
