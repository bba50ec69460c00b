import { door } from '../door.ts';

export const observatoryHandlers = door.observatory.router({
  figures: door.observatory.figures.handler(async ({ input, context: { workspace }, errors }) => {
    const answer = await workspace.observatory.figures(input);
    if (!answer.ok) throw errors.NOT_ANSWERED({ message: answer.error.sentence, data: answer.error });
    return [...answer.value];
  }),

  search: door.observatory.search.handler(async ({ input, context: { workspace }, errors }) => {
    const answer = await workspace.observatory.search(input);
    if (!answer.ok) throw errors.NOT_ANSWERED({ message: answer.error.sentence, data: answer.error });
    return answer.value;
  }),

  ask: door.observatory.ask.handler(async ({ input: { sql, values }, context: { workspace }, errors, signal }) => {
    const answer = await workspace.observatory.ask(sql, values, signal);
    if (!answer.ok) throw errors.NOT_ANSWERED({ message: answer.error.sentence, data: answer.error });
    return answer.value;
  }),

  check: door.observatory.check.handler(({ input: { sql }, context: { workspace } }) => workspace.observatory.check(sql)),

  tables: door.observatory.tables.handler(async ({ context: { workspace } }) => [...(await workspace.observatory.tables())]),

  questions: door.observatory.questions.handler(async ({ context: { workspace } }) => {
    const { questions, problems } = await workspace.observatory.questions();
    return { questions: [...questions], problems: [...problems] };
  }),

  saveQuestion: door.observatory.saveQuestion.handler(async ({ input, context: { workspace }, errors }) => {
    const saved = await workspace.observatory.saveQuestion(input);
    if (!saved.ok) throw errors.NOT_SAVED({ message: saved.error, data: { sentence: saved.error } });
    return { ...input, own: true };
  }),

  removeQuestion: door.observatory.removeQuestion.handler(async ({ input: { name }, context: { workspace }, errors }) => {
    if (!(await workspace.observatory.removeQuestion(name))) throw errors.NO_SUCH_QUESTION({ data: { name } });
    return { name };
  }),
});
