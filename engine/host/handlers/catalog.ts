import { catalogOf, skillHead } from '../catalog-of.ts';
import { diskSentence } from '../disk-sentence.ts';
import { door } from '../door.ts';

export const catalogHandlers = door.catalog.router({
  read: door.catalog.read.handler(({ context }) => catalogOf(context.workspace)),
  savePrompt: door.catalog.savePrompt.handler(async ({ input, context: { workspace, changes }, errors }) => {
    const { skill: name, prompt } = input;
    const known = await workspace.skills.savePrompt(name, prompt).catch((cause: unknown) => {
      const sentence = diskSentence(cause);
      throw sentence === null ? cause : errors.STORAGE({ message: sentence, data: { sentence }, cause });
    });
    const skill = known ? workspace.skills.find(name) : undefined;
    if (skill === undefined) throw errors.NO_SUCH_SKILL({ data: { skill: name } });
    changes.announce({ kind: 'catalog' });
    return skillHead(workspace, skill);
  }),
});
